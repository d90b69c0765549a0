"""A case's own line: the balance as it stood, what happened at its height, and the dates ahead on its foot."""

from __future__ import annotations

import re
from datetime import date, timedelta

import httpx2

from store.accounts import TransactionRow
from tests.store.rows import deadline
from web.line import HEIGHT, WIDTH, line

TODAY = date(2026, 11, 22)


def postings(*days: tuple[int, int]) -> list[TransactionRow]:
    """Each so many days ago, with what it changed; the balance before the first was £100."""
    found, running = [], 10_000
    for ago, pence in days:
        running += pence
        on = TODAY - timedelta(days=ago)
        nothing = dict.fromkeys(TransactionRow.model_fields)
        known = {"account_ref": "A1", "transaction_ref": str(ago), "type": "rent_charge", "demonstration": False}
        sums = {
            "charge_pence": max(pence, 0) or None,
            "payment_pence": max(-pence, 0) or None,
            "running_pence": running,
        }
        found.append(TransactionRow.model_validate({**nothing, **known, **sums, "on": on, "posted_on": on}))
    return found


def test_a_balance_stands_until_the_next_posting_and_marks_stand_where_it_was() -> None:
    served = TODAY - timedelta(days=15)
    ahead = deadline(kind="hearing", label="Hearing", act_on=TODAY + timedelta(days=10))
    gone = deadline(kind="statement", label="Statement", act_on=TODAY - timedelta(days=1))
    drawn = line(postings((30, 10_000), (20, 30_000), (5, -20_000)), [(served, "Notice served")], [gone, ahead], TODAY)
    assert drawn is not None
    assert (drawn.owed_first, drawn.owed_last, drawn.first) == (20_000, 30_000, TODAY - timedelta(days=30))
    event, to_come = drawn.marks
    assert (event.label, event.number, event.ahead) == ("Notice served", 1, False)
    assert (to_come.label, to_come.number, to_come.ahead, to_come.y) == ("Hearing", 2, True, drawn.foot)
    steps = re.findall(r"H([\d.]+) V([\d.]+)", drawn.path)
    at_500, at_300 = (float(y) for _, y in steps[:2])
    assert round(event.y, 1) == at_500 < at_300, "more is higher"
    assert event.x < drawn.today_x < to_come.x < WIDTH and all(0 < y < HEIGHT for y, _ in drawn.grid)
    assert [pounds for _, pounds in drawn.grid] == ["£0", "£200", "£400", "£600"]
    assert line([], [(served, "Notice served")], [ahead], TODAY) is None


def test_an_account_in_credit_and_one_long_quiet_are_drawn_too() -> None:
    credit = line(postings((400, -50_000), (390, 100)), [], [], TODAY)
    assert credit is not None and credit.owed_first == credit.owed_last == -39_900 and credit.marks == ()
    assert min(y for y, _ in credit.grid) < max(y for y, _ in credit.grid) <= HEIGHT
    many = [(TODAY - timedelta(days=n), f"No. {n}") for n in range(30, 0, -1)]
    crowded = line(postings((60, 5_000)), many, [], TODAY)
    assert crowded is not None and [m.label for m in crowded.marks] == [f"No. {n}" for n in range(9, 0, -1)]
    places = [(m.x, m.y) for m in crowded.marks]
    assert all(abs(a - c) >= 15 or abs(b - d) >= 15 for i, (a, b) in enumerate(places) for c, d in places[:i])


def test_the_pages_of_a_case_draw_it_and_say_what_its_numbers_are(officer: httpx2.Client) -> None:
    for path in ("/cases/A3-1", "/cases/A3-1/account"):
        page = officer.get(path).text
        drawing = page.split('<svg class="app-line"')[1].split("</svg>")[0]
        numbers = re.findall(r'text-anchor="middle">(\d+)<', drawing)
        listed = re.findall(r'app-line__no">(\d+)</span>', page)
        assert numbers == listed == [str(n) for n in range(1, len(numbers) + 1)]
        assert "Notice served" in page.split("On the way")[1] and "Ahead" in page
        assert "listed below" in drawing and "£1,480.00" in drawing, "it is told to whoever does not see it"
