"""Scotland: Scottish secure tenancies, by summary cause in the sheriff court.

The machine's warrant is the extract of the decree, its notice of eviction the charge for removing, and its application to
suspend the minute for recall: each has the place in the order of things that the other has in England.
"""

from __future__ import annotations

from cases.nations.base import Nation, NoticeKind, Reads

_PROTOCOL_ONLY = "the pre-action requirements come before the notice, and there is no protocol letter after it"
_NO_WAIVER = "the pre-action requirements are laid down by the Act, and nobody may waive them"
_NO_REVIEW = "a notice of proceedings carries no right to a review by the landlord"
_NO_TERMS = "a decree is not suspended on terms: an action is continued or sisted, and a decree stands until it lapses"
_NO_PERMISSION = "no permission is asked for: the right to recover possession lasts as long as the decree says"

SCOTLAND = Nation(
    key="scotland",
    title="Scotland",
    reads={
        name: Reads(question=f"scotland.{name}")
        for name in (
            "calendar.is_business_day",
            "calendar.working_days_before",
            "hold",
            "notice.given",
            "policy.cure",
            "protocol.paragraphs",
            "secure.notice",
            "short_secure.notice",
            "summons.calling",
            "summons.service",
            "tenure.route",
        )
    }
    | {
        "council.notice": Reads(question="scotland.section_11"),
        "decree.appeal": Reads(question="scotland.decree.appeal"),
        "eviction.day": Reads(question="scotland.removal.day"),
        "former_tenant.limitation": Reads(
            question="scotland.former_tenant.prescription", gives={"last_day": "prescribes_on"}
        ),
        "moratorium": Reads(question="scotland.moratorium", gives={"last_day": "ends_on"}),
        "order.warrant": Reads(
            question="scotland.decree.appeal", takes={"decree_on": "made_on"}, gives={"earliest": "extract_from"}
        ),
        "claim_window": Reads(question="scotland.secure.claim_window"),
        "warrant.eviction_from": Reads(
            question="scotland.charge", takes={"served_on": "delivered_on"}, gives={"eviction_from": "first_removal"}
        ),
        "warrant.life": Reads(
            question="scotland.decree.right_to_recover",
            takes={"extract_on": "issued_on"},
            gives={"last_day": "safe_last_day"},
        ),
        "warrant.notice_of_eviction": Reads(
            question="scotland.charge.serve_by", takes={"removal_on": "eviction_on"}, gives={"deliver_by": "serve_by"}
        ),
    },
    notices={
        "nop_s14": NoticeKind(
            kind="nop_s14",
            title="notice of proceedings for recovery of possession",
            act="Housing (Scotland) Act 2001 s.14",
            grounds_cite="Housing (Scotland) Act 2001 ss.14, 16",
            days="{tenancy}.notice",
            window="claim_window",
            paper="S-02",
        )
    },
    papers={
        "E-01": "S-01",
        "E-02": "S-01",
        "E-03": "S-01",
        "E-04": "E-04-scotland",
        "E-06": "E-06-scotland",
        "E-14": "E-14-scotland",
        "E-18": "",  # the requirements and the account are in the statement of claim
        "E-21": "S-04",
        "E-22": "",
        "E-30": "S-05",
        "E-35": "S-06",
        "E-39": "E-39-scotland",
        "E-41": "E-41-scotland",
        "council_notice": "S-03",
        "instruction": "S-06-instruction",
    },
    unheld={
        "E-40": "No referral to a council is held here for Scotland: the council is told of proceedings by the notice under "
        "section 11, and a referral for help goes on the council's own form. Fill it in with the person's consent, and keep a "
        "copy with the case.",
    },
    grounds={"1": {}},
    outcomes=frozenset(
        {
            "outright",
            "adjourned_to_date",
            "adjourned_on_terms",
            "adjourned_generally",
            "dismissed",
            "withdrawn",
            "money_judgment_only",
        }
    ),
    unproven="sent in a way that section 40 does not list: it is by hand, left at the address or by recorded delivery",
    paragraph="{protocol} s.{row}",
    always_discretionary=True,
    serves_summons=True,
    applications=frozenset({"refused", "adjourned", "withdrawn", "recalled"}),
    letter_shows=("tenancy_terms", "sums_owed", "council_contact", "affordable_offer"),
    lacks={
        "protocol_letter_sent": _PROTOCOL_ONLY,
        "reply_considered": _PROTOCOL_ONLY,
        "protocol_waived": _NO_WAIVER,
        "review_requested": _NO_REVIEW,
        "review_decided": _NO_REVIEW,
        "order_breached": _NO_TERMS,
        "date_notice_sent": _NO_TERMS,
        "date_applied": _NO_TERMS,
        "possession_date_fixed": _NO_TERMS,
        "permission_sought": _NO_PERMISSION,
        "permission_decided": _NO_PERMISSION,
    },
    cites={
        "protocol": "Housing (Scotland) Act 2001",
        "averment": "Housing (Scotland) Act 2001 s.14(2A)(b)",
        "raised": "Housing (Scotland) Act 2001 s.14(2), (5)",
        "protocol.agreement": "Housing (Scotland) Act 2001 s.14A(6)(c)",
        "service": "Housing (Scotland) Act 2001 s.40",
        "warrant.life": "Housing (Scotland) Act 2001 s.16(5A); SSI 2012/128 art.2",
        "eviction.notice": "Bankruptcy and Diligence etc. (Scotland) Act 2007 s.216",
    },
)
