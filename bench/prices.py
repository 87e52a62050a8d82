"""AWS list prices in us-east-1, in US dollars; no free tier is taken off. Change a line here and `python -m bench cost --write` writes docs/cost.md anew."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for one `unit`."""

    dollars: float
    unit: str


MILLION = 1_000_000

PRICES = {
    "Lambda requests": Price(0.20 / MILLION, "request ($0.20 a million)"),
    "Lambda time": Price(0.0000166667, "GB-second (x86)"),
    "API Gateway": Price(3.50 / MILLION, "REST request ($3.50 a million)"),
    "DynamoDB writes": Price(0.625 / MILLION, "write request unit ($0.625 a million)"),
    "DynamoDB reads": Price(0.125 / MILLION, "read request unit ($0.125 a million)"),
    "S3 puts": Price(0.005 / 1000, "PUT ($0.005 a thousand)"),
    "S3 gets": Price(0.0004 / 1000, "GET ($0.0004 a thousand)"),
    "SQS": Price(0.40 / MILLION, "request ($0.40 a million)"),
    "EventBridge": Price(1.00 / MILLION, "custom event ($1.00 a million)"),
    "SES out": Price(0.10 / 1000, "mail ($0.10 a thousand)"),
    "SES in": Price(0.10 / 1000 + 0.09 / 1000, "mail of one chunk ($0.10 a thousand, chunks of 256 KB $0.09)"),
    "SMS out": Price(0.00581 + 0.003, "segment in the US ($0.00581 and about $0.003 of carriers' fees)"),
    "SMS in": Price(0.0075, "text ($0.0075)"),
    "SNS": Price(0.50 / MILLION, "publish ($0.50 a million)"),
    "CloudWatch logs": Price(0.50, "GB taken in"),
    "X-Ray": Price(5.00 / MILLION, "trace ($5.00 a million)"),
    "Secrets Manager": Price(0.40, "secret and month"),
    "CloudWatch alarms": Price(0.10, "alarm and month"),
    "CloudWatch dashboards": Price(3.00, "dashboard and month (the first three cost nothing)"),
    "KMS": Price(0.03 / 10_000, "call ($0.03 for ten thousand)"),
    "Phone number": Price(2.00, "toll-free number and month"),
}

MEMORY_GB = {"api": 1.0, "email": 1.0}
"""As in .chalice/config.json; the others have half a GB."""
MEMORY_GB_ELSE = 0.5
CALL_SECONDS = 0.010
"""Assumed: what one AWS call takes as seen by a function."""
OWN_SECONDS = 0.020
"""Assumed: what a warm function adds of its own at its memory's share of a processor."""
COLD_SHARE = 0.10
COLD_SECONDS = 0.8
"""Assumed: one invocation in ten starts a process, and that takes this long."""
POLLS_A_MONTH = 650_000
"""Lambda keeps five readers on a queue, each asking every twenty seconds."""
MONTH_MINUTES = 43_800
LOG_BYTES = 1_500
"""Assumed: what an invocation writes, the platform's own lines included."""
TRACED = 0.05
"""X-Ray traces one request a second and 5 % of the rest."""
SEGMENTS = 2
"""Of an acknowledgement by text."""
