"""A visit: one request with the district it came to, the words to answer in, and the moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from chalice.app import Response

from chalicelib.channels.outbound import spoken_date
from chalicelib.domain.district import District
from chalicelib.domain.errors import EarshotError
from chalicelib.domain.inquiry import Inquiry
from chalicelib.web import answers
from chalicelib.web.asks import Ask
from chalicelib.web.catalogues import DESK, FAMILY
from chalicelib.web.doors import doors
from chalicelib.web.languages import Words, words_for
from chalicelib.web.render import render
from chalicelib.web.services import WebServices


@dataclass(frozen=True, slots=True)
class Visit:
    """`known` is None where the district's configuration could not be read: pages that need it are not shown then."""

    ask: Ask
    services: WebServices
    known: District | None
    words: Words
    now: datetime
    trouble: EarshotError | None = field(default=None)

    @property
    def district(self) -> District:
        """Raises what kept the configuration from being read."""
        if self.known is None:
            raise self.trouble or AssertionError("a visit without a district has a reason")
        return self.known

    @property
    def site_url(self) -> str:
        return self.services.site_url or self.ask.base

    @property
    def look_up(self) -> str:
        """Where a page is found without its link."""
        return f"{self.site_url}/find"

    @property
    def domain(self) -> str:
        """Whose sentences the page is made of: staff read fewer languages than families."""
        return _domain(self.ask)

    @property
    def lang_query(self) -> str:
        """`?lang=es` where the visitor chose a language, so that it stays chosen."""
        return f"?lang={self.words.language}" if self.ask.query.get("lang") == self.words.language else ""

    def switched(self, language: str) -> str:
        """The query of the same page in another language: what was searched or chosen stays."""
        kept = {name: self.ask.query[name] for name in ("q", "topic") if self.ask.query.get(name)}
        return "?" + urlencode({"lang": language} | kept)

    def about(self, inquiry: Inquiry) -> "Visit":
        """The same visit in the inquiry's language, unless the link asks for another."""
        return self.read_in(inquiry.language)

    def read_in(self, language: str) -> "Visit":
        """The same visit in that language, unless the link asks for another; empty leaves it to the browser."""
        return replace(self, words=_words(self.ask, self.known, language))

    def date(self, at: datetime) -> str:
        """In words, in the district's time zone."""
        return spoken_date(at, self.district.time_zone, self.words.language, self.now, district=self.district)

    def exact(self, at: datetime) -> str:
        """To the second, in the district's time zone: `2026-11-23 16:40:05 PST`."""
        return f"{at.astimezone(ZoneInfo(self.district.time_zone)):%Y-%m-%d %H:%M:%S %Z}"

    def page(
        self, template: str, status: int = 200, *, headers: Mapping[str, str] | None = None, **values: object
    ) -> Response:
        """An HTML page."""
        text = render(template, visit=self, **doors(self.known, self.words.language), **values)
        return answers.html(text, status, language=self.words.language, headers=headers)


def arrive(ask: Ask, services: WebServices) -> Visit:
    """Never raises an EarshotError: what goes wrong with the configuration waits until the district is needed."""
    district, trouble = None, None
    try:
        district = services.districts.current()
    except EarshotError as error:
        trouble = error
    return Visit(ask, services, district, _words(ask, district), services.clock(), trouble)


def _domain(ask: Ask) -> str:
    return DESK if ask.resource.startswith(("/staff", "/pages")) else FAMILY


def _words(ask: Ask, district: District | None, preferred: str = "") -> Words:
    accepted = ask.headers.get("accept-language", "")
    asked = ask.query.get("lang", "")
    return words_for(district, asked=asked, inquiry=preferred, accepted=accepted, domain=_domain(ask))
