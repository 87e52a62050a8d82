"""One function's start in this interpreter, which must be fresh: prints milliseconds of processor time, modules, and which.

`python -m bench.fresh FUNCTION` imports app.py as Lambda does, the function's own entry, makes its collaborators and one DynamoDB
client; `floor` is `import boto3` and a DynamoDB client.
"""

import sys
from time import process_time

_NEEDS = {
    "api": ("web",),
    "email": ("store", "districts", "keys", "blobs"),
    "sms": ("store", "districts"),
    "publish": ("queues", "bus"),
    "fold": ("inbox",),
    "notify": ("desk",),
    "page": ("desk",),
    "escalate": ("store", "districts"),
    "sweep": ("store", "queues"),
    "feedback": ("store", "districts"),
}
_OTHER_CLIENTS = ("s3", "sqs", "sns", "sesv2", "events", "secretsmanager")


def _floor() -> None:
    import boto3  # noqa: PLC0415

    boto3.client("dynamodb")


def _start(function: str) -> None:
    """Collaborators are made whole; of clients only DynamoDB's, as in the floor."""
    from importlib import import_module  # noqa: PLC0415

    import_module("app")
    bootstrap = import_module("chalicelib.bootstrap")
    settings = import_module("chalicelib.settings")
    if function != "api":
        import_module("chalicelib.invoke").entry(function)
    everything = dict.fromkeys(settings.Settings.__dataclass_fields__, "here")
    clients = dict.fromkeys(_OTHER_CLIENTS, object())
    services = bootstrap.Services(settings=settings.Settings(**everything), function=function, clients=clients)
    services.client("dynamodb")
    for name in _NEEDS[function]:
        getattr(services, name)


if __name__ == "__main__":
    began = process_time()
    _floor() if sys.argv[1] == "floor" else _start(sys.argv[1])
    spent = process_time() - began
    print(round(spent * 1000, 2), len(sys.modules), *sorted(sys.modules))
