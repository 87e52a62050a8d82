"""Signing in at the desk of the deployed stack: the pool's own pages, the code, the session."""

import http.cookiejar
import re
from html import unescape
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from infra.staff_pool import LOCAL_PASSWORD

pytestmark = pytest.mark.stack


class _Jar(http.cookiejar.DefaultCookiePolicy):
    """As browsers do, an address of this machine is taken for a safe one."""

    def return_ok_secure(self, cookie, request):
        return True


class Browser:
    def __init__(self) -> None:
        self.jar = http.cookiejar.CookieJar(_Jar())
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def get(self, url):
        answer = self.opener.open(url, timeout=30)
        return answer.geturl(), answer.read().decode()

    def post(self, url, fields):
        answer = self.opener.open(Request(url, data=urlencode(fields).encode(), method="POST"), timeout=30)
        return answer.geturl(), answer.read().decode()


def fields(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def sign_in(browser, stack, mail, password=LOCAL_PASSWORD):
    url, page = browser.get(f"{stack.base_url}/staff/me")
    assert "/oauth2/authorize" in url
    target = urljoin(url, re.search(r'action="([^"]+)"', page)[1])
    return browser.post(target, fields(page) | {"username": mail, "password": password})


def test_staff_sign_in_at_the_pool_and_out_again(stack):
    browser = Browser()
    url, page = sign_in(browser, stack, "grace.kim@staff.example.org")
    assert url == f"{stack.base_url}/staff/me"
    assert "Grace Kim" in page
    (cookie,) = browser.jar
    assert cookie.name == "__Host-earshot"
    browser.post(f"{stack.base_url}/staff/sign-out", fields(page))
    assert "/oauth2/authorize" in browser.get(f"{stack.base_url}/staff/me")[0]


def test_a_wrong_password_leads_nowhere(stack):
    browser = Browser()
    url, _page = sign_in(browser, stack, "grace.kim@staff.example.org", password="Wrong-guess-12")
    assert not url.startswith(stack.base_url)
    assert "__Host-earshot" not in {cookie.name for cookie in browser.jar}
