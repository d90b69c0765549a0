"""E-28: each order in its words, one thing to a paragraph, and none that the court could not make."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from activities.documents import RenderRefused
from cases.deadlines import deadlines
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.fixtures import Case

TERMS: dict[str, Any] = {"extra": 500, "every": "week"}
SUSPENDED: dict[str, Any] = {
    **TERMS,
    "kind": "suspended",
    "possession_on": "2027-03-09",
    "costs": 40400,
    "first_on": "2027-02-15",
}


def points(case: Case, **facts: Any) -> list[str]:
    """The paragraphs of the order."""
    text = case.text("E-28", **facts)
    text = text[text.index("It is ordered that:") : text.index("E-28, version")]
    marks = [text.index(f"{n}. ") for n in range(1, 12) if f"{n}. The" in text or f"{n}. " in text]
    return [text[a:b].strip() for a, b in zip(marks, [*marks[1:], None], strict=True)]


def test_a_suspended_order_cannot_be_read_in_two_ways() -> None:
    said = cs.discretionary().text("E-28", **SUSPENDED)
    assert "now £120.00 every week, when it falls due and, in addition to it, (b) £5.00 every week" in said
    assert "first payment on 15 February 2027" in said and "on or before 9 March 2027" in said
    assert "grounds 10 and 11 proved and that an order was reasonable" in said
    assert "When the arrears have been paid in full, paragraph 1 can no longer be enforced." in said
    assert "at the end of 8 February 2027 was £1,252.00, not counting costs" in said
    # while the terms are kept neither the home nor the whole debt can be asked for; without a judgment there is one to hold
    assert "4. Paragraphs 1 and 2 cannot be enforced so long as the defendant pays (a)" in said
    claim = cs.discretionary().state.claim
    assert claim is not None
    bare = cs.discretionary().but(claim=claim.model_copy(update={"money_claimed": False}))
    assert "3. Paragraph 1 cannot be enforced so long as" in bare.text("E-28", **SUSPENDED)
    # arrears and costs stand in paragraphs of their own
    found = points(cs.discretionary(), **SUSPENDED)
    assert [("£1,252.00" in p, "£404.00" in p) for p in found[1:3]] == [(True, False), (False, True)]


def test_what_the_case_calls_for_is_the_default() -> None:
    assert "Outright possession (N26)" in cs.heard().text("E-28")
    assert "on or before 23 February 2027" in cs.heard().text("E-28")  # fourteen days from the hearing
    assert "Possession suspended on terms (N28)" in cs.discretionary().text("E-28", **TERMS)


@pytest.mark.parametrize(
    ("facts", "has"),
    [
        (
            {"kind": "postponed", **TERMS},
            ("on a date to be fixed by the court", "No date will be fixed while", "(N28A)"),
        ),
        (
            {"kind": "adjourned_on_terms", **TERMS, "restore_by": "2027-05-17", "restore_days": "14"},
            ("by 4pm on 17 May 2027 the claim is struck out", "on at least 14 days' notice"),
        ),
        (
            {"kind": "directions", "adjourned_to": "2027-03-16"},
            ("adjourned to 16 March 2027", "the record of the steps"),
        ),
        ({"kind": "money_only", "costs": 40400}, ("pay the claimant £1,252.00", "costs of £404.00")),
        ({"kind": "dismissed"}, ("The claim is dismissed.", "no order as to costs")),
        ({"kind": "withdrawn"}, ("leave to withdraw",)),
        (
            {"kind": "suspended", **TERMS, "by_consent": "declined"},
            ("The parties agree, and the defendant was offered and declined advice",),
        ),
    ],
)
def test_each_order_has_its_words(facts: dict[str, Any], has: tuple[str, ...]) -> None:
    said = cs.discretionary().text("E-28", **facts)
    assert all(words in said for words in has), said


def test_the_day_of_striking_out_is_printed_and_worked_to_by_the_friday_before() -> None:
    restore = {**TERMS, "restore_by": "2027-05-17", "restore_days": "14"}
    assert "by 4pm on 17 May 2027" in cs.discretionary().text("E-28", kind="adjourned_on_terms", **restore)
    held = fx.decided("adjourned_on_terms", strike_out_on=date(2027, 5, 17)).but(hearing=None).state
    task = next(one for one in deadlines(held, date(2027, 3, 1)) if one.kind == "restore")
    assert (task.act_on, task.statutory_on) == (date(2027, 5, 14), date(2027, 5, 17))


def test_a_warrant_is_suspended_by_its_number() -> None:
    case = fx.fx_w().but(notice=cs.discretionary().state.notice)
    said = case.text("E-28", kind="warrant_suspended", on="2027-04-12", **TERMS)
    assert "The warrant of possession no. W-77 is suspended while the defendant pays (a)" in said


@pytest.mark.parametrize(
    ("make", "facts", "codes"),
    [
        (cs.heard, SUSPENDED, ("R08",)),
        (cs.heard, {"possession_on": "2027-03-16"}, ("R13",)),
        (cs.heard, {"possession_on": "2027-03-16", "hardship": "she is to have an operation"}, ()),
        (cs.heard, {"possession_on": "2027-03-24", "hardship": "she is to have an operation"}, ("R13",)),
        (cs.discretionary, {**SUSPENDED, "first_on": "2027-02-08"}, ("R13",)),
        (cs.discretionary, {"kind": "adjourned_on_terms", **TERMS, "restore_by": "2027-05-16"}, ("R13",)),
        (lambda: fx.held(cs.discretionary(), "insolvency"), SUSPENDED, ("R21",)),
        (lambda: cs.discretionary().but(notice=None), {"kind": "outright", "possession_on": "2027-03-09"}, ("R04",)),
        (cs.discretionary, {"kind": "suspended"}, ("R04",)),
    ],
)
def test_an_order_that_cannot_be_made_is_refused(make: Any, facts: dict[str, Any], codes: tuple[str, ...]) -> None:
    assert make().refused("E-28", **facts) == codes


def test_without_a_ground_it_says_which_is_missing() -> None:
    with pytest.raises(RenderRefused, match=r"\(grounds\)"):
        cs.discretionary().but(notice=None).paper("E-28", kind="dismissed")


def test_the_hardship_is_recited() -> None:
    said = cs.heard().text("E-28", possession_on="2027-03-16", hardship="she is to have an operation")
    assert "exceptional hardship because she is to have an operation" in said


def test_a_gap_is_dots_and_counted() -> None:
    made = cs.discretionary().paper("E-28", **TERMS)
    assert made.facts["gaps"] == 2 and "2 paragraphs have dots" in fx.said(made.content)  # the day, and the fixed costs


def test_a_moratorium_is_recited() -> None:
    said = fx.held(cs.discretionary(), "breathing_space").text("E-28", **SUSPENDED)
    assert "debt respite moratorium is in force from 8 February 2027 to" in said
    assert date(2027, 2, 8) == cs.heard().today
