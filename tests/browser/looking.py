"""What the browser tests look for on any page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

SEND = "form.letter > p > button"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def barriers(page: Any) -> list[str]:
    """What axe finds, once the page is all there."""
    page.wait_for_load_state()
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]} {node['failureSummary']}" for one in found for node in one["nodes"]]


def too_wide(page: Any) -> bool:
    """Whether it scrolls sideways, once the page is all there."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
