"""Signing in at the desk of the deployed stack: the pool's own pages, the code, the session."""

import pytest
from stack.at_the_pool import Browser, fields, sign_in

pytestmark = pytest.mark.stack


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
