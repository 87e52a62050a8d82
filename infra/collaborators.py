"""The use cases' collaborators on a deployed stack, with this machine's clients: for commands, the demo and the tests."""

from chalicelib.bootstrap import Services
from chalicelib.settings import Settings
from infra.clients import Clients
from infra.outputs import Outputs


def services_of(outputs: Outputs, clients: Clients, *, name: str) -> Services:
    """`name` stands for the function in logs."""
    settings = Settings(
        stage=outputs.stage,
        table=outputs.table,
        bucket=outputs.bucket,
        mail_domain=outputs.mail_domain,
        signing_key=outputs.signing_key,
        site_url=outputs.site_url,
    )
    known = {"dynamodb": clients.dynamodb, "s3": clients.s3, "secretsmanager": clients.secrets}
    return Services(settings, name, known)
