"""The sign-in service and its sessions, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from builders import NOW

from chalicelib.domain.errors import Conflict, EarshotError
from chalicelib.domain.sessions import Session
from chalicelib.usecases.sign_in import Setting

SETTING = Setting("https://pool.example", "client-1", "https://earshot.example.org/staff/arrive")


@dataclass
class FakeSessions:
    held: dict[tuple[str, str], Session] = field(default_factory=dict)

    def get(self, staff: str, digest: str) -> Session | None:
        return self.held.get((staff, digest))

    def begin(self, session: Session) -> None:
        self.held[session.staff, session.digest] = session

    def note(self, session: Session) -> None:
        known = self.get(session.staff, session.digest)
        if known and known.replaced_at is None:
            self.begin(session)

    def renew(self, old: Session, fresh: Session) -> None:
        known = self.get(old.staff, old.digest)
        if known is None or known.replaced_at is not None:
            raise Conflict("session")
        self.begin(old)
        self.begin(fresh)

    def end(self, staff: str, digest: str) -> None:
        self.held.pop((staff, digest), None)

    def end_all(self, staff: str) -> int:
        mine = [key for key in self.held if key[0] == staff]
        for key in mine:
            del self.held[key]
        return len(mine)


@dataclass
class FakeSignIns:
    """Vouches for `mail`; `changes` are claims that differ, `trouble` is raised instead."""

    mail: str = "ines@schools.example.org"
    changes: Mapping[str, Any] = field(default_factory=dict)
    trouble: EarshotError | None = None
    nonce: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)

    def where(self, *, state: str, challenge: str, nonce: str, back_to: str) -> str:
        self.nonce = nonce
        self.asked.append({"state": state, "challenge": challenge, "back_to": back_to})
        return f"https://sign-in.example/authorize?state={state}"

    def redeem(self, code: str, *, verifier: str, back_to: str) -> Mapping[str, Any]:
        self.asked.append({"code": code, "verifier": verifier, "back_to": back_to})
        if self.trouble:
            raise self.trouble
        claims = {
            "iss": SETTING.issuer,
            "aud": SETTING.client,
            "token_use": "id",
            "nonce": self.nonce,
            "exp": NOW.timestamp() + 300,
            "email": self.mail,
            "email_verified": True,
        }
        return {name: value for name, value in (claims | dict(self.changes)).items() if value is not None}


class FakeSecrets:
    """`secret-1`, `secret-2`, …"""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"secret-{next(self._numbers)}"
