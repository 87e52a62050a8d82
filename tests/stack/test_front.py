"""The front page on the deployed stack: a topic searched, its fields sent, and a passphrase told once that opens the page."""

import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlencode

import pytest
from stack_services import services_of

from chalicelib.domain.inquiry import Detail

pytestmark = pytest.mark.stack

FORM = {
    "key": "front-key-0001",
    "message": "El autobús llega tarde cada mañana.",
    "topic": "transportation",
    "fields.transportation.bus-number": "12",
    "fields.transportation.when": "morning",
    "fields.enrollment.grade": "3",
    "anonymous": "on",
    "language": "es",
}


class Local(DefaultCookiePolicy):
    """A browser takes secure cookies of its own machine over plain HTTP as well."""

    def set_ok_verifiability(self, cookie, request):
        cookie.secure = False
        return super().set_ok_verifiability(cookie, request)


@pytest.fixture
def browser():
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar(Local())))


def _page(browser, address, fields=None):
    """(the address it ended at, the page)."""
    sent = urlencode(fields).encode() if fields else None
    request = urllib.request.Request(address, sent, {"Accept": "text/html"})
    with browser.open(request, timeout=30) as answer:
        return answer.url, answer.read().decode()


def test_a_family_searches_a_topic_stays_anonymous_and_comes_back_with_its_passphrase(stack, browser):
    _, found = _page(browser, f"{stack.base_url}/?q=autob%C3%BAs&lang=es")
    assert re.search(r'id="topic-transportation" value="transportation" checked', found)
    assert 'id="topic-meals"' not in found
    _, arabic = _page(browser, f"{stack.base_url}/?lang=ar")
    assert '<html lang="ar" dir="rtl">' in arabic

    at, thanks = _page(browser, f"{stack.base_url}/inquiries?lang=es", FORM)
    assert "/thanks/" in at, stack.log()[-2000:]
    words = re.search(r'class="words">([a-z ]+)<', thanks)[1]
    reference = re.search(r'class="reference">([0-9A-Y-]+)<', thanks)[1]
    assert "<bdi>Por la mañana</bdi>" in thanks
    assert 'class="words"' not in _page(browser, at)[1]

    at, private = _page(browser, f"{stack.base_url}/find?lang=es", {"reference": reference, "secret": words.upper()})
    assert "/i/" in at
    assert "<bdi>12</bdi>" in private
    inquiry = services_of(stack).store.inquiry(reference)
    assert inquiry.details == (
        Detail("transportation", "bus-number", "12"),
        Detail("transportation", "when", "morning"),
    )
    assert inquiry.anonymous
    assert not [word for word in words.split() if word in inquiry.seal]


def test_a_machine_that_asks_for_the_head_of_a_link_gets_it_without_a_body(stack):
    """API Gateway refuses a method that no page names."""
    for path, status in (("", 200), ("/find", 200), ("/pages/no-such-token", 404), ("/i/no-such-token", 404)):
        asked = urllib.request.Request(f"{stack.base_url}{path}", headers={"Accept": "text/html"}, method="HEAD")
        looked = urllib.request.Request(asked.full_url, headers={"Accept": "text/html"})
        assert [_status(one) for one in (asked, looked)] == [(status, True), (status, False)], path


def _status(request):
    """(its status, whether the body is empty)."""
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, not answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, not refused.read()
