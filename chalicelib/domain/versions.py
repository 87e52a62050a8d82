"""The record of a configuration version: who pushed it, when, what for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """`previous` was in force before it, `size` is its document's in bytes."""

    version: str
    pushed_at: str
    digest: str
    previous: str = ""
    by: str = ""
    note: str = ""
    size: int = 0
