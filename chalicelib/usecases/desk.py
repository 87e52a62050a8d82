"""What the sending use cases share: their collaborators."""

from dataclasses import dataclass

from chalicelib.domain.district import District
from chalicelib.ports import Districts, Mailer, Metrics, Randomness, Store, Texter, Words


@dataclass(frozen=True, slots=True)
class Desk:
    store: Store
    districts: Districts
    words: Words
    mailer: Mailer
    texter: Texter
    randomness: Randomness
    metrics: Metrics
    mail_domain: str = ""

    def district(self) -> District:
        return self.districts.current()
