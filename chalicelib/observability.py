"""Logs and counts. Addresses, numbers and tokens never reach a log line."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aws_lambda_powertools.logging import Logger

_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,255}")
_PHONE = re.compile(r"\+\d{7,15}\b")
_TOKEN = re.compile(r"\b[0-9a-hjkmnp-tv-z]{8}[a-z2-7]{16}\b")


def redacted(text: str) -> str:
    """The text without mail addresses, phone numbers and link tokens."""
    return _TOKEN.sub("[token]", _PHONE.sub("[phone]", _MAIL.sub("[mail]", text)))


def _serialise(line: dict[str, Any]) -> str:
    return redacted(json.dumps(line, default=str, separators=(",", ":"), ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Log:
    """One function's log: JSON lines by Powertools."""

    logger: Logger

    @classmethod
    def of(cls, function: str) -> "Log":
        return cls(Logger(service=f"earshot-{function}", json_serializer=_serialise))

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
    """Counts as CloudWatch embedded metric format, one line a flush; no calls.

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
        from aws_lambda_powertools.metrics import MetricUnit  # noqa: PLC0415  (only when something was counted)
        from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import (  # noqa: PLC0415
            AmazonCloudWatchEMFProvider,
        )

        provider = AmazonCloudWatchEMFProvider(
            namespace="Earshot", service="earshot", default_dimensions={"stage": self.stage}
        )
        for name, number in self.counts.items():
            provider.add_metric(name, MetricUnit.Count, number)
        self.counts.clear()
        provider.flush_metrics()
