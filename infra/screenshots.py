"""`screenshots`: pictures of the main pages of a demo that is being served, on a phone and on a desk.

They are taken by Debian's Chromium, driven by Playwright; both are for development only.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chalicelib.domain.inquiry import Inquiry
from infra import stack
from infra import up as local_up
from infra.clients import Clients, target
from infra.collaborators import services_of
from infra.commands import plainly
from infra.local import HOST, ports
from infra.staff_pool import LOCAL_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""Debian's; the first draws pages only, with half of the work."""
CHROMIUM = next((one for one in BROWSERS if Path(one).exists()), "")
NO_BROWSER = "install Debian's `chromium-headless-shell` or `chromium`"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FOLDER = local_up.ROOT / "docs" / "screenshots"
_WHO = "alicia.moreno@staff.example.org"
_PATIENCE = 20_000


@dataclass(frozen=True)
class Screen:
    """One way of looking, in pixels of the page."""

    name: str
    width: int
    height: int


SCREENS = (Screen("phone", 390, 844), Screen("desk", 1280, 900))


@contextmanager
def chromium(program: str = CHROMIUM) -> Iterator["Browser"]:
    """Debian's Chromium, without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of development, not of operation

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@click.command()
@click.option("--into", default=str(FOLDER), show_default=True, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--of", "demo", default=str(local_up.DEMO_RESULT), type=click.Path(path_type=Path), help="What the demo wrote."
)
@click.option("--browser", "program", default=CHROMIUM, help="Chromium, or its headless shell.")
def screenshots(into: Path, demo: Path, program: str) -> None:
    """Take pictures of the main pages. Needs a demo that is being served (`make demo`) and Chromium."""
    if not program:
        raise click.ClickException(f"there is no browser: {NO_BROWSER}")
    if not demo.exists():
        raise click.ClickException("no demo has run here: `make demo` first, and leave it serving")
    told = {one["name"]: one["reference"] for one in json.loads(demo.read_text("utf-8"))["inquiries"]}
    with plainly():
        links = _links(told)
    into.mkdir(parents=True, exist_ok=True)
    with chromium(program) as browser:
        for screen in SCREENS:
            for picture in _taken(browser, screen, _pages(told, links), into):
                click.echo(picture)


def _links(told: Mapping[str, str]) -> Mapping[str, str]:
    """Name of the demo's inquiry → the path of its private page."""
    clients = Clients(target(None))
    services = services_of(stack.read(clients), clients, name="screenshots")
    known = ((name, services.store.inquiry(reference)) for name, reference in told.items())
    signer = services.keys.signer()

    def path(inquiry: Inquiry) -> str:
        return f"/i/{signer.link(inquiry.reference, inquiry.link_generation)}"

    return {name: path(inquiry) for name, inquiry in known if inquiry}


def _pages(told: Mapping[str, str], links: Mapping[str, str]) -> Mapping[str, Callable[["Page"], Any]]:
    """Name of a picture → how one comes to what it shows."""
    root = f"http://{HOST}:{ports().http}"

    def at(path: str) -> Callable[["Page"], Any]:
        return lambda page: page.goto(root + path)

    def thanks(page: "Page") -> None:
        page.goto(f"{root}/?topic=transportation")
        page.fill("#message", "Bus 12 came twenty minutes late three mornings this week.")
        page.fill("#name", "Ana Diaz")
        page.fill("#email", "ana.diaz@example.org")
        page.locator("main form[method=post] button[type=submit]").last.click()
        page.wait_for_url("**/thanks/**")

    return {
        "front": at("/"),
        "topic": at("/?topic=transportation"),
        "spanish": at("/?lang=es"),
        "arabic": at("/?lang=ar"),
        "thanks": thanks,
        "inquiry": at(links["web form"]),
        "staff-inbox": at("/staff?view=all"),
        "staff-inquiry": at(f"/staff/i/{told['e-mail, sent twice']}"),
        "staff-danger": at(f"/staff/i/{told['danger by text']}"),
        "staff-search": at("/staff/search?q=bus"),
        "staff-people": at("/staff/admin/people"),
    }


def _taken(
    browser: "Browser", screen: Screen, pages: Mapping[str, Callable[["Page"], Any]], into: Path
) -> Iterator[Path]:
    size: Any = {"width": screen.width, "height": screen.height}
    context = browser.new_context(viewport=size, color_scheme="light", locale="en-US")
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    _sign_in(page)
    for name, come in pages.items():
        come(page)
        picture = into / f"{name}-{screen.name}.png"
        page.screenshot(path=picture, full_page=True)
        yield picture
    context.close()


def _sign_in(page: "Page") -> None:
    """Through the pool's own page, as a leader."""
    page.goto(f"http://{HOST}:{ports().http}/staff/me")
    page.fill("[name=username]", _WHO)
    page.fill("[name=password]", LOCAL_PASSWORD)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/staff/me")
