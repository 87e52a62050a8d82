"""Pictures of pages: `shoot` takes a list of addresses into a folder, on a phone and a desk, in light and dark.

By hand: `python tests/browser/shots.py docs/screenshots front=http://127.0.0.1:8080/ thanks=http://…`
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class Screen:
    """One way of looking."""

    name: str
    width: int
    height: int
    scheme: str = "light"


PHONE = Screen("phone", 390, 844)
PHONE_DARK = Screen("phone-dark", 390, 844, "dark")
DESK = Screen("desk", 1280, 900)
DESK_DARK = Screen("desk-dark", 1280, 900, "dark")
SCREENS = (PHONE, PHONE_DARK, DESK, DESK_DARK)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def shoot(browser: Browser, pages: Mapping[str, str], into: Path, screens: Iterable[Screen] = SCREENS) -> list[Path]:
    """`pages` maps a name to an address; each becomes NAME-SCREEN.png, the whole length of the page."""
    into.mkdir(parents=True, exist_ok=True)
    taken = []
    for screen in screens:
        size = {"width": screen.width, "height": screen.height}
        context = browser.new_context(viewport=size, color_scheme=screen.scheme, locale="en-US")
        page = context.new_page()
        for name, address in pages.items():
            page.goto(address)
            taken.append(into / f"{name}-{screen.name}.png")
            page.screenshot(path=taken[-1], full_page=True)
        context.close()
    return taken


if __name__ == "__main__":
    folder, *named = sys.argv[1:]
    with chromium() as found:
        for picture in shoot(found, dict(one.split("=", 1) for one in named), Path(folder)):
            sys.stdout.write(f"{picture}\n")
