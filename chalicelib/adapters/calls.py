"""One way to call AWS: its refusals become our errors."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import Busy, Conflict, NotFound

_MISSING = frozenset({"NoSuchKey", "404", "ResourceNotFoundException", "NoSuchBucket"})
_LOST = frozenset({"ConditionalCheckFailedException", "TransactionCanceledException", "TransactionConflictException"})
_TRIES = 4
OUR_FAULT = frozenset({"ValidationException", "AccessDenied", "AccessDeniedException"})


@contextmanager
def transient() -> Iterator[None]:
    """Whatever AWS could not do now is Busy (the queue repeats it); a missing object is NotFound; what it would never do
    (a malformed request, a missing permission) is our own fault and goes on as it is, to the log and the dead letters."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _MISSING:
            raise NotFound(code) from error
        if code in OUR_FAULT:
            raise
        raise Busy(code) from error
    except BotoCoreError as error:
        raise Busy(type(error).__name__) from error


@contextmanager
def conditional(what: str) -> Iterator[None]:
    """As `transient`; a write whose condition did not hold is a Conflict about `what`."""
    with transient():
        try:
            yield
        except ClientError as error:
            if error.response["Error"]["Code"] in _LOST:
                raise Conflict(what) from error
            raise


def read_all(client: Any, table: str, wanted: Iterable[Mapping[str, Any]], *, consistent: bool) -> list[dict[str, Any]]:
    """The items of up to 100 keys, in no order, in one BatchGetItem; what the table left unread for load is read again, then
    Busy. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html"""
    request: Any = {table: {"Keys": list(wanted), "ConsistentRead": consistent}}
    found: list[dict[str, Any]] = []
    for _ in range(_TRIES):
        with transient():
            answer = client.batch_get_item(RequestItems=request)
        found += answer["Responses"].get(table, [])
        request = answer.get("UnprocessedKeys") or {}
        if not request:
            return found
    raise Busy("the table is throttled")
