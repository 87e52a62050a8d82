"""The search index, in memory. It reads the fake store, as the real one reads the one table."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fake_store import FakeStore

from chalicelib.domain.errors import Conflict
from chalicelib.domain.inquiry import Inquiry, Message
from chalicelib.domain.search import KEYS, Entry, Indexed, Stream

PAGE = 500


@dataclass
class FakeIndex:
    """`interfere` holds actions run just before the next records are kept, one each; `page` is the most entries that a
    query gives; `asked` counts calls."""

    store: FakeStore
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    kept: dict[str, Indexed] = field(default_factory=dict)
    interfere: list[Callable[[], None]] = field(default_factory=list)
    page: int = PAGE
    asked: Counter[str] = field(default_factory=Counter)
    writes: int = 0

    def known(self, reference: str, messages: Sequence[str]) -> tuple[Indexed, Inquiry | None, Sequence[Message]]:
        self.asked["known"] += 1
        there = [one for name in messages if (one := self.store.messages.get((reference, name)))]
        return self.kept.get(reference, Indexed(reference)), self.store.inquiries.get(reference), there

    def change(self, place: str, *, put: Mapping[str, Entry], drop: Sequence[str]) -> None:
        self.writes += len(put) + len(drop)
        self.entries |= {(key, place): one for key, one in put.items()}
        for key in drop:
            self.entries.pop((key, place), None)

    def keep(self, record: Indexed) -> None:
        self._as_read(record)
        self.writes += 1
        self.kept[record.reference] = replace(record, version=record.version + 1)

    def forget(self, record: Indexed) -> None:
        self._as_read(record)
        self.writes += 1
        del self.kept[record.reference]

    def newest(self, key: str, *, before: str, most: int) -> Stream:
        self.asked["newest"] += 1
        mine = [entry for (one, _), entry in self.entries.items() if one == key]
        found = sorted(
            (one for one in mine if not before or one.place < before), key=lambda one: one.place, reverse=True
        )
        page = tuple(found[: min(self.page, most)])
        return Stream(page, page[-1].place if len(found) > len(page) else "")

    def read(
        self, inquiries: Sequence[str], records: Sequence[str]
    ) -> tuple[Mapping[str, Inquiry], Mapping[str, Indexed]]:
        self.asked["read"] += 1
        assert len(set(inquiries)) + len(records) <= KEYS
        stored = self.store.inquiries
        return {one: stored[one] for one in inquiries if one in stored}, {
            one: self.kept[one] for one in records if one in self.kept
        }

    def _as_read(self, record: Indexed) -> None:
        if self.interfere:
            self.interfere.pop(0)()
        if self.kept.get(record.reference, Indexed(record.reference)).version != record.version:
            raise Conflict("indexed")
