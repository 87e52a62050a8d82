"""What staff look things up in: the table's stream, filtered to inquiries and their messages.

The inbox first, in a write or two; then the search index, which takes longer.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.items import read_inquiry
from chalicelib.batch import Record, Report, report
from chalicelib.bootstrap import Services
from chalicelib.domain.errors import Transient
from chalicelib.domain.inquiry import Inquiry
from chalicelib.usecases.fold import fold
from chalicelib.usecases.index import Changed, index


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Records whose inquiry could not be folded or indexed are named; the stream repeats from the first named one on."""
    records = list(event.get("Records", ()))
    broken, inquiries = _inquiries(records, services)
    left = _folded([one for one, _ in inquiries], services)
    failed = [number for inquiry, number in inquiries if inquiry in left]
    readable = [record for record in records if _number(record) not in broken]
    found = [_changed(record) for record in readable]
    late = index(found, index=services.search, store=services.store)
    failed += [_number(record) for record, one in zip(readable, found, strict=True) if one.reference in late]
    return report(sorted({*broken, *failed}))


def _folded(inquiries: list[Inquiry], services: Services) -> Iterable[Inquiry]:
    """Those that could not be."""
    try:
        return fold(inquiries, shard_of=keys.inbox_item, inbox=services.inbox, metrics=services.metrics)
    except Transient as error:
        services.log.later("inbox", error)
        return inquiries


def _inquiries(records: Iterable[Record], services: Services) -> tuple[list[str], list[tuple[Inquiry, str]]]:
    """The numbers of those that cannot be read, and the inquiries with theirs."""
    broken: list[str] = []
    inquiries: list[tuple[Inquiry, str]] = []
    for record in records:
        if "NewImage" not in record["dynamodb"] or _names(record)[1] != keys.INQUIRY:
            continue
        try:
            inquiries.append((read_inquiry(record["dynamodb"]["NewImage"]), _number(record)))
        except (KeyError, TypeError, ValueError) as error:
            services.log.failed(_number(record), error)
            broken.append(_number(record))
    return broken, inquiries


def _changed(record: Record) -> Changed:
    partition, name = _names(record)
    messages = () if name == keys.INQUIRY else (name.removeprefix(keys.MESSAGE),)
    return Changed(partition.removeprefix("I#"), messages, erased="NewImage" not in record["dynamodb"])


def _names(record: Record) -> tuple[str, str]:
    told = record["dynamodb"]
    place = told.get("Keys") or told["NewImage"]
    return place["pk"]["S"], place["sk"]["S"]


def _number(record: Record) -> str:
    return str(record["dynamodb"]["SequenceNumber"])
