"""One case in a real browser from its first letter to the written-off debt, every step through the board's own forms.

The case's clock is moved by the server's own time skipping between the steps, and the rent falls due meanwhile. No other test
looks at the case.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

from law.dates import london_day
from store import board, documents, web
from store.web import Person
from tests.web.conftest import KAI, MO, Board
from tests.web.test_browser import CHROMIUM  # skips this file too, with its reason, where there is none
from workflows import gateway

REF = "E1-1"
CONTACT: dict[str, Any] = {
    "tenant": "P1",
    "channel": "phone",
    "topics": ["cause", "finances", "benefits", "repayment"],
    **dict.fromkeys(("affordable_offer", "benefit_help", "debt_advice", "direct_payment_considered"), "yes"),
}


class Desk:
    """Two people at their screens, and the case's clock."""

    def __init__(self, the_board: Board, officer: Page, leader: Page) -> None:
        self.board, self.officer, self.leader = the_board, officer, leader
        self.today = london_day(datetime.now(UTC))

    async def pass_by(self, days: int) -> None:
        client = await gateway.connect(self.board.settings)
        with self.board.memory() as memory:
            self.today = await gateway.fast_forward(client, memory, REF, timedelta(days=days))
            await gateway.move_account(client, memory, REF)

    async def record(self, kind: str, *, by: Page | None = None, **fields: Any) -> None:
        """Opens the form, answers it, looks at what would follow, and confirms it."""
        page = by or self.officer
        await page.goto(f"/cases/{REF}/record/{kind}")
        for name, value in fields.items():
            await _answer(page, name, value)
        await page.get_by_role("button", name="Show what would follow").click()
        confirm = page.get_by_role("button", name="Confirm and record")
        refused = page.locator(".govuk-error-summary")
        await confirm.or_(refused).first.wait_for(timeout=30_000)  # a click does not wait for the page it leads to
        assert await confirm.count() == 1, f"{kind}: {await page.locator('main').inner_text()}"
        await confirm.click()
        await page.get_by_text("Recorded", exact=True).first.wait_for(timeout=30_000)

    async def approved(self, act: str) -> None:
        await self.record("approval_requested", act=act)
        await self.record("approval_given", by=self.leader, act=act)

    def british(self, days: int = 0, at: str = "") -> str:
        on = self.today + timedelta(days=days)
        return f"{on.day}/{on.month}/{on.year}{f' {at}' if at else ''}"

    def working(self, days: int) -> int:
        """So many days ahead, or the next working day of the week after them."""
        on = self.today + timedelta(days=days)
        return days + (7 - on.weekday() if on.weekday() > 4 else 0)


async def _answer(page: Page, name: str, value: Any) -> None:
    for one in value if isinstance(value, list) else [value]:
        ticked = page.locator(f'input[name="{name}"][value="{one}"]')
        if await ticked.count():
            await ticked.check()
        elif await page.locator(f'[name="{name}__day"]').count():
            day, _, time = one.partition(" ")
            await page.locator(f'[name="{name}__day"]').fill(day)
            await page.locator(f'[name="{name}__time"]').fill(time)
        elif await page.locator(f'select[name="{name}"]').count():
            await page.locator(f'select[name="{name}"]').select_option(one)
        else:
            await page.locator(f'[name="{name}"]').fill(one)


async def _signed_in(browser: Any, the_board: Board, email: str, name: str, role: str) -> BrowserContext:
    with the_board.memory() as memory:
        secret = web.begin_session(memory, Person(email=email, name=name, roles=(role,), team="East"))
    made: BrowserContext = await browser.new_context(base_url=the_board.url)
    await made.add_cookies([{"name": "due-course", "value": secret, "url": the_board.url}])
    return made


@pytest.mark.slow
async def test_a_case_is_worked_from_its_first_letter_to_its_end(the_board: Board) -> None:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        officer = await _signed_in(browser, the_board, KAI, "Kai Reed", "officer")
        leader = await _signed_in(browser, the_board, MO, "Mo Shah", "team_leader")
        desk = Desk(the_board, await officer.new_page(), await leader.new_page())
        await _whole_road(desk)
        await browser.close()
    with the_board.memory() as memory:
        row = board.get(memory, REF)
        papers = {p.paper for p in documents.list_for_case(memory, REF) if p.status == "final"}
    assert row is not None and row.stage == "closed"
    assert {
        "E-01",
        "E-04",
        "E-08",
        "E-14",
        "E-16",
        "E-18",
        "E-21",
        "E-22",
        "E-25",
        "E-30",
        "E-33",
        "E-35",
        "E-38",
    } <= papers


async def _whole_road(desk: Desk) -> None:
    await desk.record("arrears_letter_sent")
    await desk.record("contact_made", **CONTACT)
    await desk.record("statement_sent")
    await desk.approved("notice")
    await desk.record("notice_served", method="handed_to_person", at="11:00")
    await desk.pass_by(1)
    await desk.record("protocol_letter_sent")
    await desk.record("contact_made", **CONTACT)
    await desk.pass_by(42)
    await desk.record("statement_sent")
    await desk.approved("claim")
    await desk.record("claim_submitted", court="Hartley County Court")
    await desk.record("claim_issued", claim_number="K00HT123")
    hearing = desk.working(42)
    await desk.record("hearing_listed", hearing_at=desk.british(hearing, "10:00"))
    await desk.pass_by(hearing)
    possession = desk.british(28)
    await desk.record(
        "hearing_outcome_recorded", outcome="outright", ground_basis="discretionary", possession_on=possession
    )
    await desk.pass_by(29)
    await desk.approved("warrant")
    await desk.record("warrant_requested")
    await desk.record("warrant_issued", warrant_number="W1")
    eviction = desk.working(35)
    await desk.record("eviction_booked", eviction_at=desk.british(eviction, "10:30"))
    await desk.record("eviction_notice_delivered")
    await desk.approved("eviction")
    await desk.record("eviction_confirmed")
    await desk.pass_by(eviction)
    await desk.record("eviction_carried_out")
    await desk.record("address_traced", tenant="P1", address="9 Fern Rise, Hartley, HT1 3CC")
    await desk.record("former_tenant_letter_sent")
    await desk.pass_by(40)
    with desk.board.memory() as memory:
        row = board.get(memory, REF)
    assert row is not None and row.arrears_pence
    amount = f"{row.arrears_pence / 100:.2f}"
    await desk.record("write_off_requested", amount=amount, code="uneconomic")
    await desk.record("write_off_decided", by=desk.leader, approved="yes")
    await desk.record("case_closed", reason="written_off")
