"""E-27 and E-33: one page that tells what is open, and a request that fits the order and certifies its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Length

from activities.documents import RenderRefused
from activities.papers.known import PersonKnown, Posting, Written
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.court_samples import WARRANTED
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.test_court_papers import money_cells
from tests.papers.test_notices import has, lacks, owing

# E-27


def lines_of(cell: str, characters: int) -> int:
    """Lines that a cell takes, so many characters to a line; words are not broken."""
    lines, room = 1, 0
    for word in cell.split():
        room += len(word) + 1
        if room > characters:
            lines, room = lines + 1, len(word) + 1
    return lines


@pytest.mark.parametrize("case", [cs.heard, cs.crowded], ids=["plain", "crowded"])
def test_the_hearing_note_is_one_page(case: Any) -> None:
    document = Document(BytesIO(case().paper("E-27").content))
    section = document.sections[0]
    assert section.page_height and section.top_margin and section.bottom_margin
    rows = [row for table in document.tables for row in table.rows]
    # 16.2 cm of value column hold 78 characters of a wide face at 10 point; a line is 11.7 point high
    height = sum(max(lines_of(r.cells[0].text, 9), lines_of(r.cells[1].text, 78)) for r in rows) * 11.7 + len(rows) + 45
    assert height < Length(section.page_height - section.top_margin - section.bottom_margin).pt
    assert not [p for p in document.paragraphs if p.paragraph_format.page_break_before]


def test_who_speaks_for_us_is_named_with_their_right_or_left_to_be_written_in() -> None:
    has(cs.heard().text("E-27"), "Name and right to be heard", "................")
    text = cs.heard().text("E-27", advocate="Jo Bell", right="officer")
    has(text, "Advocate Jo Bell, officer, by s.60 County Courts Act 1984")
    lacks(text, "Name and right to be heard")
    for wrong in ({}, {"right": "friend"}):
        with pytest.raises(RenderRefused, match="by what right is not said") as no:
            cs.heard().paper("E-27", advocate="Jo Bell", **wrong)
        assert no.value.codes == ("R04",)


def test_the_note_says_what_was_offered_and_what_they_have_left() -> None:
    text = cs.crowded().text("E-27")
    offered = text[text.index("Offered ") : text.index("Ask for")]
    has(offered, "£15.00 every week besides the rent", "on 21 January 2027: no agreement recorded.")
    has(offered, "By what they told us £80.00 a month is left over.")  # 900.00, less 520.00 of rent and 300.00
    lacks(cs.heard().text("E-27"), "Offered")


def test_a_hearing_letter_that_was_late_or_never_sent_comes_first_among_the_gaps() -> None:
    def note(*sent: tuple[str, date]) -> str:
        letters = tuple(Written(on=on, paper="E-25", recipient=ref, status="final") for ref, on in sent)
        text = cs.heard().knowing(written=letters).text("E-27", for_hearing="2027-02-09")
        return text[text.index("Protocol ") : text.index("For them")]

    good, late = date(2027, 1, 29), date(2027, 1, 30)
    lacks(note((AMINA, good), (TOM, good)), "2.11", "2.12")
    told = note((AMINA, good), (TOM, late))
    has(
        told,
        "Protocol 2.11 LATE for Tom O'Brien-Hughes: hearing letter and statement of 30 January 2027, due by 29 January",
    )
    lacks(told, "LATE for Amina Khan")
    has(note((AMINA, good)), "Protocol 2.12 no hearing letter to Tom O'Brien-Hughes")
    has(note(), "Protocol 2.12 no hearing letter;")
    # the note that comes with the letters, when the court lists the hearing, cannot look back on them
    lacks(cs.heard().text("E-27"), "2.11", "2.12")


def test_too_much_for_one_page_is_refused() -> None:
    case = cs.crowded()
    people = {r: PersonKnown(ref=r, name="N" * 118 + f" {r}") for r in (AMINA, TOM)}
    assert case.knowing(people=people).refused("E-27") == ("R19",)


def test_the_note_tells_gaps_before_what_to_ask_for_and_all_figures_apart() -> None:
    case = cs.without_tom(cs.heard())
    text = case.text("E-27", arrears=125200)
    assert text.index("2.1 OPEN for Tom O'Brien-Hughes") < text.index("Ask for")
    has(
        text,
        "At service £1,012.00",
        "At the claim £1,252.00 (11 January 2027)",
        "£17.14 a day",
        "court costs £148.00",
        "Court fee £404.00",
    )
    has(
        text,
        "10:00am",
        "K00TB123",
        "claim from 16 December 2026 to 1 December 2027",
        "Issued 11 January 2027",
        "never served",
    )


def test_ground_8_lost_by_a_part_payment_is_told() -> None:
    text = cs.heard(arrears=95500).text("E-27")
    has(text, "Ground 8: NOT met today, below £960.00", "suspended while the current rent")
    has(cs.heard().text("E-27"), "met today; at service met", "Possession by Tuesday 23 February 2027")


def test_yesterday_s_figure_is_not_good_on_the_day() -> None:
    day = date(2027, 2, 9)
    assert replace(cs.heard(), today=day).refused("E-27") == ("R01",)
    assert cs.heard(day=day).refused("E-27") == ()
    assert "R13" in cs.heard(day=date(2027, 2, 10)).refused("E-27")


def test_a_moratorium_is_told_to_the_advocate() -> None:
    has(fx.held(cs.heard(), "breathing_space").text("E-27"), "an order may be made; no enforcement")


def test_a_hearing_note_without_a_hearing_is_refused() -> None:
    assert "R25" in cs.heard().but(hearing=None).refused("E-27")


# E-33


def test_a_suspended_order_goes_by_n325a_with_the_payments_certified() -> None:
    made = cs.breached().paper("E-33", arrears=140500, requested_on="2027-03-10")
    text = fx.said(made.content)
    has(text, "Form N325A", "CPR 83.2(3)(e)", "£148.00", "K00TB123", "9 February 2027", "not been given up")
    rows = {r[0]: r[1:] for r in money_cells(made.content, 3)}
    assert rows["15 February 2027"] == ["£125.00", "£25.00", "", "£100.00", "£125.00"]
    assert rows["Totals"] == ["£500.00", "£25.00", "", "£475.00", ""]
    assert made.facts["certificate.short"] == {"code": "B8", "pence": 47500, "as_at": "2027-03-10"}
    has(text, "18 February 2027 P3 Payment received £25.00", "I will tell the court at once of any payment")
    assert made.facts["balance"] == {"code": "judgment", "pence": 170400}


def test_a_payment_that_came_in_changes_the_certificate() -> None:
    case = cs.breached()
    paid = Posting(ref="P8", on=date(2027, 3, 9), type="payment", payment=12500, running=0)
    later = owing(case, 128000).knowing(postings=fx.running(sorted([*case.known.postings, paid], key=lambda p: p.on)))
    made = later.paper("E-33", arrears=128000)
    assert made.facts["certificate.short"]["pence"] == 35000
    has(fx.said(made.content), "9 March 2027 P8 Payment received £125.00")


def test_everything_paid_is_no_breach() -> None:
    case = cs.breached()
    paid = Posting(ref="P8", on=date(2027, 2, 15), type="payment", payment=47500, running=0)
    even = owing(case, 93000).knowing(postings=fx.running(sorted([*case.known.postings, paid], key=lambda p: p.on)))
    assert even.refused("E-33") == ("R16",)


def test_an_outright_order_goes_by_n325_without_a_certificate_of_arrears() -> None:
    text = cs.outright().text("E-33")
    has(text, "Form N325.", "The order gave possession on Tuesday 9 March 2027", "Judgment £1,300.00")
    lacks(text, "N325A", "The order asks for the rent")


def with_order(case: Case, **changes: Any) -> Case:
    """The case with a changed order."""
    order = case.state.order
    assert order is not None
    return case.but(order=order.model_copy(update=changes))


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"outcome": "postponed", "possession_on": None}, "R08", "fix one first"),
        ({"outcome": "adjourned_on_terms"}, "R08", "restore"),
        ({"breach": "other_term", "permission": "needed"}, "R08", "N244"),
        ({"permission_from": WARRANTED}, "R08", "it needs the court's permission (CPR 83.2; form N244)"),
        ({"breached_on": None}, "R16", "No breach"),
        ({"discharged_on": date(2027, 3, 1)}, "R08", "discharged"),
        ({"outcome": "outright", "terms": None, "possession_on": WARRANTED}, "R13", "too early"),
        ({"cure_by": WARRANTED}, "R13", "it can be put right"),
    ],
    ids=["postponed", "adjourned", "another term", "old", "no breach", "discharged", "too early", "warned"],
)
def test_an_order_that_needs_another_road_is_refused_with_the_road(
    changes: dict[str, Any], code: str, says: str
) -> None:
    with pytest.raises(RenderRefused) as refused:
        with_order(cs.breached(), **changes).paper("E-33")
    assert any(r.code == code and says in r.details for r in refused.value.refusals), str(refused.value)


def test_with_permission_the_other_roads_open() -> None:
    granted = with_order(cs.breached(), permission_from=WARRANTED, permission="granted")
    has(granted.text("E-33"), "granted by the court")
    term = with_order(cs.breached(), breach="other_term", permission="granted")
    has(term.text("E-33"), "A term of the suspended order other than payment")
    fixed = with_order(cs.breached(), outcome="postponed", possession_on=date(2027, 3, 9))
    has(fixed.text("E-33"), "The court fixed Tuesday 9 March 2027 for possession")


def test_the_fee_is_that_of_the_day_of_the_request() -> None:
    assert cs.breached().paper("E-33").facts["fee"] == {"code": "fee", "pence": 14800}


def test_a_home_without_a_tenant_on_the_record_stops_it() -> None:
    case = cs.outright()
    assert "R09" in case.knowing(people={GRACE: case.known.people[AMINA]}).refused("E-33")
