"""Processor time: of our functions, of the same calls made bare, and of reading a mail. Nothing leaves the process: every answer
is one that was recorded, so that what remains is our own work and boto3's."""

import email
import email.policy
import sys
from collections.abc import Callable
from time import process_time

from botocore import xform_name

from bench.installation import Installation
from bench.journeys import Step, perform
from bench.mails import a_mail
from chalicelib.channels.email import OwnAddresses, read_mail
from chalicelib.domain.words import Tier
from infra.config_build import build
from infra.config_read import read_folder
from infra.safety_learn import labelled
from infra.up import MAIL_DOMAIN, ROOT

_ROUNDS = 7
_ROUND_SECONDS = 0.12


def milliseconds(work: Callable[[], object]) -> float:
    """Of one run: the best of several rounds, for whatever else runs here can only add."""
    work()
    began = process_time()
    work()
    runs = max(3, round(_ROUND_SECONDS / max(process_time() - began, 1e-6)))
    return min(_round(work, runs) for _ in range(_ROUNDS)) * 1000


def _round(work: Callable[[], object], runs: int) -> float:
    began = process_time()
    for _ in range(runs):
        work()
    return (process_time() - began) / runs


def of_step(installation: Installation, step: Step) -> float:
    """The function on the same event, warm."""

    def again() -> None:
        with installation.meter.replaying(step.exchanges):
            perform(installation, step.function, step.event)

    return milliseconds(again)


def of_bare_calls(installation: Installation, step: Step) -> float:
    """The same calls with the same parameters, by boto3 alone."""
    calls = [(getattr(installation.bare[one.service], xform_name(one.operation)), one.params) for one in step.exchanges]

    def again() -> None:
        with installation.meter.replaying(step.exchanges):
            for call, params in calls:
                answer = call(**params)
                if "Body" in answer:
                    answer["Body"].read()

    return milliseconds(again)


def of_reading() -> dict[str, float]:
    """An ordinary mail of 20 KB by our reader, and by the standard library's strict policy with its parts decoded."""
    raw = a_mail(to=f"help@{MAIL_DOMAIN}", message_id="<read@example.com>")
    own = OwnAddresses(frozenset({MAIL_DOMAIN}), frozenset(), _never)
    return {
        "bytes": len(raw),
        "ours_ms": milliseconds(lambda: read_mail(raw, own=own)),
        "standard_ms": milliseconds(lambda: _standard(raw)),
    }


def of_listening() -> dict[str, float]:
    """2 KB of ordinary messages heard by the demo's lexicon and the weights."""
    district = build(read_folder(ROOT / "infra" / "district").data, "")
    ordinary = [row["text"] for row in labelled() if row["tier"] == Tier.NONE and row["id"].startswith("plain1-")]
    text = "\n".join(ordinary[:80])[:2_048]
    return {"bytes": len(text.encode()), "ms": milliseconds(lambda: district.safety.scan(text))}


def _never(_value: str) -> bool:
    return False


def _standard(raw: bytes) -> list[object]:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    return [part.get_content() for part in mail.walk() if not part.is_multipart()]


def python() -> str:
    return f"{sys.implementation.name} {sys.version.split()[0]}"
