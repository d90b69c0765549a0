"""A real browser: what people with disabilities meet, what a script may do, and what only a browser can show."""

from __future__ import annotations

import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from store import web
from store.web import Person
from tests.web.conftest import ANN, TODAY, Board, british
from tests.web.test_pages import listed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("No Chromium is installed here (Debian: apt install chromium).", allow_module_level=True)

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect  # noqa: E402

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# Every page, and each of its states, is looked at by tests/web/test_barriers.py; these are opened as they are served.
PAGES = [
    *("/work?tab=all", "/board", "/cases/A2-1", "/cases/A2-1/account", "/cases/A1-1/record/contact_made", "/hearings"),
    *("/deadlines?view=month", "/reports", "/outbox", "/account"),
]


@pytest.fixture(scope="module")
async def browser() -> Browser:  # type: ignore[misc]
    async with async_playwright() as play:
        running = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        await running.close()


@pytest.fixture
async def context(browser: Browser, the_board: Board) -> BrowserContext:  # type: ignore[misc]
    made = await signed_in(browser, the_board)
    yield made
    await made.close()


async def signed_in(browser: Browser, board: Board, team: str = "North", **more: object) -> BrowserContext:
    with board.memory() as memory:
        secret = web.begin_session(memory, Person(email=ANN, name="Ann Ode", roles=("officer",), team=team))
    made = await browser.new_context(base_url=board.url, **more)  # type: ignore[arg-type]
    await made.add_cookies([{"name": "due-course", "value": secret, "url": board.url}])
    return made


async def opened(context: BrowserContext, path: str) -> tuple[Page, list[str]]:
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    await page.goto(path)
    await page.wait_for_load_state("load")
    return page, said


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_has_a_barrier_or_a_complaint_of_the_browser(context: BrowserContext, path: str) -> None:
    page, said = await opened(context, path)
    await _no_barrier(page, said)


async def _no_barrier(page: Page, said: list[str]) -> None:
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    barriers = [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})" for v in found["violations"]]
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert (barriers, said, wide) == ([], [], False)


@pytest.mark.parametrize("path", ["/work?tab=all", "/cases/A2-1", "/cases/A1-1/record/contact_made", "/hearings"])
async def test_a_small_screen_does_not_scroll_sideways(browser: Browser, the_board: Board, path: str) -> None:
    narrow = await signed_in(browser, the_board, viewport={"width": 390, "height": 800})
    page, _ = await opened(narrow, path)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await narrow.close()


async def test_the_strip_of_a_case_with_everything_stays_in_view(context: BrowserContext, the_board: Board) -> None:
    holds = ("balance_disputed", "complaint")
    for hold in holds:
        await the_board.record("A3-1", "hold_opened", hold=hold, tenant="P4", review_on=TODAY + timedelta(days=7))
    page, _ = await opened(context, "/cases/A3-1")
    flags = await page.locator("#strip .app-flag").all_inner_texts()
    assert all(any(hold.replace("_", " ") in flag.lower() for flag in flags) for hold in holds), flags
    strip = page.locator("#strip")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.evaluate("scrollTo(0, 900)")
    box = await strip.bounding_box()
    for hold in holds:  # the other tests go on with this case
        await the_board.record("A3-1", "hold_ended", hold=hold, tenant="P4")
    assert box is not None and box["y"] == 0 and box["height"] <= 64


async def test_a_page_shows_what_somebody_else_recorded(context: BrowserContext, the_board: Board) -> None:
    page, said = await opened(context, "/cases/A2-1")
    listed, _ = await opened(context, "/work?tab=all")
    await page.bring_to_front()
    await the_board.record("A2-1", "contact_made", tenant="P2", channel="phone")
    await page.locator(".app-timeline").get_by_text("Contact made").first.wait_for(timeout=20_000)
    await listed.bring_to_front()
    await listed.get_by_text("1 case changed since this page was made").wait_for(timeout=20_000)
    assert said == []


async def test_an_event_is_recorded_by_keyboard_alone(context: BrowserContext, the_board: Board) -> None:
    page, said = await opened(context, "/work?tab=all&q=A1-")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/cases/A1-1")
    await page.keyboard.press("e")
    await page.wait_for_url("**/cases/A1-1/record")
    await page.get_by_role("link", name="Note added").press("Enter")
    await page.get_by_label("Text").fill("By keyboard.")
    await page.get_by_role("button", name="Show what would follow").press("Enter")
    await page.get_by_role("button", name="Confirm and record").press("Enter")
    await page.get_by_text("Recorded", exact=True).wait_for()
    assert "/steps/" in page.url and said == []


async def test_cases_are_ticked_by_keyboard_and_looked_at_before_anything_is_done(
    context: BrowserContext, the_board: Board
) -> None:
    page, said = await opened(context, "/work?tab=all")
    for key in ("j", "x", "j", "x"):
        await page.keyboard.press(key)
    await expect(page.locator('input[name="case"]:checked')).to_have_count(2)
    await page.get_by_role("button", name="Pause").press("Enter")
    await page.get_by_label("Ends on").fill("today")
    await page.get_by_label("Reason").fill("By keyboard.")
    await page.get_by_role("button", name="Show what would follow").press("Enter")
    await page.get_by_role("button", name="Pause for 2 cases").wait_for()
    await _no_barrier(page, said)
    await page.goto("/work?tab=all")
    await page.get_by_label("Choose every case of this page").check()
    await expect(page.locator('input[name="case"]:not(:checked)')).to_have_count(0)


async def test_the_palette_finds_a_case_by_a_name(context: BrowserContext) -> None:
    page, said = await opened(context, "/work")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("quinn")
    await page.get_by_role("link", name="A2-1").wait_for()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/cases/A2-1")
    assert said == []


async def test_without_javascript_an_event_can_be_recorded(browser: Browser, the_board: Board) -> None:
    plain = await signed_in(browser, the_board, java_script_enabled=False)
    page, _ = await opened(plain, "/cases/A1-1/record/note_added")
    await page.get_by_label("Text").fill("Without scripts.")
    await page.get_by_role("button", name="Show what would follow").click()
    await page.get_by_role("button", name="Confirm and record").click()
    await expect(page.get_by_text("Recorded", exact=True)).to_have_count(1)
    assert "/steps/" in page.url
    await page.goto("/work?tab=all")
    await page.get_by_label("Choose A1-1").check()
    await page.get_by_role("button", name="First arrears letter").click()
    await expect(page.locator("h1")).to_contain_text("look before it is done")
    await page.goto("/cases/A1-1/evidence")
    await page.get_by_label("What it is for").select_option(index=1)
    await page.locator("#file").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    await page.get_by_role("button", name="Take it in").click()
    await expect(page.get_by_role("link", name="a.png")).to_have_count(1)
    await plain.close()


# Every screen that is printed, what its head says, and how the paper lies.
PRINTED = {
    "/work?tab=all": ("Work list", True),
    "/cases/A2-1": ("Case A2-1, overview", False),
    "/cases/A2-1/timeline": ("Case A2-1, timeline", False),
    "/cases/A2-1/account": ("Case A2-1, account", False),
    "/cases/A2-1/protocol": ("Case A2-1, protocol", False),
    "/deadlines": ("Deadlines", False),
    "/deadlines?view=month": ("Deadlines", False),
    "/reports": ("Reports", False),
    "/outbox": ("Outbox", False),
    "/law/england.secure.notice": ("Notice", False),
}


@pytest.mark.parametrize("path", PRINTED)
async def test_a_screen_prints_on_a4_with_its_head_on_every_page(context: BrowserContext, path: str) -> None:
    says, across = PRINTED[path]
    page, _ = await opened(context, path)
    printed = PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True)))
    for number, sheet in enumerate(printed.pages, start=1):
        text = " ".join(sheet.extract_text().split())
        assert f"Due Course, {says}" in text and "printed by Ann Ode, " in text
        assert f"Page {number} of {len(printed.pages)}" in text
        assert "Sign out" not in text and "Work list Board Deadlines" not in text, "nothing to press is on paper"
        size = sorted(round(float(side)) for side in sheet.mediabox[2:])
        assert size == [595, 842] and (float(sheet.mediabox.width) > 600) is across


async def test_a_court_day_is_a_list_and_one_sheet_a_case(browser: Browser, the_board: Board) -> None:
    day = await listed(the_board)
    with the_board.memory() as memory:  # a second hearing of that day; put back afterwards
        memory.execute("""UPDATE board SET state = jsonb_set(state, '{hearing}',
            (SELECT state->'hearing' FROM board WHERE case_ref = 'E4-1')) WHERE case_ref = 'E3-1'""")
    context = await signed_in(browser, the_board, team="East")
    page, _ = await opened(context, f"/hearings?date={british(day)}")
    sheets = [p.extract_text() for p in PdfReader(BytesIO(await page.pdf(prefer_css_page_size=True))).pages]
    await context.close()
    with the_board.memory() as memory:
        memory.execute("UPDATE board SET state = state - 'hearing' WHERE case_ref = 'E3-1'")
    assert len(sheets) == 3
    assert all(ref in sheets[0] for ref in ("E3-1", "E4-1")), "the list first"
    for ref, other, sheet in (("E3-1", "E4-1", sheets[1]), ("E4-1", "E3-1", sheets[2])):
        assert ref in sheet and other not in sheet and "Pre-action protocol" in sheet and "Last payments" in sheet
