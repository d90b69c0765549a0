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
            days="{tenancy}.notice",
            window="claim_window",
        )
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
    always_discretionary=True,
    letter_shows=("tenancy_terms", "sums_owed", "council_contact", "affordable_offer"),
    lacks={
        "protocol_letter_sent": _PROTOCOL_ONLY,
        "reply_considered": _PROTOCOL_ONLY,
        "protocol_waived": _NO_WAIVER,
        "review_requested": _NO_REVIEW,
        "review_decided": _NO_REVIEW,
        "order_breached": _NO_TERMS,
        "date_notice_sent": _NO_TERMS,
        "possession_date_fixed": _NO_TERMS,
        "permission_sought": _NO_PERMISSION,
        "permission_decided": _NO_PERMISSION,
    },
    cites={
        "protocol": "Housing (Scotland) Act 2001",
        "protocol.agreement": "Housing (Scotland) Act 2001 s.14A(6)(c)",
        "service": "Housing (Scotland) Act 2001 s.40",
        "warrant.life": "Housing (Scotland) Act 2001 s.16(5A); SSI 2012/128 art.2",
        "eviction.notice": "Bankruptcy and Diligence etc. (Scotland) Act 2007 s.216",
    },
    terms={
        "a claim": "an action",
        "the claim": "the action",
        "claim": "action",
        "claims": "actions",
        "a warrant of possession": "an extract of the decree",
        "warrant of possession": "extract of the decree",
        "a warrant": "an extract",
        "warrant": "extract",
        "the order": "the decree",
        "an order for possession": "a decree for recovery of possession",
        "order for possession": "decree for recovery of possession",
        "possession order": "decree",
        "a notice of eviction": "a charge for removing",
        "notice of eviction": "charge for removing",
        "pre-action protocol is open": "pre-action requirements are open",
        "pre-action protocol": "pre-action requirements",
        "protocol is met": "pre-action requirements are met",
        "protocol": "pre-action requirements",
        ", or have it waived with a reason": "",
        "may be started": "may be raised",
        "start an action": "raise an action",
        "start a claim": "raise an action",
        "a hearing date": "a calling date",
        "hearing date": "calling date",
        "possession on": "recovery of possession on",
        "possession date": "recovery date",
        "day for possession": "day for recovery",
        "court fee": "sheriff court fee",
        "first hearing": "first calling",
        "hearing": "calling",
        "bailiff": "sheriff officers",
        "the bailiff": "the sheriff officers",
        "defence": "response",
        "eviction": "removal",
        "an eviction": "a removal",
        "application to suspend": "minute for recall",
        "an application to suspend": "a minute for recall",
        "restore": "recall the sist",
        "paragraph": "section",
    },
    titles={
        "stage.notice": "Notice of proceedings",
        "stage.protocol": "Notice in force",
        "stage.claim": "Summary cause action",
        "stage.hearing": "Calling",
        "stage.order": "Decree",
        "stage.warrant": "Extract and charge",
        "stage.eviction": "Removal",
        "notice_served": "A notice of proceedings was served on tenants and qualifying occupiers.",
        "claim_submitted": "The summons is sent to the sheriff clerk.",
        "claim_issued": "The sheriff clerk warranted the summons.",
        "claim_withdrawn": "The action is abandoned.",
        "defence_received": "A form of response came in.",
        "hearing_listed": "The sheriff clerk gave a calling date.",
        "hearing_relisted": "The calling was moved.",
        "hearing_vacated": "The calling was discharged.",
        "hearing_outcome_recorded": "What the sheriff decided, in structured terms; the day is the day of the calling.",
        "restore_requested": "A sisted action: we ask the sheriff to recall the sist.",
        "warrant_requested": "The extract of the decree is asked for, to enforce it.",
        "warrant_issued": "The extract was issued: the right to recover possession runs from it.",
        "eviction_booked": "A day for the removal is booked with the sheriff officers.",
        "eviction_rebooked": "The removal is moved.",
        "eviction_notice_delivered": "The sheriff officers served the charge for removing.",
        "eviction_carried_out": "The sheriff officers gave us possession.",
        "suspension_applied": "A defender lodged and served a minute for recall of the decree.",
        "suspension_decided": "The sheriff decided the minute for recall.",
        "former_tenant_letter_sent": "A letter about the debt goes to each former tenant.",
        "order_discharged": "The decree fell, or everything under it was paid and it is not enforced.",
        "deadline.warrant_life": "Last day of the right to recover possession",
        "deadline.eviction_notice": "Charge for removing to be served",
        "deadline.limitation": "Last day before the oldest part of the debt prescribes",
        "deadline.hearing": "Calling",
        "deadline.claim_from": "First day on which an action may be raised",
        "deadline.notice_lapse": "Last safe day to raise and serve an action on this notice",
        "deadline.claim_decision": "Raise the action, make an arrangement or say why not",
        "position.notice_live": "Notice in force: an action may be raised",
        "position.notice_running": "Notice served: its date is still to come",
        "position.claim_submitted": "Summons with the sheriff clerk",
        "position.claim_issued": "Summons warranted: to be served, calling awaited",
        "position.possession_date_passed": "Decree granted: an extract may be asked for",
        "position.money_judgment": "Decree for payment only",
        "position.warrant_requested": "Extract asked for",
        "position.warrant_issued": "Extract issued: right to recover possession runs",
        "position.adjourned": "Action sisted",
    },
)
