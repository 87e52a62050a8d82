"""Logs and counts. Addresses, numbers and tokens never reach a log line."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from time import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aws_lambda_powertools.logging import Logger

_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,255}")
_PHONE = re.compile(r"\+\d{7,15}\b")
_TOKEN = re.compile(r"\b[0-9a-hjkmnp-tv-z]{8}[a-z2-7]{16}\b|(?<=\w\.)[a-z2-7]{16}\b", re.IGNORECASE)
"""A link's or reply address's token; and the signature behind the point of a page's or our own mail's mark."""


def redacted(text: str) -> str:
    """The text without mail addresses, phone numbers and link tokens."""
    return _TOKEN.sub("[token]", _PHONE.sub("[phone]", _MAIL.sub("[mail]", text)))


def _serialise(line: dict[str, Any]) -> str:
    return redacted(json.dumps(line, default=str, separators=(",", ":"), ensure_ascii=False))


@dataclass(frozen=True)
class Log:
    """One function's log: JSON lines by Powertools, which is loaded with the first line (most functions write none)."""

    function: str

    @cached_property
    def logger(self) -> "Logger":
        from aws_lambda_powertools.logging import Logger  # noqa: PLC0415

        return Logger(service=f"earshot-{self.function}", json_serializer=_serialise)

    def done(self, what: str, **about: object) -> None:
        self.logger.info(what, extra=about)

    def later(self, record: str, error: Exception) -> None:
        self.logger.warning(
            "record will be repeated", extra={"record": record, "why": f"{type(error).__name__}: {error}"}
        )

    def failed(self, record: str, error: Exception) -> None:
        self.logger.error("record failed", extra={"record": record}, exc_info=error)


@dataclass(slots=True)
class EmbeddedMetrics:
    """Counts as CloudWatch embedded metric format, one line a flush; no calls. Written here because Powertools
    takes 10 ms to load for it.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """

    stage: str
    function: str
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, number: int = 1) -> None:
        if number:
            self.counts[name] = self.counts.get(name, 0) + number

    def flush(self) -> None:
        """Writes and forgets what was counted."""
        if not self.counts:
            return
        metrics = [{"Name": name, "Unit": "Count"} for name in self.counts]
        described = {"Namespace": "Earshot", "Dimensions": [["stage", "service"]], "Metrics": metrics}
        about = {"Timestamp": int(time() * 1000), "CloudWatchMetrics": [described]}
        line = {"_aws": about, "stage": self.stage, "service": "earshot", **self.counts}
        self.counts = {}
        print(json.dumps(line, separators=(",", ":")))  # noqa: T201  (standard output is Lambda's log)
