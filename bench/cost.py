"""What the counts come to at list prices: a thousand inquiries by channel, and a month in which nobody writes."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import prices
from bench.prices import PRICES
from bench.scenes import CHANNELS
from infra.up import ROOT

PAGE = ROOT / "docs" / "cost.md"
_BETWEEN = re.compile(r"(<!-- counted -->\n).*(<!-- /counted -->)", re.DOTALL)
Counts = Mapping[str, Any]


def thousand(counts: Counts, channel: str) -> Counter[str]:
    """What a thousand inquiries of the channel use, in the units of PRICES: each acknowledged, its team told by mail, every mail
    reported as delivered, every function invoked for one record (the dearest case: batches only save)."""
    journey = counts["journeys"][channel]
    calls, runs = Counter(journey["calls"]), Counter(journey["invocations"])
    by_mail, by_text, by_form = (channel == one for one in ("email", "sms", "form"))
    used = Counter(
        {
            "Lambda requests": runs.total(),
            "Lambda time": _gb_seconds(runs, calls),
            "API Gateway": int(by_form),
            "DynamoDB writes": journey["write_units"],
            "DynamoDB reads": journey["read_units"],
            "S3 puts": int(by_mail) + calls["PutObject"],
            "S3 gets": calls["GetObject"],
            "SQS": 3 * (runs.total() - runs["publish"] - runs["api"]),
            "SNS": calls["SendEmail"] + int(by_text),
            "EventBridge": calls["PutEvents"],
            "SES out": calls["SendEmail"],
            "SES in": int(by_mail),
            "SMS out": calls["Publish"] * prices.SEGMENTS,
            "SMS in": int(by_text),
            "CloudWatch logs": runs.total() * prices.LOG_BYTES / 1e9,
            "X-Ray": runs.total() * prices.TRACED,
        }
    )
    return Counter({name: 1000 * number for name, number in used.items()})


def idle_month(counts: Counts) -> Counter[str]:
    """A sweep a minute, the queues listened to, and what is paid for being there."""
    have, sweep, minutes = counts["resources"], counts["steps"]["sweep"], prices.MONTH_MINUTES
    seconds = prices.OWN_SECONDS + prices.CALL_SECONDS * sum(sweep["calls"].values())
    return Counter(
        {
            "Lambda requests": minutes,
            "Lambda time": minutes * seconds * prices.MEMORY_GB_ELSE,
            "DynamoDB reads": minutes * sweep["read_units"],
            "SQS": have["listened_queues"] * prices.POLLS_A_MONTH,
            "CloudWatch logs": minutes * prices.LOG_BYTES / 1e9,
            "X-Ray": minutes * prices.TRACED,
            "KMS": minutes / 5,
            "Secrets Manager": have["secrets"],
            "CloudWatch alarms": have["alarms"],
            "CloudWatch dashboards": max(0, have["dashboards"] - 3),
            "Phone number": 1,
        }
    )


def dollars(used: Mapping[str, float]) -> float:
    return sum(number * PRICES[name].dollars for name, number in used.items())


def tables(counts: Counts) -> str:
    """Both tables as Markdown."""
    columns = {channel: thousand(counts, channel) for channel in CHANNELS}
    lines = ["### A thousand inquiries", "", "| | form | e-mail | text |", "|---|---:|---:|---:|"]
    lines += [_row(name, [used[name] for used in columns.values()]) for name in PRICES if _any(columns, name)]
    lines += [_total([dollars(used) for used in columns.values()]), ""]
    idle = idle_month(counts)
    lines += ["### A month in which nobody writes", "", "| | used | a month |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {idle[name]:,.6g} | ${idle[name] * PRICES[name].dollars:.2f} |" for name in PRICES if idle[name]
    ]
    lines += [f"| **together** | | **${dollars(idle):.2f}** |", ""]
    lines += ["### Prices", "", "| | one | dollars |", "|---|---|---:|"]
    lines += [
        f"| {name} | {price.unit} | {price.dollars:.10f} |".replace("0000000 |", " |") for name, price in PRICES.items()
    ]
    return "\n".join(lines) + "\n"


def page(counts: Counts, text: str) -> str:
    """docs/cost.md with the tables put where they belong."""
    return _BETWEEN.sub(lambda found: f"{found[1]}{tables(counts)}{found[2]}", text)


def write(counts: Counts, to: Path = PAGE) -> None:
    to.write_text(page(counts, to.read_text()))


def _gb_seconds(runs: Counter[str], calls: Counter[str]) -> float:
    """Calls are spread over the runs evenly: what differs is lost in the assumption of how long one takes."""
    seconds = prices.OWN_SECONDS + prices.COLD_SHARE * prices.COLD_SECONDS
    seconds += prices.CALL_SECONDS * calls.total() / runs.total()
    return sum(number * seconds * prices.MEMORY_GB.get(name, prices.MEMORY_GB_ELSE) for name, number in runs.items())


def _any(columns: Mapping[str, Counter[str]], name: str) -> bool:
    return any(used[name] for used in columns.values())


def _row(name: str, numbers: list[float]) -> str:
    return f"| {name} | " + " | ".join(_money(number * PRICES[name].dollars) for number in numbers) + " |"


def _total(sums: list[float]) -> str:
    return "| **together** | " + " | ".join(f"**{_money(one)}**" for one in sums) + " |"


def _money(amount: float) -> str:
    return "" if not amount else f"${amount:.3f}" if amount >= 0.0005 else "< $0.001"
