"""England: the machine's questions bear its names, so most are read as they stand."""

from __future__ import annotations

from typing import get_args

from cases.events import court
from cases.nations.base import Nation, NoticeKind, Reads

PROTOCOL = "Pre-Action Protocol for Possession Claims by Social Landlords"

OUTCOMES = frozenset(get_args(court.Outcome))

#: The procedure of the county court, which England shares with Wales.
COUNTY_COURT = (
    "breathing_space.mental_health",
    "breathing_space.standard",
    "calendar.is_business_day",
    "calendar.working_days_before",
    "claim.hearing_deadlines",
    "claim.hearing_window",
    "debt_protocol.letter",
    "fee",
    "former_tenant.limitation",
    "order.permission",
    "order.postponed_date",
    "order.strike_out",
    "order.warrant",
    "policy.cure",
    "policy.reply",
    "protocol.attempts",
    "protocol.paragraphs",
    "protocol.pre_hearing",
    "protocol.statement",
    "warrant.confirm_by",
    "warrant.eviction_from",
    "warrant.life",
    "warrant.notice_of_eviction",
)

#: The provisions of that procedure that no question answers.
COUNTY_COURT_CITES = {
    "protocol": PROTOCOL,
    "protocol.statement": f"{PROTOCOL}, paragraph 2.3",
    "protocol.letter": f"{PROTOCOL}, paragraph 2.8",
    "protocol.part3": f"{PROTOCOL}, Part 3",
    "protocol.agreement": f"{PROTOCOL}, paragraph 2.9",
    "postponed": "CPR Practice Direction 55A",
    "breach": "CPR 83.2(3)(e)",
    "permission": "CPR 83.2",
    "warrant.life": "CPR 83.3",
    "writ": "County Courts Act 1984 s.42; CPR 30.4 and 83.13",
    "eviction.notice": "CPR 83.8A",
}

OWN = (
    "assured.claim_window",
    "assured.notice",
    "cpr.claim_form_deemed_service",
    "cpr.deemed_service",
    "demoted.claim_window",
    "demoted.notice",
    "demoted.notice_life",
    "demoted.period",
    "demoted.review",
    "flexible.claim_window",
    "flexible.notice",
    "hold",
    "introductory.claim_window",
    "introductory.extension",
    "introductory.notice",
    "introductory.review",
    "notice.given",
    "order.possession_cap",
    "secure.claim_window",
    "secure.notice",
    "tenure.route",
)

ENGLAND = Nation(
    key="england",
    title="England",
    reads={name: Reads(question=f"england.{name}") for name in COUNTY_COURT + OWN}
    | {"mandatory_arrears": Reads(question="england.assured.ground_8")},
    grounds={"1": {}, "8": {}, "10": {}, "11": {}},
    notices={
        "nsp_secure": NoticeKind(
            kind="nsp_secure",
            title="notice of seeking possession",
            act="Housing Act 1985 s.83A",
            grounds_cite="Housing Act 1985 s.84(3)",
            form="Part I",
            days="secure.notice",
            window="secure.claim_window",
            paper="E-08",
        ),
        "nstr_fixed": NoticeKind(
            kind="nstr_fixed",
            title="notice of seeking termination of the tenancy and recovery of possession",
            act="Housing Act 1985 ss.82(3), 83",
            grounds_cite="Housing Act 1985 s.84(3)",
            form="Part II",
            days="flexible.notice",
            window="flexible.claim_window",
            paper="E-09",
        ),
        "s143e": NoticeKind(
            kind="s143e",
            title="notice of proceedings (demoted tenancy)",
            act="Housing Act 1996 s.143E",
            claimed_under="Housing Act 1996 s.143D",
            form="s.143E",
            days="demoted.notice",
            window="demoted.claim_window",
            review="demoted.review",
            life="demoted.notice_life",
            paper="E-10-demoted",
        ),
        "s128": NoticeKind(
            kind="s128",
            title="notice of proceedings",
            act="Housing Act 1996 s.128",
            claimed_under="Housing Act 1996 s.127",
            form="s.128",
            days="introductory.notice",
            window="introductory.claim_window",
            review="introductory.review",
            paper="E-10",
        ),
        "s8_form3": NoticeKind(
            kind="s8_form3",
            title="section 8 notice",
            act="Housing Act 1988 s.8",
            grounds_cite="Housing Act 1988 s.8(2)",
            days="assured.notice",
            window="assured.claim_window",
            paper="E-12",
            mandatory=("8",),
        ),
        "s8_form3a": NoticeKind(
            kind="s8_form3a",
            title="section 8 notice (not social housing)",
            act="Housing Act 1988 s.8",
            grounds_cite="Housing Act 1988 s.8(2)",
            days="assured.notice",
            window="assured.claim_window",
            paper="E-13",
            mandatory=("8",),
        ),
    },
    papers={"review_decision": "E-11"},
    outcomes=OUTCOMES,
    receipt_proves=True,
    unproven="posted by a landlord whose statute does not mention post, with no clause in the tenancy and no receipt",
    cites={
        **COUNTY_COURT_CITES,
        "no_discretion": "Housing Act 1996 s.127; Housing Act 1980 s.89",
        "no_discretion.demoted": "Housing Act 1996 s.143D; Housing Act 1980 s.89",
        "fixed_term": "Housing Act 1985 s.82(3)-(4)",
        "term_over": "Housing Act 1985 ss.83(6), 86",
        "demotion": "Housing Act 1996 s.143B",
        "review": "Housing Act 1996 s.129",
        "review.demoted": "Housing Act 1996 s.143F",
        "review.decide.demoted": "Housing Act 1996 s.143F",
        "review.decide": "Housing Act 1996 s.129(6)",
        "service": "Khan v D'Aubigny [2025] EWCA Civ 11",
        "mandatory_arrears": "Housing Act 1988 Sch 2 Ground 8",
    },
)
