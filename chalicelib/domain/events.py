"""Events: past-tense facts on an inquiry's timeline. Append-only; the audit trail and the outbox at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventType(StrEnum):
    INQUIRY_OPENED = "InquiryOpened"
    INQUIRY_HELD = "InquiryHeld"
    INQUIRY_REOPENED = "InquiryReopened"
    INQUIRY_CLOSED = "InquiryClosed"
    INQUIRY_SEEN = "InquirySeen"
    INQUIRY_ASSIGNED = "InquiryAssigned"
    TOPIC_CHANGED = "TopicChanged"
    PRIORITY_CHANGED = "PriorityChanged"
    TAGS_CHANGED = "TagsChanged"
    INQUIRY_WAITS = "InquiryWaits"
    INQUIRY_GOES_ON = "InquiryGoesOn"
    CONTACT_CONCEALED = "ContactConcealed"
    REVEAL_ASKED = "RevealAsked"
    CONTACT_REVEALED = "ContactRevealed"
    CALL_LOGGED = "CallLogged"
    NOTE_ADDED = "NoteAdded"
    REPLY_LEAVES = "ReplyLeaves"
    REPLY_RETURNED = "ReplyReturned"
    INQUIRY_MERGED = "InquiryMerged"
    INQUIRY_SPLIT = "InquirySplit"
    INQUIRY_LINKED = "InquiryLinked"
    INQUIRY_RELEASED = "InquiryReleased"
    INQUIRY_DELETED = "InquiryDeleted"
    PARTICIPANT_ADMITTED = "ParticipantAdmitted"
    PARTICIPANT_REFUSED = "ParticipantRefused"
    CONTACTS_MERGED = "ContactsMerged"
    ADDRESS_MOVED = "AddressMoved"
    MESSAGE_RECEIVED = "MessageReceived"
    MESSAGE_WRITTEN = "MessageWritten"
    STAFF_MAIL_KEPT = "StaffMailKept"
    MESSAGE_SENT = "MessageSent"
    MESSAGE_BOUNCED = "MessageBounced"
    MESSAGE_COMPLAINED = "MessageComplained"
    DELIVERY_CONFIRMED = "DeliveryConfirmed"
    DELIVERY_UNCONFIRMED = "DeliveryUnconfirmed"
    FAMILY_UNREACHED = "FamilyUnreached"
    FILES_WANTED = "FilesWanted"
    """Of a message that came for what was held, and is released with it."""
    FILES_STORED = "FilesStored"
    ACKNOWLEDGEMENT_SENT = "AcknowledgementSent"
    NOTIFICATION_SENT = "NotificationSent"
    NOTIFICATION_HELD = "NotificationHeld"
    """For a digest of the person it is for."""
    SEND_SKIPPED = "SendSkipped"
    SEND_REFUSED = "SendRefused"
    ADDRESS_SUPPRESSED = "AddressSuppressed"
    ADDRESS_RELEASED = "AddressReleased"
    TEXTS_STOPPED = "TextsStopped"
    TEXTS_RESUMED = "TextsResumed"
    HELP_ASKED = "HelpAsked"
    FAMILY_CHOSE = "FamilyChose"
    FAMILY_RATED = "FamilyRated"
    LINK_ASKED = "LinkAsked"
    """Of no inquiry: somebody asks for the links of an address, which may be nobody's."""
    DANGER_FOUND = "DangerFound"
    PAGE_SENT = "PageSent"
    PAGE_JOINED = "PageJoined"
    PAGE_DELAYED = "PageDelayed"
    PAGE_CHANNEL_BUSY = "PageChannelBusy"
    PAGE_MOVED_ON = "PageMovedOn"
    PAGE_ANSWERED = "PageAnswered"
    PAGE_CODE_UNKNOWN = "PageCodeUnknown"
    PAGE_ACKNOWLEDGED = "PageAcknowledged"
    PAGE_UNANSWERED = "PageUnanswered"
    DEADLINE_SET = "DeadlineSet"
    DEADLINE_WARNED = "DeadlineWarned"
    DEADLINE_REACHED = "DeadlineReached"
    """What the sweep tells escalate; never stored."""
    DIGEST_DUE = "DigestDue"
    """What the sweep tells notify; never stored."""
    DEADLINE_MET = "DeadlineMet"
    DEADLINE_MISSED = "DeadlineMissed"
    DEADLINE_MOVED = "DeadlineMoved"
    DISTRICT_CLOSED = "DistrictClosed"
    DISTRICT_REOPENED = "DistrictReopened"
    CONFIGURATION_PUSHED = "ConfigurationPushed"
    BULK_ORDERED = "BulkOrdered"
    """Somebody wants one deed for many inquiries; of no one inquiry."""
    ESCALATION_STEP_TAKEN = "EscalationStepTaken"
    ESCALATION_STEP_SKIPPED = "EscalationStepSkipped"
    LADDER_EXHAUSTED = "LadderExhausted"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `id` is unique in the inquiry and sorts by time; `detail` is plain JSON, small, without addresses or
    message text: it travels over queues and the district's bus."""

    id: str
    type: EventType
    reference: str
    at: datetime
    actor: str = "earshot"
    detail: Mapping[str, Any] = field(default_factory=dict)
