"""The use cases' collaborators on a deployed stack, with the test's own clients."""

from typing import Any

from chalicelib.bootstrap import Services
from chalicelib.settings import Settings


def services_of(stack: Any) -> Services:
    out, clients = stack.outputs, stack.clients
    return Services(
        Settings(
            stage=out.stage,
            table=out.table,
            bucket=out.bucket,
            mail_domain=out.mail_domain,
            signing_key=out.signing_key,
            site_url=out.site_url,
        ),
        "test",
        {"dynamodb": clients.dynamodb, "s3": clients.s3, "secretsmanager": clients.secrets},
    )
