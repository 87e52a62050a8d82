"""The district's configuration and the signing keys: read once a minute or so, kept between invocations."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.attributes import decode_item
from chalicelib.adapters.calls import transient
from chalicelib.adapters.codec import from_plain
from chalicelib.domain.closing import Closures
from chalicelib.domain.district import District
from chalicelib.domain.errors import NotFound
from chalicelib.domain.tokens import Signer
from chalicelib.ports import Standing

DISTRICT_SECONDS = 60.0
KEYS_SECONDS = 300.0


def config_key(version: str) -> str:
    """Where a configuration version lies in the bucket."""
    return f"config/{version}.json"


def closures_of(pointer: Mapping[str, Any]) -> Closures:
    """What was declared beside the version that the pointer item names."""
    return from_plain(Closures, pointer.get("closures", {}))


def mark_of(event: str, pointer: Mapping[str, Any]) -> dict[str, Any]:
    """What that event leaves in the pointer it changed."""
    return {"changed": {"by": event, "closures": closures_of(pointer).version}}


def changed_by(pointer: Mapping[str, Any]) -> str:
    """The event that last changed it. Empty where none is named, or where a command from before events were named here
    changed the closures since and left the name of an older one."""
    mark = pointer.get("changed", {})
    return str(mark["by"]) if mark and mark["closures"] == closures_of(pointer).version else ""


@dataclass(slots=True)
class StoredDistricts:
    """A pointer item names the newest version and holds what was closed since; the version's document lies in the bucket and is read only when it changed."""

    dynamodb: Any
    s3: Callable[[], Any]
    table: str
    bucket: str
    timer: Callable[[], float] = monotonic
    _read_at: float = field(default=float("-inf"), init=False)
    _stored: District | None = field(default=None, init=False)
    _district: District | None = field(default=None, init=False)

    def current(self) -> District:
        if self._district is None or self.timer() - self._read_at >= DISTRICT_SECONDS:
            return self._as_of(self._pointer(consistent=False))
        return self._district

    def newest(self) -> District:
        return self.standing().district

    def standing(self) -> Standing:
        """A consistent read: whoever follows an event finds what that event made, or what came after."""
        pointer = self._pointer(consistent=True)
        return Standing(self._as_of(pointer), changed_by(pointer))

    def _as_of(self, pointer: Mapping[str, Any]) -> District:
        closures = closures_of(pointer).known
        if self._stored is None or self._stored.version != pointer["version"]:
            self._stored = self._district = self._document(str(pointer["version"]))
        if self._district is None or self._district.closures != closures:
            self._district = replace(self._stored, closures=closures)
        self._read_at = self.timer()
        return self._district

    def _pointer(self, *, consistent: bool) -> Mapping[str, Any]:
        with transient():
            answer = self.dynamodb.get_item(TableName=self.table, Key=keys.CONFIG, ConsistentRead=consistent)
        if "Item" not in answer:
            raise NotFound("no configuration was ever pushed: run `python -m infra config push DIR`")
        return decode_item(answer["Item"])

    def _document(self, version: str) -> District:
        with transient():
            body = self.s3().get_object(Bucket=self.bucket, Key=config_key(version))["Body"].read()
        return from_plain(District, json.loads(body))


@dataclass(slots=True)
class SecretKeys:
    """The current and the previous value of one Secrets Manager secret. The secret is a random string."""

    client: Callable[[], Any]
    secret: str
    timer: Callable[[], float] = monotonic
    _read_at: float = field(default=float("-inf"), init=False)
    _signer: Signer | None = field(default=None, init=False)

    def signer(self) -> Signer:
        if self._signer is None or self.timer() - self._read_at >= KEYS_SECONDS:
            found = (self._version("AWSCURRENT"), self._version("AWSPREVIOUS"))
            if found[0] is None:
                raise NotFound(f"the secret {self.secret} has no value")
            self._signer = Signer(keys=tuple(one for one in found if one))
            self._read_at = self.timer()
        return self._signer

    def _version(self, stage: str) -> bytes | None:
        try:
            with transient():
                answer = self.client().get_secret_value(SecretId=self.secret, VersionStage=stage)
        except NotFound:
            return None
        return str(answer["SecretString"]).encode()
