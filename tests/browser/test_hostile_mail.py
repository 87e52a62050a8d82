"""Mail that would run something, load something or be taken for the page: seen in Chromium wherever it is shown.

Once with the pages' content policy, once with it lifted: nothing may hang on the browser's being the last to say no.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from browser.desk import MACROS, Desk, open_desk
from builders import a_signer
from channels.email.builders import a_multipart, a_part, ses_block
from web.browser import Browser
from web.house import a_form

from chalicelib.channels.mail import own_addresses, submission_of
from chalicelib.domain.topics import Macro
from chalicelib.usecases.receive import receive

TRACKER = "https://tracker.example.net"
RUN = "window.ran=1;alert(1)"
MARKUP = f"\"'></a></p></textarea></title><script>{RUN}</script><img src=x onerror={RUN}><img src={TRACKER}/a.gif>"
WRITTEN = MARKUP.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
"""As a mail program writes what somebody typed: it is text again once the mail's HTML is read."""
HTML = f"""<html><head><base href="{TRACKER}/"><meta http-equiv="refresh" content="0;url={TRACKER}/m">
<link rel="stylesheet" href="{TRACKER}/s.css"><style>@import url({TRACKER}/i.css); body{{background:url({TRACKER}/b)}}
</style><script>{RUN}</script><script src="{TRACKER}/s.js"></script></head>
<body onload="{RUN}" background="{TRACKER}/back.gif"><p>The bus is late.</p><p>{WRITTEN}</p>
<img src="{TRACKER}/pixel.gif" width="1" height="1"><img src="x" onerror="{RUN}"><svg onload="{RUN}"><script>{RUN}
</script></svg><math><mi xlink:href="javascript:{RUN}">m</mi></math><a href="javascript:{RUN}">press</a>
<a href="data:text/html,<script>{RUN}</script>">this</a><iframe src="{TRACKER}/f" srcdoc="<script>{RUN}</script>">
</iframe><object data="{TRACKER}/o"></object><embed src="{TRACKER}/e"><video src="{TRACKER}/v" autoplay></video>
<audio src="{TRACKER}/a" autoplay></audio><form action="{TRACKER}/p"><input autofocus onfocus="{RUN}"></form>
<div style="background:url({TRACKER}/d)">styled</div><details open ontoggle="{RUN}">x</details>
<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript></body></html>"""
TYPED = '"><img src=x onerror=alert(1)>'
"""Short enough for a tag and for the name of a view."""


@dataclass
class Watch:
    """What a page did that none may do."""

    site: str
    alarms: list[str] = field(default_factory=list)

    def over(self, context: Any) -> None:
        context.route(lambda url: not url.startswith(self.site), self._elsewhere)
        context.on("page", lambda page: page.on("dialog", self._dialog))

    def _elsewhere(self, route: Any) -> None:
        self.alarms.append(f"asked for {route.request.url}")
        route.abort()

    def _dialog(self, dialog: Any) -> None:
        self.alarms.append(f"said {dialog.message}")
        dialog.dismiss()

    def look(self, page: Any, path: str) -> None:
        page.goto(self.site + path)
        page.wait_for_load_state("networkidle")
        if page.evaluate("'ran' in window"):
            self.alarms.append(f"{path} ran something")
        planted = (
            "[onload], [onerror], [onfocus], [ontoggle], script:not([src]), img[src=x], iframe, object, embed, base"
        )
        for one in page.locator(f"{planted}, [style], a[href^='javascript:'], a[href^='data:']").all():
            self.alarms.append(f"{path} has {one.evaluate('it => it.outerHTML')[:80]}")


@pytest.fixture
def desk() -> Iterator[Desk]:
    with open_desk() as found:
        found.house.district(macros=(*MACROS, Macro("evil", {"en": MARKUP}, {"en": MARKUP})))
        yield found


@pytest.fixture(params=["policy", "no policy"])
def opened(browser: Any, desk: Desk, request: Any) -> Iterator[Any]:
    context = browser.new_context(locale="en-US", bypass_csp=request.param == "no policy")
    watch = Watch(desk.site)
    watch.over(context)
    yield watch, context.new_page()
    context.close()


def arrived(desk: Desk, *, spam: str = "PASS", number: int = 1) -> str:
    """The reference of an inquiry that such a mail opened; one that SES takes for spam is held."""
    name = MARKUP.replace("\\", "").replace('"', '\\"')
    raw = a_multipart(
        a_part(HTML, "text/html; charset=utf-8"),
        a_part("x", f'text/html; name="{name}"', Content_Disposition=f'attachment; filename="{name}"'),
        sender=f'"{name}" <maria@example.net>',
        subject=f"Late again {MARKUP}",
        message_id=f"<evil-{number}@example.net>",
        trace=ses_block(spam=spam),
    )
    office = desk.house.office
    own = own_addresses(domain="example.org", addresses=("desk@example.org",), signer=a_signer())
    mail = submission_of(raw, key=f"raw/{number}", received_at=office.clock(), own=own, signer=a_signer())
    assert MARKUP in mail.text, "what was typed is text, and is shown"
    return receive(mail, store=office.store, districts=office.districts, randomness=office.randomness).reference


def made_by_hand(desk: Desk, reference: str) -> None:
    """A tag, a view and a note of the same kind, made as staff make them."""
    known = Browser(desk.house)
    known.sign_in()
    path = f"/staff/i/{reference}"
    form = {"csrf": known.form(path)}
    known.post(f"{path}/tags", form | {"tags": TYPED, "why": ""})
    known.post(f"{path}/note", form | {"text": MARKUP, "key": "k"})
    assert known.post("/staff/views", form | {"do": "save", "name": TYPED, "query": "?view=all"}).status_code == 303


def test_html_mail_runs_nothing_and_fetches_nothing_on_the_staffs_pages(desk: Desk, opened: Any):
    watch, page = opened
    desk.house.sign_ins.mail = "ines@schools.example.org"
    reference, held = arrived(desk), arrived(desk, spam="FAIL", number=2)
    assert desk.house.office.store.inquiries[held].held
    made_by_hand(desk, reference)
    desk.house.fold()
    desk.signed_in(page)
    contact = desk.house.office.store.inquiries[reference].participants[0].address.key
    for path in (
        f"/staff/i/{reference}",
        f"/staff/i/{held}",
        f"/staff/i/{reference}/contacts/{contact}",
        f"/staff/i/{reference}/looks",
        "/staff?view=all",
        "/staff?view=quarantine",
        "/staff/views",
        "/staff/search?q=late+bus",
        f"/staff/bulk?pick={reference}&pick={held}",
    ):
        watch.look(page, path)
    assert watch.alarms == []
    page.goto(f"{desk.site}/staff/i/{reference}")
    assert MARKUP in page.locator(".conversation").text_content(), "staff read what was written"
    assert page.get_by_role("heading", level=1).text_content().startswith("Late again")


def test_nor_on_the_familys_page(desk: Desk, opened: Any):
    watch, page = opened
    inquiry = desk.house.office.store.inquiries[arrived(desk)]
    watch.look(page, desk.house.link(inquiry))
    assert MARKUP in page.locator(".conversation").text_content()
    answers = a_form(name=TYPED, message=MARKUP, **{"fields.bus.route": TYPED})
    watch.look(page, "/" + desk.house.post("/inquiries", answers).headers["Location"])
    watch.look(page, desk.house.link(desk.house.stored[-1]))
    assert watch.alarms == []


def test_what_a_family_answered_to_a_topics_fields_stays_words(desk: Desk, opened: Any):
    watch, page = opened
    desk.house.post("/inquiries", a_form(**{"fields.bus.route": TYPED}))
    inquiry = desk.house.stored[-1]
    assert [one.value for one in inquiry.details] == [TYPED]
    desk.signed_in(page)
    watch.look(page, f"/staff/i/{inquiry.reference}")
    assert watch.alarms == []
    assert TYPED in page.text_content("main")
