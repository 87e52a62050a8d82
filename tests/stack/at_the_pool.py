"""Somebody of the staff with a browser, who signs in at the pool's own pages."""

import http.cookiejar
import re
from html import unescape
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from infra.staff_pool import LOCAL_PASSWORD


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
