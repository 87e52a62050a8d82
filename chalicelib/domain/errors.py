"""Every error the use cases raise, named by what the caller must do.

EarshotError
├── Permanent            record it, acknowledge the input, never repeat
│   ├── Invalid          a field is wrong; carries a sentence per field
│   ├── NotFound         nothing there, or nothing this caller may know of
│   ├── NotAllowed       this caller may know of it and may not do this
│   └── SendRefused      the provider will never take this message
└── Transient            raise: the queue repeats, then the dead-letter queue keeps it
    ├── Conflict         somebody else wrote first; read again
    ├── Busy             throttled or unreachable
    ├── NotSent          the provider says that it took nothing; safe to send again
    └── InFlight         another worker holds the claim; come back later
Duplicate                not a failure: this source was already received
"""

from collections.abc import Mapping


class EarshotError(Exception):
    """Root of all errors that Earshot raises on purpose."""


class Permanent(EarshotError):
    """Repeating cannot help."""


class Transient(EarshotError):
    """Repeating may help."""


class Invalid(Permanent):
    """`fields` maps a field's name to the key of the sentence that says what to do."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {why}" for name, why in fields.items()))
        self.fields = dict(fields)


class NotFound(Permanent):
    """The thing is not there, or the caller may not know of it."""


class NotAllowed(Permanent):
    """The caller may read it; `act` is what they may not do with it."""

    def __init__(self, act: str) -> None:
        super().__init__(f"you may not do this with it: {act}")
        self.act = act


class SendRefused(Permanent):
    """The provider refuses for good; the text is its reason."""


class Conflict(Transient):
    """A conditional write lost; `what` names the entity."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} was written by somebody else first")
        self.what = what


class Busy(Transient):
    """A service throttled, timed out or could not be reached."""


class NotSent(Transient):
    """The provider answered that it took nothing: sending again doubles nothing."""


class InFlight(Transient):
    """Another worker claimed this send a moment ago."""


class Duplicate(EarshotError):
    """The source was received before; `reference` is the inquiry it made."""

    def __init__(self, reference: str, fingerprint: str) -> None:
        super().__init__(f"already received as {reference}")
        self.reference = reference
        self.fingerprint = fingerprint
