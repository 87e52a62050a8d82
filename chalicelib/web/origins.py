"""Whether a form was sent by a page of ours."""

from urllib.parse import urlsplit

from chalicelib.web.refusals import Refused
from chalicelib.web.visits import Visit


def same_site(visit: Visit) -> None:
    """A form of another site says `cross-site`, or carries that site's Origin. Ours carry `null`: they tell no referrer.
    Raises Refused."""
    headers, ours = visit.ask.headers, urlsplit(visit.site_url)
    fetched, origin = headers.get("sec-fetch-site", "same-origin"), headers.get("origin", "null")
    if fetched not in {"same-origin", "none"} or origin not in {"null", f"{ours.scheme}://{ours.netloc}"}:
        raise Refused(403, "stale_form")


def surely_ours(visit: Visit) -> bool:
    """Whether the browser itself says that a page of ours sent the form. Source: W3C Fetch Metadata, section 2.3."""
    return visit.ask.headers.get("sec-fetch-site") == "same-origin"
