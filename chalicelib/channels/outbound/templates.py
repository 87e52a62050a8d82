"""Every notice Earshot writes, as a table: its parts in reading order.

A part names a sentence of the catalogue. It is left out when a value that its sentence speaks of is missing, so that
one table serves inquiries with and without a name, a school or a deadline; `unless` leaves it out when that value is
there. What a template cannot do without stands in `needs`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Shape(StrEnum):
    """How a part looks in a mail."""

    LINE = "line"
    SMALL = "small"
    BUTTON = "button"
    QUOTE = "quote"
    ITEM = "item"
    WORDS = "words"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Part:
    """`value` names what a button (or an item's first line) opens, what a quote quotes, or the words of a person."""

    shape: Shape
    key: str
    value: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """`subject` are keys, the first that can be said is; `text` the sentences of the text form, `short` those that
    replace them when they take more than three segments."""

    subject: tuple[str, ...]
    mail: tuple[Part, ...]
    text: tuple[Part, ...]
    short: tuple[Part, ...] = ()
    needs: tuple[str, ...] = ()
    answerable: bool = False


def _line(key: str, *, unless: str = "") -> Part:
    return Part(Shape.LINE, key, unless=unless)


def _small(key: str, *, unless: str = "") -> Part:
    return Part(Shape.SMALL, key, unless=unless)


def _says(*keys: str) -> tuple[Part, ...]:
    return tuple(map(_line, keys))


_GREETING = (_line("greeting"), _line("greeting.nameless", unless="name"))
_EMERGENCY = tuple(
    Part(Shape.ALARM, f"emergency.{key}") for key in ("title", "911", "988", "741741", "tip", "unwatched")
)
_ANSWERS = (
    Part(Shape.BUTTON, "acknowledgement.button", value="link"),
    Part(Shape.LINE, "acknowledgement.answer", value="link"),
    _line("acknowledgement.answer.mail", unless="link"),
    Part(Shape.SMALL, "acknowledgement.private", value="link"),
    Part(Shape.SMALL, "acknowledgement.code", value="find_code"),
)
_FILES = (
    _line("files_left.line"),
    Part(Shape.LINE, "files_left.again", value="files_most"),
)
_WHAT = (
    Part(Shape.QUOTE, "staff.asked", value="excerpt"),
    *_says("staff.topic", "staff.school", "staff.who"),
)
_UNSOLVED = Part(Shape.LINE, "team_message.unsolved", value="unsolved")
_STAFF_FOOT = (
    Part(Shape.BUTTON, "staff.button", value="staff_link"),
    _small("footer.staff"),
    _small("footer.staff.plain", unless="team"),
)


def _staff(name: str, *lines: str | Part, loud: bool = False) -> Template:
    """A notice to staff: the lines, what was asked, where to open it. A loud one names a danger in its subject."""
    said = (one if isinstance(one, Part) else _line(one) for one in lines)
    return Template(
        subject=(*(("staff.danger.subject",) if loud else ()), f"{name}.subject"),
        mail=(_line("staff.danger"), *said, *_WHAT, _line("staff.answer", unless="held"), *_STAFF_FOOT),
        text=_says(f"{name}.text", "staff.text.link"),
        short=_says(f"{name}.subject", "staff.text.link"),
        needs=("reference", "topic"),
        answerable=True,
    )


def _of_a_page(name: str, *lines: str, quoted: bool = False) -> Template:
    """What became of a page, to somebody it went to: in a few words, with the link to it."""
    quote = (Part(Shape.QUOTE, "staff.asked", value="excerpt"),) if quoted else ()
    return Template(
        subject=(f"{name}.subject",),
        mail=(
            *_says(*lines),
            *quote,
            Part(Shape.BUTTON, "page_after.button", value="link"),
            _small("footer.staff.plain"),
        ),
        text=_says(*lines, "page_after.text"),
        short=_says(lines[0], "page_after.text"),
        needs=("reference", "link"),
        answerable=True,
    )


def _among_staff(name: str, *lines: str) -> Template:
    """What staff say to each other: an answer to it is a note, and nothing of the family's is quoted."""
    return Template(
        subject=(f"{name}.subject",),
        mail=(*_says(*lines, "staff.topic", "staff.school", "staff_called.answer"), *_STAFF_FOOT),
        text=_says(f"{name}.text", "staff.text.link"),
        short=_says(f"{name}.subject", "staff.text.link"),
        needs=("reference", "topic"),
        answerable=True,
    )


def _command(name: str) -> Template:
    return Template(
        subject=(f"{name}.subject",),
        mail=(*_GREETING, _line(f"{name}.line"), *_EMERGENCY, _small("footer.automatic")),
        text=_says(f"{name}.text"),
    )


# Acknowledgements quote nothing: whoever types another person's address into the form must not mail them their words.
TEMPLATES: dict[str, Template] = {
    "acknowledgement": Template(
        subject=("acknowledgement.subject",),
        mail=(
            *_GREETING,
            *_says("acknowledgement.received", "acknowledgement.expected"),
            _line("acknowledgement.unexpected", unless="expected"),
            *_FILES,
            _line("acknowledgement.next"),
            *_ANSWERS,
            *_EMERGENCY,
            _small("footer.automatic"),
        ),
        text=_says(
            "acknowledgement.text.received",
            "acknowledgement.text.expected",
            "emergency.text",
            "acknowledgement.text.stop",
            "acknowledgement.text.answer",
        ),
        short=_says("acknowledgement.text.received", "emergency.text", "acknowledgement.text.answer"),
        needs=("reference",),
        answerable=True,
    ),
    "acknowledgement_danger": Template(
        subject=("danger.subject",),
        mail=(
            *_GREETING,
            *_EMERGENCY,
            *_says("danger.received", "acknowledgement.expected"),
            *_FILES,
            *_ANSWERS,
            _small("footer.automatic"),
        ),
        text=_says(
            "danger.text.received",
            "danger.text.911",
            "danger.text.lines",
            "danger.text.tip",
            "danger.text.unwatched",
            "danger.text.link",
        ),
        needs=("reference",),
        answerable=True,
    ),
    "files_left": Template(
        subject=("files_left.subject",),
        mail=(*_GREETING, *_FILES, *_ANSWERS, *_EMERGENCY, _small("footer.automatic")),
        text=_says("files_left.text"),
        needs=("reference", "files_most"),
        answerable=True,
    ),
    "expected_moved": Template(
        subject=("expected_moved.subject",),
        mail=(
            *_GREETING,
            *_says("expected_moved.line", "expected_moved.why", "expected_moved.nothing"),
            *_ANSWERS,
            *_EMERGENCY,
            _small("footer.automatic"),
        ),
        text=_says("expected_moved.text", "expected_moved.text.why", "acknowledgement.text.stop"),
        short=_says("expected_moved.text"),
        needs=("reference", "link"),
        answerable=True,
    ),
    "link_again": Template(
        subject=("link_again.subject",),
        mail=(
            *_GREETING,
            *_says("link_again.line", "link_again.nothing"),
            Part(Shape.BUTTON, "acknowledgement.button", value="link"),
            Part(Shape.SMALL, "acknowledgement.private", value="link"),
            Part(Shape.SMALL, "acknowledgement.code", value="find_code"),
            _small("footer.automatic"),
        ),
        text=_says("link_again.text", "acknowledgement.text.stop"),
        short=_says("link_again.text"),
        needs=("reference", "link"),
        answerable=True,
    ),
    "team_new": _staff("team_new", "team_new.line", "staff.due", "staff.how", loud=True),
    "team_message": _staff("team_message", "team_message.line", _UNSOLVED, "staff.due", "staff.how", loud=True),
    "team_held": _staff("team_held", "team_held.line"),
    "team_bounced": _staff("team_bounced", "team_bounced.line", "team_bounced.reason", "staff.due", "staff.how"),
    "team_bounced_some": _staff("team_bounced_some", "team_bounced_some.line", "team_bounced.reason", "staff.how"),
    "team_unconfirmed": _staff("team_unconfirmed", "team_unconfirmed.line", "staff.due", "staff.how"),
    "team_unreached": _staff(
        "team_unreached", "team_unreached.line", "team_unreached.reason", "staff.due", "staff.how"
    ),
    "team_moved": _staff("team_moved", "team_moved.line", "staff.handed_why", "staff.due", "staff.how", loud=True),
    "staff_assigned": _staff(
        "staff_assigned", "staff_assigned.line", "staff.handed_why", "staff.due", "staff.how", loud=True
    ),
    "staff_returned": _staff("staff_returned", "staff_returned.line", "staff.due"),
    "staff_called": Template(
        subject=("staff_called.subject",),
        mail=(
            _line("staff_called.line"),
            Part(Shape.QUOTE, "staff_called.note", value="excerpt"),
            *_says("staff.topic", "staff.school", "staff_called.answer"),
            *_STAFF_FOOT,
        ),
        text=_says("staff_called.text", "staff.text.link"),
        short=_says("staff_called.subject", "staff.text.link"),
        needs=("reference", "topic"),
        answerable=True,
    ),
    "staff_reveal_asked": _among_staff(
        "staff_reveal_asked", "staff_reveal_asked.line", "staff_reveal_asked.why", "staff_reveal_asked.ask"
    ),
    "staff_revealed": _among_staff("staff_revealed", "staff_revealed.line", "staff_revealed.keep"),
    "staff_warning": _staff(
        "staff_warning",
        _line("staff_warning.line", unless="settle_due"),
        "staff_unsettled.soon",
        "staff_warning.waited",
        "staff.how",
    ),
    "staff_escalation": replace(
        _staff(
            "staff_escalation",
            _line("staff_escalation.line", unless="settle_due"),
            _line("staff_escalation.due", unless="settle_due"),
            "staff_unsettled.line",
            "staff.how",
            "staff_escalation.told",
            "staff_escalation.why",
        ),
        text=_says("staff_escalation.text", "staff_escalation.text.told", "staff.text.link"),
        short=_says("staff_escalation.subject", "staff_escalation.text.told", "staff.text.link"),
    ),
    "page": Template(
        subject=("page.subject",),
        mail=(
            _line("page.line"),
            Part(Shape.QUOTE, "staff.asked", value="excerpt"),
            *_says("page.told", "page.ask"),
            Part(Shape.BUTTON, "page.button", value="link"),
            *_says("page.code", "page.reply", "staff.who", "staff.topic", "staff.school"),
            _small("footer.staff.plain"),
        ),
        text=_says("page.text", "page.text.code", "page.text.told", "page.text.excerpt", "page.text.link"),
        short=_says("page.text", "page.text.code", "page.text.link"),
        needs=("reference", "link"),
        answerable=True,
    ),
    "staff_kept": _staff("staff_kept", "staff_kept.line", "staff_kept.why"),
    "page_kept": _of_a_page("page_kept", "page_kept.line", "page_kept.why", quoted=True),
    "page_taken": _of_a_page("page_taken", "page_taken.line"),
    "page_yours": _of_a_page("page_yours", "page_yours.line", "page_yours.next"),
    "page_late": _of_a_page("page_late", "page_late.line"),
    "page_unanswered": Template(
        subject=("page_unanswered.subject",),
        mail=(
            _line("page_unanswered.line"),
            Part(Shape.QUOTE, "staff.asked", value="excerpt"),
            *_says("page_unanswered.waited", "page_unanswered.told", "page_unanswered.ask"),
            Part(Shape.BUTTON, "page_after.button", value="link"),
            *_says("page.reply", "staff.who", "staff.topic", "staff.school"),
            _small("footer.staff.plain"),
        ),
        text=_says("page_unanswered.line", "page_unanswered.text.told", "page.text.excerpt", "page_unanswered.text"),
        short=_says("page_unanswered.line", "page_unanswered.text"),
        needs=("reference", "link"),
        answerable=True,
    ),
    "page_code_unknown": Template(
        subject=("page_code_unknown.subject",),
        mail=_says("page_code_unknown.line"),
        text=_says("page_code_unknown.line"),
    ),
    "reply": Template(
        subject=("reply.subject", "reply.subject.plain"),
        mail=(
            Part(Shape.WORDS, "reply.text", value="text"),
            _line("reply.from"),
            _line("reply.from.district", unless="staff"),
            _line("reply.files"),
            Part(Shape.BUTTON, "reply.button", value="link"),
            _small("footer.reference"),
            Part(Shape.QUOTE, "reply.quoted", value="quoted"),
            Part(Shape.QUOTE, "reply.quoted.of_all", value="quoted_of_all"),
        ),
        text=_says("reply.text", "reply.text.from", "reply.text.files"),
        short=_says("reply.text.short"),
        needs=("reference", "link", "text"),
        answerable=True,
    ),
    "stop_confirmed": _command("stop_confirmed"),
    "start_confirmed": _command("start_confirmed"),
    "help": _command("help"),
}
