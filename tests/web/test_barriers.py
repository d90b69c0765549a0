"""Every page in every state that the room's tests reach: no barrier by axe, and at 400 % nothing scrolls in two directions.

The server keeps a page of each state while the tests look at it (`Watched`); this file, which runs last, adds every address for
every role and opens what was kept in a real browser. Run alone it looks at those it adds.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.web.conftest import ANN, LEE, Board, Watched
from tests.web.test_access import CASES, PARTS, rule_of
from tests.web.test_browser import AXE, CHROMIUM  # skips this file too, with its reason, where there is none
from web.access import Role

from playwright.async_api import Page, Route, async_playwright  # isort: skip

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %
USUAL = {"width": 1280, "height": 900}
# What lies outside the window and is not in a part that scrolls by itself, as a table of figures may.
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.app-scroll, .app-board'))
    .slice(0, 3).map((e) => e.outerHTML.slice(0, 160))"""
PEOPLE = {
    Role.OFFICER: {"email": ANN},
    Role.TEAM_LEADER: {"email": LEE, "name": "Lee Marsh"},
    Role.LEGAL: {"email": "sol@example.org", "team": None},
    Role.READER: {"email": "r@example.org", "team": None},
    Role.ADMIN: {"email": "admin@example.org", "team": None},
}


def visit(the_board: Board) -> None:
    """Every address for every role, and for somebody who is not signed in."""
    browsers = [the_board.as_(role, **about) for role, about in PEOPLE.items()]  # type: ignore[arg-type]
    for browser in [*browsers, the_board.anyone()]:
        for route, method in CASES:
            rule = rule_of(route)
            if method == "GET" and route.path not in ("/live", "/sign-in/leave", "/sign-in/back") and rule is not None:
                browser.get(route.path.format(**{part: PARTS[part] for part in route.param_convertors}))


async def looked_at(page: Page, board: Board, text: str) -> list[str]:
    """What is wrong with a state."""

    async def given(route: Route) -> None:
        await route.fulfill(body=text, content_type="text/html; charset=utf-8")

    address = f"{board.url}/a-state"
    await page.route(address, given)
    await page.goto(address)
    found: dict[str, Any] = await page.evaluate(
        "(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES
    )
    await page.unroute(address)
    faults = [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})" for v in found["violations"]]
    await page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    faults += [f"at 400 %: {element}" for element in await page.evaluate(WIDER)]
    await page.set_viewport_size(USUAL)  # type: ignore[arg-type]
    return faults


@pytest.mark.slow
async def test_no_page_has_a_barrier_in_any_state_that_tests_reach(the_board: Board) -> None:
    await asyncio.to_thread(visit, the_board)
    states = list(Watched.states)
    assert len(states) > 30 and {address.rpartition(" ")[2] for address, _ in states} >= {"200", "403", "404"}
    faults: dict[str, list[str]] = {}
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = await browser.new_context(viewport=USUAL)  # type: ignore[arg-type]
        await context.add_init_script(path=AXE)
        await context.route("**/live*", lambda route: route.abort())

        async def work() -> None:
            page = await context.new_page()
            while states:
                address, text = states.pop()
                if found := await looked_at(page, the_board, text):
                    faults.setdefault(address, []).extend(found)

        await asyncio.gather(work(), work())
        await browser.close()
    assert faults == {}
