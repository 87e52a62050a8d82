"""Mail as SES hands it over to the world, and what came out at the other end."""

from scenarios import PARENT
from world import DOMAIN, World

from chalicelib.domain.words import Delivery
from infra.ses import Delivery as Arrival
from infra.ses import headers


def to_the_family(world: World) -> list[tuple[str, str]]:
    """(template, recipient) of what left, over all inquiries."""
    return [
        (send.template, send.recipient.value)
        for reference in world.references()
        for send in world.case(reference).sends
        if send.audience == "family" and send.status is Delivery.SENT
    ]


def arrives(world: World, raw: bytes, *, sender: str = PARENT, key: str = "raw/1") -> None:
    arrival = Arrival(sender, (f"help@{DOMAIN}",), peer="192.0.2.1", helo="example.com", received=world.now)
    world.mail(headers(arrival, "abc", "us-east-1") + raw, key=key)
    world.settle()


def raw_mails(world: World) -> list[bytes]:
    from moto.core import DEFAULT_ACCOUNT_ID  # noqa: PLC0415
    from moto.ses.models import ses_backends  # noqa: PLC0415

    sent = ses_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sent_messages
    assert world.settings.mail_domain == DOMAIN
    return [one.raw_data.encode() if isinstance(one.raw_data, str) else one.raw_data for one in sent]
