"""Who wrote: what a submission tells of its contact."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.contact import Address, AddressKind, Contact, Suppression, SuppressionReason
from chalicelib.domain.keywords import Keyword
from chalicelib.domain.submission import Kind, Submission
from chalicelib.domain.threads import Found
from chalicelib.domain.words import Channel

_RECENT = 10


@dataclass(frozen=True, slots=True)
class Writer:
    """A submission's, with what the store knows and the command it gives."""

    submission: Submission
    found: Found
    command: Keyword | None

    def contact(self, reference: str) -> Contact | None:
        """The contact in its new state, or None when nothing of it changes."""
        submission, known = self.submission, self.found.contact
        if not submission.addresses or submission.kind is not Kind.MESSAGE or submission.held:
            return None
        if known is None:
            return Contact(
                id=submission.addresses[0].key,
                version=1,
                addresses=submission.addresses,
                name=submission.name,
                language=self._language,
                texts_allowed=self._texts_allowed,
                recent=(reference,),
            )
        fresh = replace(
            known,
            addresses=tuple(dict.fromkeys((*known.addresses, *self._own))),
            name=known.name or submission.name,
            language=known.language or self._language,
            texts_allowed=self._texts_allowed,
            recent=(reference, *(one for one in known.recent if one != reference))[:_RECENT],
        )
        return None if fresh == known else replace(fresh, version=known.version + 1)

    def points(self, contact: Contact | None) -> tuple[Address, ...]:
        """Addresses that do not lead to the contact yet."""
        if contact is None:
            return ()
        known = self.found.contact.addresses if self.found.contact else ()
        return tuple(one for one in contact.addresses if one not in known and one.key != contact.id)

    @property
    def others(self) -> tuple[str, ...]:
        """The contacts whom its further addresses belong to."""
        mine = self.found.contact.id if self.found.contact else ""
        return tuple(sorted({owner for owner in self.found.owners.values() if owner != mine}))

    def suppression(self, now: datetime) -> Suppression | None:
        phone = next((one for one in self.submission.addresses if one.kind is AddressKind.PHONE), None)
        if self.command is not Keyword.STOP or phone is None:
            return None
        return Suppression(address=phone, reason=SuppressionReason.OPT_OUT, since=now)

    @property
    def _language(self) -> str:
        """What they may be remembered by: "OK" and "STOP" tell no language."""
        return "" if self.submission.language_hint else self.submission.language

    @property
    def _own(self) -> tuple[Address, ...]:
        """Its addresses but for those of somebody else: whether two contacts are one person is for a person to say."""
        owners, mine = self.found.owners, self.found.contact.id if self.found.contact else ""
        return tuple(one for one in self.submission.addresses if owners.get(one.key, mine) == mine)

    @property
    def _texts_allowed(self) -> bool:
        if self.command is Keyword.STOP:
            return False
        before = self.found.contact.texts_allowed if self.found.contact else False
        return before or self.submission.texts_allowed or self.submission.channel is Channel.SMS
