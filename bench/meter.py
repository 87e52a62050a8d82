"""What a function asks of AWS, seen from botocore's own events, so that the code that is measured does not know of it.

Source of the events: https://docs.aws.amazon.com/boto3/latest/guide/events.html
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.response import StreamingBody

from bench.units import READS, read_units, write_units


class Raw(io.BytesIO):
    """A body as urllib3 hands it over."""

    def stream(self, *_: object, **__: object) -> Iterator[bytes]:
        yield self.read()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer, complete enough to be given again. `sent` and `got` are bodies in bytes."""

    service: str
    operation: str
    params: Mapping[str, Any]
    answer: Mapping[str, Any]
    status: int
    headers: Mapping[str, str]
    content: bytes
    sent: int

    @property
    def got(self) -> int:
        return len(self.content)

    def response(self) -> AWSResponse:
        headers: Any = HeadersDict(self.headers)
        raw: Any = Raw(self.content)
        return AWSResponse("http://127.0.0.1/", self.status, headers, raw)


@dataclass
class Meter:
    """Attach it to clients; what they do inside `counting` is in `exchanges`; inside `replaying` nothing leaves the process."""

    exchanges: list[Exchange] | None = None
    _answers: Iterator[Exchange] | None = None
    _asked: list[tuple[Mapping[str, Any], int]] = field(default_factory=list)

    def attach(self, client: Any) -> None:
        events = client.meta.events
        events.register("provide-client-params.dynamodb", self._ask_for_units)
        events.register_first("before-parameter-build", self._keep)
        events.register("before-call", self._before)
        events.register("after-call", self._after)
        events.register("before-send", self._instead)

    @contextmanager
    def counting(self) -> Iterator[list[Exchange]]:
        found: list[Exchange] = []
        self.exchanges = found
        try:
            yield found
        finally:
            self.exchanges = None

    @contextmanager
    def replaying(self, exchanges: list[Exchange]) -> Iterator[None]:
        """The same answers in the same order. Raises StopIteration when asked for more."""
        self._answers = iter(exchanges)
        try:
            yield
        finally:
            self._answers = None

    def _ask_for_units(self, params: dict[str, Any], **_: Any) -> dict[str, Any] | None:
        return None if self.exchanges is None else params | {"ReturnConsumedCapacity": "INDEXES"}

    def _keep(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        """Later handlers change what the caller gave."""
        if self.exchanges is not None:
            context["given"] = deepcopy(params)

    def _before(self, params: Mapping[str, Any], **_: Any) -> None:
        if self.exchanges is not None:
            self._asked.append((params, _size(params["body"])))

    def _after(self, http_response: Any, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        if self.exchanges is None:
            return
        asked, sent = self._asked.pop()
        content = _content(http_response, parsed, streams=model.has_streaming_output)
        given = asked["context"]["given"]
        exchange = Exchange(
            model.service_model.service_name,
            model.name,
            given,
            {name: value for name, value in parsed.items() if name != "Body"},
            http_response.status_code,
            dict(http_response.headers),
            content,
            sent,
        )
        self.exchanges.append(exchange)

    def _instead(self, **_: Any) -> AWSResponse | None:
        return next(self._answers).response() if self._answers is not None else None


def _size(body: Any) -> int:
    """SNS still speaks forms; what is stored may be a file."""
    if isinstance(body, io.BytesIO):
        return len(body.getbuffer())
    return len(urlencode(body) if isinstance(body, dict) else body or b"")


def _content(response: Any, parsed: dict[str, Any], *, streams: bool) -> bytes:
    if not streams:
        return bytes(response.content)
    content = bytes(parsed["Body"].read())
    parsed["Body"] = StreamingBody(Raw(content), len(content))
    return content


@dataclass(frozen=True, slots=True)
class Tally:
    """What some exchanges add up to. Units are DynamoDB request units; `items` the most written in one transaction."""

    calls: Mapping[str, int]
    write_units: float
    read_units: float
    bytes: int
    items: int

    def plain(self) -> dict[str, Any]:
        return {
            "calls": dict(sorted(self.calls.items())),
            "write_units": self.write_units,
            "read_units": self.read_units,
            "bytes": self.bytes,
            "items": self.items,
        }


def tally(exchanges: list[Exchange]) -> Tally:
    table = [one for one in exchanges if one.service == "dynamodb"]
    return Tally(
        calls=Counter(one.operation for one in exchanges),
        write_units=sum(write_units(one.answer) for one in table if one.operation not in READS),
        read_units=sum(read_units(one.operation, one.params, one.answer) for one in table if one.operation in READS),
        bytes=sum(one.sent + one.got for one in exchanges),
        items=max((len(one.params.get("TransactItems", ())) for one in exchanges), default=0),
    )
