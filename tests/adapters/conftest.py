"""The table as the template declares it, on moto, a fresh one for each test; and every call that a test makes counted."""

from itertools import count
from pathlib import Path

import boto3
import pytest
from fake_store import FakeStore
from quick_moto import quick_aws

from chalicelib.adapters.store import TableStore
from infra.template_parts import merge

_NUMBERS = count(1)
_DECLARED = merge(Path(__file__).parents[2] / "infra" / "template")["Resources"]["Table"]["Properties"]
_SHAPE = {
    name: _DECLARED[name] for name in ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
}


class Calls(list):
    """(operation, request body) of every AWS call, oldest first."""

    @property
    def names(self):
        return [name for name, _ in self]


@pytest.fixture(scope="module")
def _moto():
    with quick_aws():
        yield


@pytest.fixture(scope="module")
def _client_of(_moto):
    made = {}

    def client(service):
        if service not in made:
            made[service] = boto3.client(service, region_name="us-east-1")
        return made[service]

    return client


@pytest.fixture
def calls(_client_of):
    """The calls made from here on, of every client that the test asks for."""
    return Calls()


@pytest.fixture
def client_of(_client_of, calls):
    """Clients whose calls are counted."""
    counting = []

    def note(model, params, **_):
        calls.append((model.name, params["body"]))

    def client(service):
        made = _client_of(service)
        if made not in counting:
            made.meta.events.register("before-call", note)
            counting.append(made)
        return made

    yield client
    for made in counting:
        made.meta.events.unregister("before-call", note)


@pytest.fixture
def table(client_of, calls):
    """A TableStore on an empty table."""
    name = f"earshot-{next(_NUMBERS)}"
    client_of("dynamodb").create_table(TableName=name, **_SHAPE)
    calls.clear()
    return TableStore(client=client_of("dynamodb"), table=name)


@pytest.fixture(params=["fake", "table"])
def store(request):
    """The contract: whatever holds here holds for both."""
    return FakeStore() if request.param == "fake" else request.getfixturevalue("table")
