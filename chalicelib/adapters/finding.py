"""Gathering what bears on a submission in as few reads as can be: one batch, and a second where a trail leads on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item
from chalicelib.adapters.codec import from_plain
from chalicelib.domain.contact import AddressKind, Contact, LastText, SuppressionReason
from chalicelib.domain.inquiry import Inquiry
from chalicelib.domain.submission import Submission
from chalicelib.domain.threads import TEXT_WINDOW, Filed, Found
from chalicelib.domain.words import Channel, Status

OPT_OUT = SuppressionReason.OPT_OUT.value
_TRAIL = 20
"""Message-IDs followed: the nearest ones; a long thread repeats itself."""

Item = Mapping[str, Any]


class Finding:
    """Feed it items until it asks for no more keys."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._mail_ids = submission.thread.mail_ids[:_TRAIL]
        self._asked: set[tuple[str, str]] = set()
        self._items: dict[tuple[str, str], Item] = {}

    def first_keys(self) -> list[keys.Key]:
        submission, hints = self._submission, self._submission.thread
        wanted = [keys.filed(submission.source.key), keys.filed(submission.source.fallback_key)]
        wanted += [_trail(mail_id) for mail_id in self._mail_ids]
        wanted += [keys.inquiry(reference) for reference in (hints.reference, *hints.mentioned[:3]) if reference]
        for address in submission.addresses:
            wanted += [keys.contact(address.key), keys.pointer(address.key)]
            if address.kind is AddressKind.PHONE:
                wanted.append(keys.suppression(address.key))
        return self._new(wanted)

    def further_keys(self) -> list[keys.Key]:
        """Where the trail leads: threads to inquiries, pointers to contacts, texts to inquiries, merged to survivors,
        closed to those that went on after them."""
        wanted = [keys.contact(item["contact"]["S"]) for (pk, _), item in self._items.items() if pk.startswith("A#")]
        references = list(self._threads().values())
        contact = self._contact()
        if contact and contact.last_text and self._may_answer(contact.last_text):
            references.append(contact.last_text.reference)
        known = self._inquiries().values()
        references += [one.merged_into for one in known if one.merged_into]
        references += [late for one in known if one.status is Status.CLOSED for late in one.followed_by]
        return self._new(wanted + [keys.inquiry(reference) for reference in references])

    def _may_answer(self, last: LastText) -> bool:
        """Saves a read where the rules would not look at it."""
        submission = self._submission
        return submission.channel is Channel.SMS and submission.received_at - last.at <= TEXT_WINDOW

    def take(self, items: Iterable[Item]) -> None:
        self._items.update(((item["pk"]["S"], item["sk"]["S"]), item) for item in items)

    def found(self) -> Found:
        inquiries = self._inquiries()
        return Found(
            filed=self._filed(),
            threads=self._threads(),
            inquiries={reference: _survivor(one, inquiries) for reference, one in inquiries.items()},
            contact=self._contact(),
            owners=dict(self._owners()),
            opted_out=any(
                pk.startswith("X#") and item["reason"]["S"] == OPT_OUT for (pk, _), item in self._items.items()
            ),
        )

    def _filed(self) -> dict[str, Filed]:
        source = self._submission.source
        marked = ((key, self._item(keys.filed(key))) for key in (source.key, source.fallback_key))
        return {key: Filed(item["reference"]["S"], item["fingerprint"]["S"]) for key, item in marked if item}

    def _threads(self) -> dict[str, str]:
        led = ((mail_id, self._item(_trail(mail_id))) for mail_id in self._mail_ids)
        return {mail_id: item["reference"]["S"] for mail_id, item in led if item}

    def _inquiries(self) -> dict[str, Inquiry]:
        found = (from_plain(Inquiry, decode_item(item)) for (_, sk), item in self._items.items() if sk == keys.INQUIRY)
        return {inquiry.reference: inquiry for inquiry in found}

    def _contact(self) -> Contact | None:
        """The first address that leads to one decides."""
        for _, contact_id in self._owners():
            item = self._item(keys.contact(contact_id))
            return from_plain(Contact, decode_item(item)) if item else None
        return None

    def _owners(self) -> Iterator[tuple[str, str]]:
        """(address key, contact id). A pointer is newer than the address's own contact, so it wins."""
        for address in self._submission.addresses:
            pointer = self._item(keys.pointer(address.key))
            contact_id = pointer["contact"]["S"] if pointer else address.key
            if self._item(keys.contact(contact_id)):
                yield address.key, contact_id

    def _item(self, key: keys.Key) -> Item | None:
        return self._items.get((key["pk"]["S"], key["sk"]["S"]))

    def _new(self, wanted: Iterable[keys.Key]) -> list[keys.Key]:
        """Keys never asked for before, once each."""
        fresh: dict[tuple[str, str], keys.Key] = {(key["pk"]["S"], key["sk"]["S"]): key for key in wanted}
        fresh = {name: key for name, key in fresh.items() if name not in self._asked}
        self._asked.update(fresh)
        return list(fresh.values())


def _survivor(inquiry: Inquiry, inquiries: Mapping[str, Inquiry]) -> Inquiry:
    """Where a chain of merges ends; one that runs in a circle ends where it closes."""
    passed: set[str] = set()
    while inquiry.merged_into in inquiries and inquiry.reference not in passed:
        passed.add(inquiry.reference)
        inquiry = inquiries[inquiry.merged_into]
    return inquiry


def _trail(mail_id: str) -> keys.Key:
    """Mail of ours is found by the provider's id, mail of theirs by where it was filed."""
    return keys.thread(mail_id) if mail_id.startswith(("ses:", "sms:")) else keys.filed(mail_id)
