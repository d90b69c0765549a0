"""Wales: occupation contracts under the Renting Homes (Wales) Act 2016, in the county court's procedure."""

from __future__ import annotations

from cases.nations.base import Nation, NoticeKind, Reads
from cases.nations.england import COUNTY_COURT, COUNTY_COURT_CITES, OUTCOMES

_GIVEN = {"given_on": "served_on"}

#: Not held apart for Wales: see below, or not at all.
NOT_HERE = ("order.postponed_date", "order.strike_out", "policy.reply", "protocol.attempts")

_NO_DATE = (
    "No {what} is held here for Wales: section 211 of the Renting Homes (Wales) Act 2016 lets the court postpone possession, and "
    "how a date is then asked for is in Practice Direction 55A, whose part for Wales is not held. Ask the legal team, use your "
    "own form, and keep a copy with the case."
)

SERIOUS = {"ground": "serious_arrears"}

#: England's papers that serve here in Welsh law's words: the protocol and the court's procedure are the same.
IN_OUR_WORDS = (
    "E-01",
    "E-02",
    "E-03",
    "E-04",
    "E-05",
    "E-06",
    "E-07",
    "E-14",
    "E-15",
    "E-16",
    "E-17",
    "E-18",
    "E-19",
    "E-22",
    "E-25",
    "E-26",
    "E-27",
    "E-28",
    "E-30",
    "E-31",
    "E-31-proof",
    "E-33",
    "E-33-permission",
    "E-34",
    "E-35",
    "E-36",
    "E-36-report",
    "E-37",
    "E-38",
    "E-39",
    "E-41",
    "E-42",
    "E-42-court",
    "E-42-bailiff",
)


def _serious(kind: str, review: str | None) -> NoticeKind:
    return NoticeKind(
        kind=kind,
        title=f"possession notice ({kind.upper()})",
        act="Renting Homes (Wales) Act 2016 s.182",
        grounds_cite="Renting Homes (Wales) Act 2016 s.205",
        days="serious_arrears.notice",
        window="claim_window",
        review=review,
        facts=SERIOUS,
        gives_last_day=True,
        mandatory=("s181", "s187"),
        paper="W-02",
    )


WALES = Nation(
    key="wales",
    title="Wales",
    reads={name: Reads(question=f"wales.{name}") for name in COUNTY_COURT if name not in NOT_HERE}
    | {  # the protocol is one for England and Wales
        "arrears.weeks": Reads(question="england.arrears.weeks"),
        "cpr.claim_form_deemed_service": Reads(question="england.cpr.claim_form_deemed_service"),
        "cpr.deemed_service": Reads(question="england.cpr.deemed_service"),
        "policy.reply": Reads(question="england.policy.reply"),
        "protocol.attempts": Reads(question="england.protocol.attempts"),
        "order.strike_out": Reads(question="england.order.strike_out"),
        "breach.notice": Reads(question="wales.breach_notice", takes=_GIVEN),
        "serious_arrears.notice": Reads(question="wales.serious_arrears_notice", takes=_GIVEN),
        "claim_window": Reads(question="wales.claim_window", takes=_GIVEN),
        "review": Reads(question="wales.review", takes=_GIVEN),
        "fitness": Reads(question="wales.fitness"),
        "hold": Reads(question="wales.hold"),
        "mandatory_arrears": Reads(question="wales.serious_arrears"),
        "notice.given": Reads(question="wales.notice.given"),
        "order.possession_cap": Reads(question="wales.order.absolute"),
        "tenure.route": Reads(question="wales.tenure.route"),
    },
    notices={
        "rhw23": NoticeKind(
            kind="rhw23",
            title="possession notice (RHW23)",
            act="Renting Homes (Wales) Act 2016 s.159",
            grounds_cite="Renting Homes (Wales) Act 2016 s.205",
            days="breach.notice",
            window="claim_window",
            facts={"ground": "breach"},
            gives_last_day=True,
            paper="W-01",
        ),
        "rhw20": _serious("rhw20", None),
        "rhw21": _serious("rhw21", "review"),
    },
    grounds={"s157": {}, "s181": SERIOUS, "s187": SERIOUS},
    papers={**{code: f"{code}-wales" for code in IN_OUR_WORDS}, "E-21": "W-04", "review_decision": "W-03"},
    unheld={
        "E-32": _NO_DATE.format(what="letter before a date for possession is asked for"),
        "E-32-application": _NO_DATE.format(what="application for a date for possession"),
        "E-40": "No referral to a council is held here for Wales: the duty to refer that is held is England's alone, and "
        "the Homelessness and Social Housing Allocation (Wales) Act 2026 is not known to be in force. With "
        "the person's consent write to the council in your own words, and keep a copy with the case.",
    },
    outcomes=OUTCOMES,
    sections=True,
    unproven="sent in a way that section 237 does not give, or not agreed to",
    cites={
        **COUNTY_COURT_CITES,
        "no_discretion": "Renting Homes (Wales) Act 2016 ss.216, 219",
        "review": "Renting Homes (Wales) Act 2016 ss.202-203",
        "review.decide": "Renting Homes (Wales) Act 2016 s.203",
        "review.extension": "Renting Homes (Wales) Act 2016 ss.151, 202-203",
        "service": "Renting Homes (Wales) Act 2016 s.237",
        "mandatory_arrears": "Renting Homes (Wales) Act 2016 ss.181, 216",
    },
)
