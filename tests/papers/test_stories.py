"""Four landlords whom a court or the Ombudsman stopped, told with our days: the wrong paper is not written, and says why.

The sums, the order of things and the fault are those that were reported; days are ours, and what was not reported is made up.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from activities.documents import RenderRefused
from cases.steps import Refused
from tests.cases.story import LEADER, OFFICER
from tests.papers.nations import Road

SERVED, CLAIM = date(2026, 11, 25), date(2026, 12, 29)
HEARING = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)
TALK: dict[str, Any] = {
    "channel": "phone",
    "topics": ("cause", "finances", "benefits", "repayment"),
    "affordable_offer": True,
    "benefit_help": True,
    "debt_advice": True,
    "direct_payment_considered": True,
}


def opened(tenure: str = "assured", **facts: Any) -> Road:
    """A case with an officer, so that letters can be signed."""
    road = Road(tenure, started_on=date(2019, 5, 6), **facts)
    road.state = road.state.but(owner=OFFICER)
    return road


def rules(no: Refused) -> list[str]:
    """What stands against it."""
    return [o.rule for o in no.objections]


def codes(road: Road, paper: str, recipient: str | None = None) -> tuple[str, ...]:
    """The refusals of the last paper of a code; fails when it was written."""
    found = road.latest(paper, recipient).paper
    assert isinstance(found, RenderRefused), f"{paper} was written"
    return found.codes


# Home Group v Emery (2016): a possession order on £6,859.12 set aside, because one of two joint tenants was never written to


def test_emery_what_was_done_with_one_joint_tenant_is_not_done_with_the_other() -> None:
    road = opened(tenants=("P1", "P2"), arrears_pence=685912)
    road.did("arrears_letter_sent", date(2026, 11, 3), tenants=("P1",))
    assert [m.order.recipient for m in road.made] == ["P1"], "a letter to one is nobody else's"
    assert "Tom" not in road.text("E-01", "P1")
    road.did("contact_made", date(2026, 11, 4), tenant="P1", **TALK)
    road.did("statement_sent", date(2026, 11, 4))
    road.owes(SERVED, 685912)
    no = road.refused("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    assert rules(no) == ["protocol.before_notice"]
    assert "tenant P2" in str(no) and "tenant P1" not in str(no)
    road.did("notice_served", SERVED, method="handed_to_person", at="11:00", as_fact=True)
    road.did("protocol_letter_sent", date(2026, 12, 1), tenants=("P1",))
    road.did("contact_made", date(2026, 12, 2), tenant="P1", channel="phone")
    road.owes(CLAIM, 685912)
    no = road.refused("claim_submitted", CLAIM, court="Testborough")
    of_the_other = [rule for rule in rules(no) if rule.startswith("protocol.")]
    assert of_the_other and all(rule.endswith(":P2") for rule in of_the_other)
    assert not {"E-18", "E-21", "E-22"} & {m.order.paper for m in road.made}


# Southwark LBC v JSC: a claim struck out that was brought while a housing benefit appeal was pending


def test_jsc_no_claim_while_a_benefit_appeal_is_pending() -> None:
    road = opened("secure")
    road.protocol_before_notice(SERVED)
    road.noticed(SERVED)
    road.protocol_after_notice(SERVED)
    road.did("hold_opened", date(2026, 12, 1), hold="benefit_appeal", tenant="P1")
    road.owes(CLAIM)
    for kind, fields in (
        ("claim_submitted", {"court": "Testborough"}),
        ("approval_given", {"act": "claim", "prepared_by": OFFICER, "by": LEADER}),
    ):
        no = road.refused(kind, CLAIM, **fields)
        reason = next(o for o in no.objections if o.rule == "hold.benefit_appeal")
        assert "start a claim" in reason.says and "Pre-Action Protocol" in reason.cite
    assert not {"E-18", "E-21", "E-22"} & {m.order.paper for m in road.made}
    road.did("hold_ended", date(2026, 12, 30), hold="benefit_appeal", tenant="P1")
    road.owes(date(2026, 12, 30))
    road.did("approval_given", date(2026, 12, 30), act="claim", prepared_by=OFFICER, by=LEADER)
    road.did("claim_submitted", date(2026, 12, 30), court="Testborough")
    assert road.latest("E-21").text


# Housing Ombudsman 202309026: £10,223.13 demanded, disputed the next day, chased again, notice two days after Christmas;
# about £2,000 was owed


def test_202309026_a_disputed_balance_is_not_chased_and_no_notice_is_given_on_it() -> None:
    first, disputed, again, notice = (date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 27), date(2026, 12, 27))
    road = opened(on=date(2026, 11, 2), tenants=("P1",), arrears_pence=1022313)
    road.owes(first, 1022313)
    road.did("arrears_letter_sent", first)
    assert "£10,223.13" in road.text("E-01")
    road.did(
        "hold_opened", disputed, hold="balance_disputed", tenant="P1", reason="She says that payments are missing."
    )
    road.owes(again, 1022313)
    no = road.refused("arrears_letter_sent", again)
    assert "hold.balance_disputed" in rules(no) and "disputed" in str(no)
    road.did("arrears_letter_sent", again, as_fact=True)  # it went all the same: no paper of ours
    assert "R02" in codes(road, "E-01")
    road.protocol_before_notice(date(2026, 12, 1))
    road.owes(notice, 1022313)
    no = road.refused("approval_given", notice, act="notice", prepared_by=OFFICER, by=LEADER)
    assert "hold.balance_disputed" in rules(no)
    assert not any(m.order.paper == "E-12" for m in road.made)
    road.did("balance_refreshed", date(2026, 12, 28), arrears=200000, as_at=date(2026, 12, 28))
    road.did(
        "hold_ended", date(2026, 12, 28), hold="balance_disputed", tenant="P1", reason="£8,223.13 was found and posted."
    )
    road.did("arrears_letter_sent", date(2026, 12, 28))
    assert "£2,000.00" in road.text("E-01") and "£10,223.13" not in road.text("E-01")


# Cardiff CC v Lee (Flowers) [2016] EWCA Civ 1034: a warrant on a suspended order without the permission that it needed


def test_lee_no_warrant_without_the_permission_that_the_order_needs() -> None:
    road = opened("secure")
    road.to_hearing(SERVED, CLAIM, HEARING)
    terms: dict[str, Any] = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}
    road.did("hearing_outcome_recorded", HEARING.date(), outcome="suspended", ground_basis="discretionary", **terms)
    day = date(2027, 3, 9)
    road.owes(day)
    road.did("order_breached", day, breach="other_term")
    assert "We would first need the court's permission" in road.text("E-31")
    for kind, fields in (
        ("warrant_requested", {}),
        ("approval_given", {"act": "warrant", "prepared_by": OFFICER, "by": LEADER}),
    ):
        no = road.refused(kind, day, **fields)
        reason = next(o for o in no.objections if o.rule == "warrant.permission")
        assert "permission is needed" in reason.says and reason.cite == "CPR 83.2"
    road.did("warrant_requested", day, as_fact=True)  # asked for all the same: irregular, and the request is not ours
    assert "R08" in codes(road, "E-33")
    assert "warrant.permission" in [i.rule for i in road.state.irregular if i.status == "open"]


def test_lee_with_permission_the_request_says_that_it_was_given() -> None:
    road = opened("secure")
    road.to_hearing(SERVED, CLAIM, HEARING)
    terms: dict[str, Any] = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}
    road.did("hearing_outcome_recorded", HEARING.date(), outcome="suspended", ground_basis="discretionary", **terms)
    day = date(2027, 3, 9)
    road.did("order_breached", day, breach="other_term")
    road.did("permission_sought", day)
    granted = day + timedelta(days=28)
    road.did("permission_decided", granted, granted=True)
    road.owes(granted)
    road.did("approval_given", granted, act="warrant", prepared_by=OFFICER, by=LEADER)
    road.did("warrant_requested", granted)
    assert "granted by the court" in road.text("E-33")
