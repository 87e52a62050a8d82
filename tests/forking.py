"""A process that goes two ways: a copy of it lives one of them to its end and tells what became of it, then the process itself goes on."""

import os
import pickle
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from traceback import format_exc
from typing import Generic, TypeVar

Told = TypeVar("Told")
Name = TypeVar("Name")


@dataclass
class Ways(Generic[Name, Told]):
    """`told` is what each copy told, by the name of its way; `failed` what it raised instead, as text."""

    told: dict[Name, Told] = field(default_factory=dict)
    failed: dict[Name, str] = field(default_factory=dict)
    _mouth: int | None = None

    def other(self, name: Name) -> bool:
        """True in the copy, at once. False in the process itself, when the copy has told."""
        ear, mouth = os.pipe()
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of the test runner's idle threads
            copy = os.fork()
        if copy == 0:
            os.close(ear)
            self._mouth = mouth
            return True
        os.close(mouth)
        with os.fdopen(ear, "rb") as heard:
            said = heard.read()
        _, status = os.waitpid(copy, 0)
        told, failed = pickle.loads(said) if said else (None, f"it ended with status {status} and told nothing")
        if failed:
            self.failed[name] = failed
        else:
            self.told[name] = told
        return False

    def live(self, way: Callable[[], Told]) -> Told:
        """What the process itself comes to. A copy tells and ends here."""
        if self._mouth is not None:
            raise RuntimeError("a copy lives its way once")
        try:
            told, failed = way(), ""
        except BaseException:
            if self._mouth is None:
                raise
            told, failed = None, format_exc()
        if self._mouth is None:
            assert told is not None
            return told
        with os.fdopen(self._mouth, "wb") as mouth:
            pickle.dump((told, failed), mouth)
        os._exit(0)
