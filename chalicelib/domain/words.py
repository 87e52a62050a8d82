"""The closed vocabularies of Earshot (see docs/architecture.md, Words)."""

from enum import StrEnum


class Channel(StrEnum):
    FORM = "form"
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    WEB = "web"


class Direction(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"
    NOTE = "note"


class Status(StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class Priority(StrEnum):
    """The loudest first."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def place(self) -> int:
        """Among all, from the loudest on."""
        return list(Priority).index(self)


class Role(StrEnum):
    RECORDER = "recorder"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    ADMIN = "admin"


class Tier(StrEnum):
    """How loudly a safety hit speaks: `page` wakes people, `urgent` goes to the front of the team's inbox."""

    PAGE = "page"
    URGENT = "urgent"
    NONE = "none"


class Reach(StrEnum):
    """How a step of a ladder reaches a person; where there is no phone or no mail address, the other."""

    MAIL = "mail"
    TEXT = "text"
    BOTH = "both"


class Delivery(StrEnum):
    """What is known of an outbound message or notice. `held` waits for its person's digest."""

    HELD = "held"
    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    REFUSED = "refused"
    SKIPPED = "skipped"
    UNCONFIRMED = "unconfirmed"
