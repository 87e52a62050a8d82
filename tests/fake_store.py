"""The fake behind ports.Store; the contract suite in tests/adapters holds it and the real table to the same rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from fake_rows import FakeRows

from chalicelib.domain.commit import Commit, RateWindow
from chalicelib.domain.contact import Address, AddressKind, Contact, Suppression, SuppressionReason
from chalicelib.domain.digest import Digest
from chalicelib.domain.draft import Draft
from chalicelib.domain.errors import Conflict, Duplicate
from chalicelib.domain.events import Event
from chalicelib.domain.inquiry import Case, Inquiry, Message, Page, Send
from chalicelib.domain.paging import CODES_FOR
from chalicelib.domain.submission import Submission
from chalicelib.domain.threads import Filed, Found
from chalicelib.domain.words import Channel
from chalicelib.ports import SendState, Sent, Summary

SHARDS = 4


@dataclass
class FakeStore(FakeRows):
    """Everything in memory; each commit whole or not at all."""

    def find(self, submission: Submission) -> Found:
        self.finds += 1
        source, hints = submission.source, submission.thread
        threads = {one: reference for one in hints.mail_ids[:20] if (reference := self._thread(one))}
        contact = self._contact_of(submission.addresses)
        references = [hints.reference, *hints.mentioned[:3], *threads.values()]
        if contact and contact.last_text and submission.channel is Channel.SMS:
            references.append(contact.last_text.reference)
        references += [late for one in references if one in self.inquiries for late in self._survivor(one).followed_by]
        return Found(
            filed={one: self.sources[one] for one in (source.key, source.fallback_key) if one in self.sources},
            threads=threads,
            inquiries={one: self._survivor(one) for one in references if one in self.inquiries},
            contact=contact,
            owners={
                one.key: self.pointers.get(one.key, one.key) for one in submission.addresses if self.contact_of(one)
            },
            opted_out=any(self._opted_out(one) for one in submission.addresses),
        )

    def commit(self, commit: Commit) -> None:
        if self.interfere:
            self.interfere.pop(0)()
        filed_under = self._filed_under(commit)
        for one in (commit, *commit.also):
            for lost in self._lost(one):
                raise Conflict(lost)
        if commit.source:
            self.sources[filed_under] = Filed(commit.reference, commit.source.fingerprint)
        for one in (commit, *commit.also):
            self._write(one)
        self.commits.append(commit)

    def case(self, reference: str) -> Case | None:
        case = self._own_case(reference)
        if case is None:
            return None
        return case.joined(filter(None, map(self._own_case, case.inquiry.merged)))

    def _own_case(self, reference: str) -> Case | None:
        inquiry = self.inquiries.get(reference)
        if inquiry is None:
            return None
        mine = [one for key, one in sorted(self.messages.items()) if key[0] == reference]
        sends = [one for key, one in sorted(self.sends.items()) if key[0] == reference]
        pages = [one for key, one in sorted(self.paged.items()) if key[0] == reference]
        drafts = [one for key, one in sorted(self.drafts.items()) if key[0] == reference]
        events = tuple(sorted(self.events.get(reference, []), key=lambda event: event.id))
        return Case(
            inquiry,
            tuple(mine),
            events,
            tuple(sorted(sends, key=lambda send: send.at)),
            tuple(pages),
            tuple(drafts),
            self.attendances.get(reference),
        )

    def inquiry(self, reference: str) -> Inquiry | None:
        return self.inquiries.get(reference)

    def contact(self, contact_id: str) -> Contact | None:
        return self.contacts.get(contact_id)

    def contact_of(self, address: Address) -> Contact | None:
        return self.contacts.get(self.pointers.get(address.key, address.key))

    def contact_at(self, address_key: str) -> Contact | None:
        return self.contacts.get(self.pointers.get(address_key, address_key))

    def contact_events(self, contact_id: str) -> Sequence[Event]:
        return self.events.get(f"C#{contact_id}", [])

    def filed(self, source_key: str) -> Filed | None:
        return self.sources.get(source_key)

    def hold(self, reference: str) -> Submission | None:
        return self.holds.get(reference)

    def held(self, *, limit: int) -> Sequence[Inquiry]:
        mine = [one for one in self.inquiries.values() if one.held]
        return sorted(mine, key=lambda one: (one.opened_at, one.reference))[:limit]

    def inquiries_named(self, references: Sequence[str]) -> Sequence[Inquiry]:
        return [self.inquiries[one] for one in references if one in self.inquiries]

    def inquiry_and_message(self, reference: str, message_id: str) -> tuple[Inquiry | None, Message | None]:
        return self.inquiries.get(reference), self.messages.get((reference, message_id))

    def inquiry_and_contact(self, reference: str, contact_id: str) -> tuple[Inquiry | None, Contact | None]:
        return self.inquiries.get(reference), self.contacts.get(contact_id)

    def inquiry_and_draft(self, reference: str, staff: str) -> tuple[Inquiry | None, Draft | None]:
        return self.inquiries.get(reference), self.drafts.get((reference, staff))

    def send_state(self, *, reference: str, send_key: str, recipient: Address, with_contact: bool = False) -> SendState:
        return SendState(
            send=self.sends.get((reference, send_key)),
            suppression=self.suppressions.get(recipient.key),
            window=self.windows.get(recipient.key),
            contact=self.contact_of(recipient) if with_contact else None,
        )

    def page(self, reference: str, page_id: str) -> tuple[Inquiry | None, Page | None]:
        return self.inquiries.get(reference), self.paged.get((reference, page_id))

    def pages(self, reference: str) -> tuple[Inquiry | None, Sequence[Page]]:
        return self.inquiries.get(reference), [one for key, one in sorted(self.paged.items()) if key[0] == reference]

    def page_of_code(self, code: str, *, now: datetime) -> tuple[str, str] | None:
        reference, page_id, until = self.codes.get(code, ("", "", now))
        return (reference, page_id) if reference and until >= now else None

    def sent_as(self, mail_key: str) -> Sent | None:
        reference, send_key = self.threads.get(mail_key, ("", ""))
        inquiry, send = self.inquiries.get(reference), self.sends.get((reference, send_key))
        return Sent(inquiry=inquiry, send=send) if inquiry and send else None

    def suppression(self, address: Address) -> Suppression | None:
        return self.suppressions.get(address.key)

    def shut(self, addresses: Sequence[Address]) -> Sequence[Suppression]:
        return [self.suppressions[one.key] for one in addresses if one.key in self.suppressions]

    def due(
        self, shard: int, *, before: datetime, limit: int, after: tuple[str, datetime] | None = None
    ) -> Sequence[tuple[str, datetime]]:
        self.asked_due += 1
        found = [
            (one.reference, one.next_at)
            for one in self.inquiries.values()
            if one.next_at and one.next_at <= before and not one.held
        ]
        mine = sorted((one[1], one[0]) for one in found if crc32(one[0].encode()) % SHARDS == shard)
        behind = [one for one in mine if after is None or one > (after[1], after[0])]
        return [(reference, at) for at, reference in behind[:limit]]

    def digests_due(self, *, before: datetime, limit: int) -> Sequence[tuple[str, datetime, int]]:
        waiting = [(one.leaves_at, one.staff, one.part) for one in self.digests.values() if not one.done]
        due = sorted(one for one in waiting if one[0] <= before)[:limit]
        return [(staff, leaves_at, part) for leaves_at, staff, part in due]

    def newest_digest(self, staff: str, leaves_at: datetime) -> Digest | None:
        mine = [one for key, one in sorted(self.digests.items()) if key[:2] == (staff, leaves_at)]
        return mine[-1] if mine else None

    def digest(self, staff: str, leaves_at: datetime, part: int) -> Digest | None:
        return self.digests.get((staff, leaves_at, part))

    def inbox(self, *, limit: int, before: str = "") -> Sequence[Summary]:
        lines = sorted((f"{one.opened_at.isoformat()}#{one.reference}", one) for one in self.inquiries.values())
        return [_summary(one) for at, one in reversed(lines) if not before or at < before][:limit]

    def allow(self, *, bucket: str, limit: int, window_seconds: int, now: datetime) -> bool:
        use = (bucket, int(now.timestamp()) // window_seconds)
        self.uses[use] += 1
        return self.uses[use] <= limit

    def _filed_under(self, commit: Commit) -> str:
        source = commit.source
        if source is None or source.key not in self.sources:
            return source.key if source else ""
        for key in (source.key, source.fallback_key):
            known = self.sources.get(key)
            if known and (known.fingerprint == source.fingerprint or key == source.fallback_key):
                raise Duplicate(known.reference, known.fingerprint)
        if not source.reusable:
            raise Conflict("source")
        return source.fallback_key

    def _lost(self, commit: Commit) -> Iterator[str]:
        """The entities whose condition fails, in the order of the table's transaction."""
        stored: list[tuple[str, Inquiry | Send | Page | Draft | Digest | RateWindow | Contact | None, object]] = [
            ("inquiry", commit.inquiry, self.inquiries.get(commit.reference)),
            ("send", commit.send, self.sends.get((commit.reference, commit.send.key)) if commit.send else None),
            ("page", commit.page, self.paged.get((commit.reference, commit.page.id)) if commit.page else None),
            ("draft", commit.draft, self.drafts.get((commit.reference, commit.draft.staff)) if commit.draft else None),
            ("digest", commit.digest, self._known_digest(commit)),
            ("window", commit.limit, self.windows.get(commit.limit.address.key) if commit.limit else None),
            ("contact", commit.contact, self.contacts.get(commit.contact.id) if commit.contact else None),
        ]
        if commit.about and any(one.id == commit.events[0].id for one in self.events.get(f"Q#{commit.about}", [])):
            yield "events"
        for name, wanted, known in stored:
            if wanted is not None and getattr(known, "version", 0) != wanted.version - 1:
                yield name
            if name == "page" and self._code_is_taken(commit):
                yield "code"
            if name == "inquiry" and commit.message and (commit.reference, commit.message.id) in self.messages:
                yield "message"

    def _known_digest(self, commit: Commit) -> Digest | None:
        one = commit.digest
        return self.digest(one.staff, one.leaves_at, one.part) if one else None

    def _code_is_taken(self, commit: Commit) -> bool:
        fresh = commit.page is not None and commit.page.version == 1 and commit.page.code
        return bool(fresh) and self.page_of_code(str(fresh), now=commit.stamp.now) is not None

    def _write(self, commit: Commit) -> None:
        if commit.page and commit.page.version == 1 and commit.page.code:
            until = commit.stamp.now + CODES_FOR
            self.codes[commit.page.code] = (commit.reference, commit.page.id, until)
        named = (commit.inquiry, commit.message, commit.send, commit.page, commit.contact, commit.moved, commit.draft)
        self.keep(*(one for one in (*named, commit.suppression, commit.digest) if one is not None))
        if commit.events:
            of_whom = f"Q#{commit.about}" if commit.about else f"C#{commit.contact.id if commit.contact else ''}"
            about = commit.reference or of_whom
            self.events.setdefault(about, []).extend(commit.events)
        if commit.limit:
            self.windows[commit.limit.address.key] = commit.limit
        if commit.contact:
            self.pointers |= {one.key: commit.contact.id for one in commit.points}
        if commit.refiled:
            self.sources[commit.refiled.key] = Filed(commit.reference, commit.refiled.fingerprint)
        if commit.hold:
            self.holds[commit.reference] = commit.hold
        self.threads |= dict.fromkeys(commit.mail_ids, (commit.reference, commit.send.key if commit.send else ""))
        self._remove(commit)

    def _remove(self, commit: Commit) -> None:
        for message_id in commit.erased:
            self.messages.pop((commit.reference, message_id), None)
        if commit.unhold:
            self.holds.pop(commit.reference, None)
        if commit.release:
            self.suppressions.pop(commit.release.key, None)

    def _thread(self, mail_id: str) -> str:
        if mail_id.startswith(("ses:", "sms:")):
            return self.threads.get(mail_id, ("", ""))[0]
        return self.sources[mail_id].reference if mail_id in self.sources else ""

    def _contact_of(self, addresses: Sequence[Address]) -> Contact | None:
        return next((one for one in map(self.contact_of, addresses) if one), None)

    def _survivor(self, reference: str) -> Inquiry:
        found = self.inquiries[reference]
        return self._survivor(found.merged_into) if found.merged_into else found

    def _opted_out(self, address: Address) -> bool:
        known = self.suppressions.get(address.key)
        return address.kind is AddressKind.PHONE and known is not None and known.reason is SuppressionReason.OPT_OUT


def _summary(inquiry: Inquiry) -> Summary:
    return Summary(
        reference=inquiry.reference,
        opened_at=inquiry.opened_at,
        status=inquiry.status,
        priority=inquiry.priority,
        topic=inquiry.topic,
        team=inquiry.team,
        channel=inquiry.channel,
        subject=inquiry.subject,
        held=inquiry.held,
    )
