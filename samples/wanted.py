"""The list of stories that the portfolio must have, and of the accounts that are kept without a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samples import orders, scotland, stories, turnings
from samples.road import Story


@dataclass(frozen=True)
class Wanted:
    """A story that the portfolio must have. ago: about how many days ago its last step was. owes: pence at the end.

    stage: where the case stands after it. irregular: it breaks a rule, and that is its point. grounds: of its notice,
    where they are not those of the tenure. occupier: somebody lives there beside the tenants. social: it is social housing.
    """

    name: str
    story: Story
    tenure: str
    stage: str
    ago: int = 3
    owes: int = 90_000
    joint: bool = False
    code: int = 1
    irregular: bool = False
    times: int = 1
    nation: str = "england"
    grounds: tuple[str, ...] = ()
    occupier: bool = False
    social: bool = True


_BREACH, _SERIOUS = ("s157",), ("s181",)
_WALES: tuple[tuple[str, Story, str, str, tuple[str, ...], dict[str, Any]], ...] = (
    ("Wales: first letter", stories.letter, "secure", "early_action", _BREACH, {"ago": 4, "owes": 40_000}),
    ("Wales: in contact", stories.helped, "standard", "early_action", _BREACH, {"ago": 6, "owes": 58_000}),
    ("Wales: agreement kept", stories.agreement_kept, "secure", "early_action", _BREACH, {"ago": 5, "owes": 66_000}),
    ("Wales: notice awaits approval", stories.notice_asked, "secure", "notice", _BREACH, {"ago": 1, "owes": 99_000}),
    (
        "Wales: notice of breach running",
        stories.notice,
        "secure",
        "notice",
        _BREACH,
        {"ago": 3, "owes": 97_000, "joint": True},
    ),
    ("Wales: serious arrears, RHW20", stories.notice, "standard", "notice", _SERIOUS, {"ago": 3, "owes": 180_000}),
    (
        "Wales: serious arrears, review asked for",
        turnings.review_asked,
        "introductory",
        "notice",
        _SERIOUS,
        {"ago": 2, "owes": 170_000},
    ),
    ("Wales: claim awaits approval", stories.claim_asked, "secure", "protocol", _BREACH, {"ago": 1, "owes": 118_000}),
    ("Wales: claim issued", stories.claim_issued, "secure", "claim", _BREACH, {"ago": 3, "owes": 126_000}),
    ("Wales: hearing listed", stories.hearing_listed, "secure", "hearing", _BREACH, {"ago": 8, "owes": 131_000}),
    ("Wales: suspended order kept", orders.suspended_kept, "secure", "order", _BREACH, {"ago": 6, "owes": 142_000}),
    (
        "Wales: suspended order in breach",
        orders.suspended_breached,
        "secure",
        "order",
        _BREACH,
        {"ago": 3, "owes": 166_000},
    ),
)
_SCOTLAND: tuple[tuple[str, Story, str, dict[str, Any]], ...] = (
    ("Scotland: first letter", scotland.letter, "early_action", {"ago": 4, "owes": 42_000}),
    ("Scotland: requirements met", scotland.required, "early_action", {"ago": 5, "owes": 78_000, "joint": True}),
    ("Scotland: benefit claim pending", scotland.benefit_pending, "early_action", {"ago": 6, "owes": 81_000}),
    ("Scotland: notice awaits approval", scotland.notice_asked, "notice", {"ago": 1, "owes": 92_000}),
    ("Scotland: notice running", scotland.notice, "notice", {"ago": 3, "owes": 96_000, "occupier": True}),
    ("Scotland: notice in force", scotland.notice_live, "protocol", {"ago": 4, "owes": 104_000, "joint": True}),
    ("Scotland: action raised", scotland.raised, "claim", {"ago": 2, "owes": 117_000}),
    ("Scotland: calling fixed", scotland.calling, "hearing", {"ago": 6, "owes": 124_000, "occupier": True}),
    ("Scotland: action sisted", scotland.sisted, "order", {"ago": 30, "owes": 95_000}),
    ("Scotland: decree granted", scotland.decreed, "order", {"ago": 5, "owes": 150_000}),
    ("Scotland: ejection arranged, charge served", scotland.charged, "eviction", {"ago": 4, "owes": 175_000}),
    ("Scotland: ejected", scotland.ejected, "former_tenant", {"ago": 12, "owes": 190_000}),
)

WANTED: tuple[Wanted, ...] = (
    Wanted("first letter", stories.letter, "secure", "early_action", ago=4, owes=38_000, times=4),
    Wanted(
        "first letter, monthly rent", stories.letter, "assured", "early_action", ago=2, owes=92_000, code=4, times=3
    ),
    Wanted("in contact", stories.contact, "secure", "early_action", ago=6, owes=52_000, times=3),
    Wanted(
        "in contact, joint tenants", stories.helped, "assured", "early_action", ago=9, owes=61_000, joint=True, times=3
    ),
    Wanted("in contact, introductory", stories.helped, "introductory", "early_action", ago=5, owes=44_000, times=2),
    Wanted("agreement kept", stories.agreement_kept, "secure", "early_action", ago=4, owes=64_000, times=3),
    Wanted(
        "agreement kept, monthly",
        stories.agreement_kept,
        "assured",
        "early_action",
        ago=8,
        owes=110_000,
        code=4,
        times=2,
    ),
    Wanted("agreement just made", stories.agreement, "assured", "early_action", ago=11, owes=70_000, code=2),
    Wanted("agreement broken", stories.agreement_broken, "secure", "early_action", ago=3, owes=88_000, times=2),
    Wanted(
        "agreement broken, monthly", stories.agreement_broken, "assured", "early_action", ago=9, owes=190_000, code=4
    ),
    Wanted(
        "breathing space running",
        turnings.held(
            "breathing_space", tenant=turnings.lead, registered_on=turnings.registered, moratorium_debt=74_000
        ),
        "secure",
        "early_action",
        ago=20,
        owes=80_000,
    ),
    Wanted(
        "breathing space while the notice runs",
        turnings.held(
            "breathing_space", before=stories.protocol, tenant=turnings.lead, registered_on=turnings.registered
        ),
        "assured",
        "protocol",
        ago=12,
        owes=140_000,
    ),
    Wanted(
        "mental health crisis moratorium",
        turnings.held("mental_health_crisis_moratorium", tenant=turnings.lead, registered_on=turnings.registered),
        "secure",
        "early_action",
        ago=15,
        owes=66_000,
    ),
    Wanted(
        "benefit claim pending",
        turnings.held(
            "benefit_claim_pending",
            before=stories.notice_live,
            tenant=turnings.lead,
            evidence_given=True,
            eligibility_expected=True,
            other_sums_paid=True,
            review_on=turnings.in_days(28),
        ),
        "secure",
        "protocol",
        ago=8,
        owes=120_000,
    ),
    Wanted(
        "benefit appeal",
        turnings.held("benefit_appeal", run=30, tenant=turnings.lead, review_on=turnings.in_days(28)),
        "assured",
        "early_action",
        ago=5,
        owes=77_000,
    ),
    Wanted(
        "balance disputed",
        turnings.held(
            "balance_disputed", reason="Says two payments in June are missing.", review_on=turnings.in_days(14)
        ),
        "secure",
        "early_action",
        ago=6,
        owes=49_000,
    ),
    Wanted(
        "complaint",
        turnings.held("complaint", before=stories.notice, review_on=turnings.in_days(20), reason="Repairs not done."),
        "assured",
        "notice",
        ago=4,
        owes=118_000,
    ),
    Wanted(
        "capacity in question",
        turnings.held("capacity_in_question", tenant=turnings.lead, review_on=turnings.in_days(21)),
        "secure",
        "early_action",
        ago=10,
        owes=58_000,
    ),
    Wanted(
        "paused for a reason",
        turnings.held("manual_pause", ends_on=turnings.in_days(45), reason="In hospital; daughter is helping."),
        "secure",
        "early_action",
        ago=13,
        owes=41_000,
    ),
    Wanted("notice awaits approval", stories.notice_asked, "secure", "notice", ago=1, owes=98_000, times=2),
    Wanted("notice running", stories.notice, "secure", "notice", ago=3, owes=95_000, times=2),
    Wanted(
        "notice running, joint tenants", stories.notice, "assured", "notice", ago=2, owes=132_000, joint=True, times=2
    ),
    Wanted("notice running, introductory", stories.notice, "introductory", "notice", ago=4, owes=70_000),
    Wanted("review asked for", turnings.review_asked, "introductory", "notice", ago=2, owes=72_000),
    Wanted("review confirmed", turnings.review_confirmed, "introductory", "notice", ago=2, owes=76_000),
    Wanted("protocol letter sent", stories.protocol, "secure", "protocol", ago=3, owes=99_000, times=2),
    Wanted("notice live", stories.notice_live, "assured", "protocol", ago=5, owes=150_000, times=2),
    Wanted("notice live, four-weekly rent", stories.notice_live, "secure", "protocol", ago=5, owes=140_000, code=3),
    Wanted(
        "one of two joint tenants left out", turnings.one_of_two, "secure", "protocol", ago=3, owes=105_000, joint=True
    ),
    Wanted(
        "agreement kept after the notice", turnings.agreement_after_notice, "assured", "protocol", ago=5, owes=130_000
    ),
    Wanted("notice lapsed", turnings.lapsed, "assured", "notice", ago=4, owes=125_000),
    Wanted("notice lapsed, secure", turnings.lapsed, "secure", "notice", ago=6, owes=90_000),
    Wanted(
        "notice void in a moratorium",
        turnings.notice_in_moratorium,
        "secure",
        "notice",
        ago=7,
        owes=96_000,
        irregular=True,
    ),
    Wanted("claim awaits approval", stories.claim_asked, "secure", "protocol", ago=1, owes=116_000, times=2),
    Wanted("claim sent", stories.claim_submitted, "assured", "claim", ago=2, owes=160_000),
    Wanted("claim issued", stories.claim_issued, "secure", "claim", ago=3, owes=124_000, times=2),
    Wanted("claim issued, introductory", stories.claim_issued, "introductory", "claim", ago=3, owes=98_000),
    Wanted("hearing listed", stories.hearing_listed, "secure", "hearing", ago=7, owes=128_000, joint=True, times=2),
    Wanted("hearing listed on ground 8", stories.hearing_listed, "assured", "hearing", ago=15, owes=185_000),
    Wanted("defence and counterclaim", turnings.defended, "assured", "hearing", ago=6, owes=170_000),
    Wanted("hearing put off", orders.adjourned_to_date, "secure", "hearing", ago=9, owes=119_000),
    Wanted("suspended order kept", orders.suspended_kept, "secure", "order", ago=6, owes=140_000, times=2),
    Wanted(
        "suspended order kept, monthly rent", orders.suspended_kept, "assured", "order", ago=6, owes=210_000, code=4
    ),
    Wanted("suspended order in breach", orders.suspended_breached, "secure", "order", ago=3, owes=165_000),
    Wanted(
        "suspended order in breach, joint",
        orders.suspended_breached,
        "assured",
        "order",
        ago=9,
        owes=190_000,
        joint=True,
    ),
    Wanted("postponed order, date asked for", orders.postponed, "secure", "order", ago=5, owes=160_000),
    Wanted("adjourned on terms", orders.adjourned_on_terms, "assured", "order", ago=60, owes=130_000),
    Wanted("adjourned generally", orders.adjourned_generally, "secure", "order", ago=100, owes=90_000),
    Wanted("money judgment only", orders.money_only, "secure", "order", ago=30, owes=125_000),
    Wanted("possession date running", orders.outright, "secure", "order", ago=8, owes=190_000),
    Wanted("possession on ground 8", orders.outright, "assured", "order", ago=5, owes=230_000),
    Wanted("possession date passed", orders.possession_passed, "secure", "order", ago=3, owes=200_000),
    Wanted("warrant asked for", orders.warrant_requested, "secure", "warrant", ago=4, owes=210_000),
    Wanted("warrant issued", orders.warrant_issued, "assured", "warrant", ago=6, owes=260_000),
    Wanted("eviction next week", orders.eviction_in(21), "secure", "eviction", ago=10, owes=240_000),
    Wanted("eviction next month", orders.eviction_in(40), "assured", "eviction", ago=4, owes=280_000),
    Wanted(
        "eviction notice too late",
        orders.eviction_short_notice,
        "secure",
        "eviction",
        ago=2,
        owes=230_000,
        irregular=True,
    ),
    Wanted("application to suspend", orders.suspension_applied, "secure", "eviction", ago=1, owes=220_000),
    Wanted("evicted, letter of claim sent", orders.former_letter, "secure", "former_tenant", ago=6, owes=250_000),
    Wanted("surrendered, letter of claim sent", orders.surrendered, "assured", "former_tenant", ago=14, owes=120_000),
    Wanted("write-off asked for", orders.write_off_asked, "assured", "former_tenant", ago=3, owes=240_000),
    Wanted("written off and closed", orders.written_off, "secure", "closed", ago=10, owes=0),
    Wanted("paid and closed", orders.cleared, "secure", "closed", ago=12, owes=0, times=2),
    Wanted("order discharged and closed", orders.discharged, "assured", "closed", ago=20, owes=0),
    *(
        Wanted(name, story, f"occupation_contract_{contract}", stage, nation="wales", grounds=grounds, **more)
        for name, story, contract, stage, grounds, more in _WALES
    ),
    *(
        Wanted(name, story, "scottish_secure", stage, nation="scotland", grounds=("1",), **more)
        for name, story, stage, more in _SCOTLAND
    ),
    Wanted("flexible: notice served", stories.notice, "flexible", "protocol", ago=3, owes=104_000),
    Wanted("flexible: claim issued", stories.claim_issued, "flexible", "claim", ago=4, owes=121_000),
    Wanted("demoted: review asked for", turnings.review_asked, "demoted", "notice", ago=2, owes=88_000),
    Wanted("demoted: claim issued", stories.claim_issued, "demoted", "claim", ago=3, owes=97_000),
    Wanted(
        "not social housing: Form 3A", stories.notice, "assured", "notice", ago=3, owes=260_000, code=4, social=False
    ),
    Wanted(
        "not social housing: hearing listed",
        stories.hearing_listed,
        "assured",
        "hearing",
        ago=8,
        owes=290_000,
        code=4,
        social=False,
    ),
)

# Accounts of tenures that are not run: loaded, kept, and told why they have no case.
NOT_RUN: tuple[tuple[str, str, int | None, str, int], ...] = (
    ("england", "shared_ownership", 125, "current", 3),
    ("england", "garage", None, "current", 4),
    ("england", "assured_shorthold", None, "current", 1),
    ("england", "licence", None, "current", 1),
    ("england", "secure", None, "former", 2),
    ("england", "secure", None, "void", 1),
    ("england", "assured", None, "deceased", 1),
)
