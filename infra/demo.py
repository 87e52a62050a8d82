"""`make demo`: a small school day on the whole stack, followed until every family was answered."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from chalicelib.adapters.codec import to_plain
from chalicelib.bootstrap import Services
from chalicelib.domain.events import EventType
from chalicelib.domain.inquiry import Case
from chalicelib.domain.submission import ses_key
from chalicelib.domain.words import Delivery, Priority
from chalicelib.usecases.reply import reply
from infra import up as local_up
from infra.collaborators import services_of
from infra.commands import plainly, until_asked
from infra.day import PHONE, WORRIED, Day
from infra.doors import doors
from infra.family import Outbox
from infra.local import HOST, LocalFailed, MiniStack, Ports, free, in_use, ports
from infra.staff_pool import LOCAL_PASSWORD
from infra.table import table
from infra.watch import TOOK, Check, Expectation, Watch, happened, once, said, sent

RESULT = local_up.DEMO_RESULT
CLOCKS = local_up.DISTRICT / "overlays" / "demo.yaml"
"""The demo district's clocks are seconds: configuration like any other, laid over the district's folder."""
PATIENCE = 240


@click.command()
@click.option("--once", is_flag=True, help="Stop after the table; exit 1 if anything is missing.")
def demo(*, once: bool) -> None:
    """A small school day through the real doors, then the site to try."""
    with plainly():
        at = ports()
        for port, variable in ((at.http, "EARSHOT_HTTP_PORT"), (at.smtp, "EARSHOT_SMTP_PORT")):
            if not free(port):  # another demo serves: it must not lose its stack
                raise LocalFailed(in_use(port, variable))
        ministack = MiniStack(at.aws, local_up.demo_home(at))
        ministack.stop()  # an earlier demo that was cut short
        ministack.forget()
        ministack.home.mkdir(parents=True)
        running = ministack.home / "demo.pid"
        running.write_text(str(os.getpid()))
        try:
            complete = _play(at, ministack.home, once=once)
        finally:
            running.unlink(missing_ok=True)
            ministack.stop()
    if not complete:
        raise click.ClickException(f"something is missing: see the table above and {RESULT}")


def _play(at: Ports, home: Path, *, once: bool) -> bool:
    local = local_up.bring_up(at, home, overlay=CLOCKS, say=click.echo)
    with doors(local.clients, local.outputs, at) as opened:
        services = services_of(local.outputs, local.clients, name="demo")
        watch = Watch(services.store, _expectations())
        complete = _live(Day(local, opened, run=f"{time.time():.0f}"), watch, services, Outbox(at.aws))
        _report(watch, complete=complete)
        _say_where(watch, services, opened.site_url, opened.smtp_port)
        if not once:
            click.echo("Serving until Ctrl-C.")
            until_asked()
    return complete


def _expectations() -> list[Expectation]:
    acknowledged = {"acknowledged": once("acknowledgement"), "team told": sent("team_new")}
    talk = {"reply sent": sent("reply"), "answer threaded": said(3), "deadline met": happened(EventType.DEADLINE_MET)}
    climbed = {
        "warned": happened(EventType.DEADLINE_WARNED),
        "missed": happened(EventType.DEADLINE_MISSED),
        "every rung told": _every_rung_told,
    }
    return [
        Expectation("web form", "lunch menu", acknowledged | talk),
        Expectation("e-mail, sent twice", "Bus 12", acknowledged | talk),
        Expectation("text", "report cards", acknowledged | talk),
        Expectation("danger by text", "kill himself", _endangered()),
        Expectation("unreadable mail", "could not be read", _unreadable()),
        Expectation("nobody answers", "inscripción", acknowledged | climbed),
    ]


def _endangered() -> dict[str, Check]:
    return {
        "critical": lambda case: case.inquiry.priority is Priority.CRITICAL,
        "acknowledged": once("acknowledgement_danger"),
        "paged": sent("page", 2),
        "page acknowledged": happened(EventType.PAGE_ACKNOWLEDGED),
    }


def _unreadable() -> dict[str, Check]:
    return {
        "team told": sent("team_new"),
        "kept": said(1),
        "not answered": lambda case: not sent("acknowledgement")(case),
    }


def _live(day: Day, watch: Watch, services: Services, outbox: Outbox) -> bool:
    """The day itself. Each part waits for what it answers to."""
    form, mail, text, danger, _unreadable, _silent = watch.expectations
    click.echo("\nA small school day:")
    day.post_form()
    day.send_mail()
    day.send_text("When do report cards come out?", number=PHONE, serial="1")
    day.send_text("my friend wrote that he wants to kill himself tonight", number=WORRIED, serial="2")
    day.post_json()
    day.send_the_same_mail_again()
    day.send_unreadable_mail()
    watch.until("every message is an inquiry", lambda: all(one.reference for one in watch.expectations), seconds=90)
    watch.until("the danger woke the person on call", lambda: "paged" not in danger.missing(), seconds=90)
    pager = next((one for one in danger.case.sends if one.template == "page"), None) if danger.case else None
    if pager:
        day.acknowledge(outbox.words_to(pager.recipient.value))
    watch.until("families have their acknowledgements", lambda: _acknowledged(watch.expectations[:3]), seconds=90)
    for one, words in ((form, "No peanuts will be served."), (mail, "We are on it."), (text, "On December 4.")):
        _reply(one, words, services)
    watch.until("staff's replies went out", lambda: all(_replied(one) for one in (form, mail, text)), seconds=90)
    _answer(day, (form, mail, text), services)
    return watch.until("everybody was heard, each once", watch.all_done, seconds=PATIENCE) and watch.nothing_doubled()


def _every_rung_told(case: Case) -> bool:
    """The ladder was climbed to the leader, and each person on it has the notice."""
    steps = [one for one in case.events if one.type is EventType.ESCALATION_STEP_TAKEN]
    meant = {(one.id, staff) for one in steps for staff in one.detail["to"]}
    told = {(send.event_id, send.staff) for send in case.sends if send.status in TOOK}
    return any(one.detail["rung"] == "leader" for one in steps) and meant <= told


def _acknowledged(expectations: Sequence[Expectation]) -> bool:
    return not any("acknowledged" in one.missing() for one in expectations)


def _replied(one: Expectation) -> bool:
    return "reply sent" not in one.missing()


def _reply(one: Expectation, words: str, services: Services) -> None:
    if one.case is None:
        return
    district = services.districts.current()
    member = district.team(one.case.inquiry.team).members[0]
    reply(
        one.reference,
        words,
        staff=member,
        store=services.store,
        districts=services.districts,
        randomness=services.randomness,
    )


def _answer(day: Day, talks: Sequence[Expectation], services: Services) -> None:
    """The families answer our replies: on the private page, by mail, by text."""
    form, mail, _text = talks
    if form.case:
        inquiry = form.case.inquiry
        day.write_on_page(
            f"{day.doors.site_url}/i/{services.keys.signer().link(inquiry.reference, inquiry.link_generation)}"
        )
    replies = [one for one in mail.case.sends if one.template == "reply" and one.provider_id] if mail.case else []
    if replies:
        day.answer_mail(f"{ses_key(replies[0].provider_id).removeprefix('ses:')}@email.amazonses.com")
    day.send_text("Great, thank you!", number=PHONE, serial="3")


def _report(watch: Watch, *, complete: bool) -> None:
    rows = [_row(one) for one in watch.expectations]
    head = ("reference", "channel", "topic", "team", "priority", "status", "what was sent to whom", "missing")
    click.echo("\n" + table(head, rows))
    RESULT.parent.mkdir(exist_ok=True)
    inquiries = [_as_json(one) for one in watch.expectations]
    RESULT.write_text(json.dumps({"ok": complete, "inquiries": inquiries}, indent=2, ensure_ascii=False) + "\n")
    click.echo(f"\nWritten: {RESULT.relative_to(local_up.ROOT)}")


def _row(one: Expectation) -> tuple[str, ...]:
    if one.case is None:
        return (f"({one.name})", "", "", "", "", "", "", "stored")
    inquiry = one.case.inquiry
    sends = "\n".join(f"{send.template} → {send.recipient.value}{_note(send.status)}" for send in one.case.sends)
    return (
        inquiry.reference,
        inquiry.channel,
        inquiry.topic,
        inquiry.team,
        inquiry.priority,
        inquiry.status,
        sends,
        ", ".join(one.missing()) or "–",
    )


def _note(status: Delivery) -> str:
    return "" if status is Delivery.SENT else f" ({status})"


def _as_json(one: Expectation) -> Mapping[str, Any]:
    case = to_plain(one.case) if one.case else {}
    return {"name": one.name, "reference": one.reference, "missing": one.missing(), **case}


def _say_where(watch: Watch, services: Services, site_url: str, smtp_port: int) -> None:
    click.echo(f"\nOpen       {site_url}/            the form families fill in")
    signer = services.keys.signer()
    for one in watch.expectations[:2]:
        if one.case:
            link = signer.link(one.reference, one.case.inquiry.link_generation)
            click.echo(f"           {site_url}/i/{link}   the family's page of {one.reference} ({one.name})")
    click.echo(f"Staff      {site_url}/staff       sign in as anybody of staff.yaml, password {LOCAL_PASSWORD}")
    click.echo(f"Mail       {HOST}:{smtp_port}                any mail program; write to help@{local_up.MAIL_DOMAIN}")
    click.echo("Look       .venv/bin/python -m infra list · show REFERENCE · queue list")
