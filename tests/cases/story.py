"""Telling a case in a test: events by day, with the state, the refusals and the papers that follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cases.deadlines import Deadline, deadlines
from cases.decide import decide
from cases.events import Event, parse
from cases.fold import fold, fold_late, is_late
from cases.position import Position, position
from cases.state import State
from cases.steps import Decision, Refused
from law.dates import DAY, in_words

OFFICER, LEADER = "officer@landlord.example", "leader@landlord.example"

MARKET: dict[str, Any] = {
    "landlord_kind": "prp",
    "social_housing": False,
    "rent_pence": 52000,
    "rent_period": "monthly",
    "period_starts": "1",
    "arrears_pence": 160000,
}
OPENING: dict[str, dict[str, Any]] = {
    "secure": {"tenure": "secure", "landlord_kind": "local_authority", "period_starts": "monday"},
    "introductory": {"tenure": "introductory", "landlord_kind": "local_authority", "period_starts": "monday"},
    "assured": {"tenure": "assured", "landlord_kind": "prp", "period_starts": "monday"},
    "flexible": {"tenure": "flexible", "landlord_kind": "local_authority", "period_starts": "monday"},
    "demoted": {"tenure": "demoted", "landlord_kind": "local_authority", "period_starts": "monday"},
    "starter": {"tenure": "starter", "landlord_kind": "prp", "period_starts": "monday"},
    "market": {"tenure": "assured", **MARKET},
    "market starter": {"tenure": "starter", **MARKET},
    **{
        tenure: {"nation": nation, "tenure": tenure, "landlord_kind": "prp", "period_starts": "monday"}
        for nation, tenure in (
            ("wales", "occupation_contract_secure"),
            ("wales", "occupation_contract_standard"),
            ("wales", "occupation_contract_introductory"),
            ("wales", "occupation_contract_prohibited_conduct"),
            ("wales", "occupation_contract_fixed_term"),
            ("scotland", "scottish_secure"),
            ("scotland", "short_scottish_secure"),
        )
    },
}


def event(kind: str, on: date, *, by: str = OFFICER, n: int = 0, **fields: Any) -> Event:
    """An event with an id that is the same for the same words. n tells two equal ones apart."""
    return parse(
        kind,
        {
            "event_id": str(uuid5(NAMESPACE_URL, f"{kind}/{on}/{n}/{sorted(fields.items())}")),
            "happened_on": on,
            "recorded_at": datetime.combine(on, time(9, 0), tzinfo=UTC),
            "recorded_by": by,
            "known_on": max(on, date(2026, 11, 22)),
            **fields,
        },
    )


def speaks_of_its_day(found: Deadline) -> bool:
    """Whether the because of a date that stands on a provision names that very day; our own tasks say from when they count."""
    ours = found.cite == "Our policy" or found.cite.startswith("Set by")
    return ours or found.act_on is None or in_words(found.act_on) in found.because


class Story:
    """A case under way. `did` records an event on a day and gives the decision."""

    def __init__(
        self, tenure: str = "secure", *, on: date = date(2026, 11, 2), tenants: tuple[str, ...] = ("P1",), **facts: Any
    ) -> None:
        self.events: list[Event] = []
        self.state = State(case_ref="A1-1")
        self.today = on
        opening = {
            "account_ref": "A1",
            "nation": "england",
            "social_housing": True,
            "tenants": tenants,
            "rent_pence": 12000,
            "rent_period": "weekly",
            "arrears_pence": 101200,
            "arrears_as_at": on,
            "team": "north",
            **OPENING[tenure],
            **facts,
        }
        self.did("case_opened", on, **opening)

    def did(self, kind: str, on: date, **fields: Any) -> Decision:
        """Records an event that happened on a day; today is never before it. Raises Refused."""
        return self.take(event(kind, on, n=len(self.events), **fields))

    def take(self, one: Event) -> Decision:
        """Records an event as the step does: late ones fold the ledger again."""
        self.today = max(self.today, one.happened_on)
        if is_late(self.state, one):
            folded = fold_late("A1-1", self.events, one, self.today)
            decision = Decision(state=folded.state)
        else:
            decision = decide(self.state, one, self.today)
        self.events.append(one)
        self.state = decision.state
        carried = self.state.model_dump(mode="json", exclude_defaults=True)
        assert State.model_validate(carried) == self.state, "what is stored is what was decided"
        for found in deadlines(self.state, self.today):
            assert speaks_of_its_day(found), (found.kind, found.act_on, found.because)
        return decision

    def refused(self, kind: str, on: date, **fields: Any) -> Refused:
        """The refusal of an event; fails when it is allowed."""
        try:
            decide(self.state, event(kind, on, n=len(self.events), **fields), max(self.today, on))
        except Refused as no:
            return no
        raise AssertionError(f"{kind} on {on} was allowed")

    def owes(self, on: date, pence: int = 101200) -> Decision:
        """The newest balance, as at the day."""
        return self.did("balance_refreshed", on, arrears=pence, as_at=on)

    def at(self, on: date | None = None) -> Position:
        """The position on a day (today when none is named)."""
        return position(self.state, on or self.today)

    def folded(self) -> State:
        """The state folded from nothing."""
        return fold("A1-1", self.events).state

    # longer stretches of the road

    def protocol_before_notice(self, on: date) -> None:
        """Contact and advice with each tenant, as the protocol wants before a notice."""
        for tenant in self.state.the_tenancy.tenants:
            self.did(
                "contact_made",
                on,
                tenant=tenant,
                channel="phone",
                topics=("cause", "finances", "benefits", "repayment"),
                affordable_offer=True,
                benefit_help=True,
                debt_advice=True,
                direct_payment_considered=True,
            )
        self.did("statement_sent", on)

    def noticed(self, on: date, **fields: Any) -> None:
        """Approved by somebody else and served on everyone by hand."""
        self.owes(on, fields.pop("arrears", 101200))
        named = {"grounds": fields["grounds"]} if "grounds" in fields else {}
        self.did("approval_given", on, act="notice", prepared_by=OFFICER, by=LEADER, **named)
        self.did("notice_served", on, method="left_at_address", **fields)

    def noticed_by_post(self, on: date) -> None:
        """Approved by somebody else for the day on which the post will have come, and posted to everyone."""
        self.owes(on)
        self.did("approval_given", on, act="notice", prepared_by=OFFICER, by=LEADER, for_day=on + 4 * DAY)
        self.did("notice_served", on, method="first_class_post", at="10:00")

    def protocol_after_notice(self, on: date) -> None:
        """The protocol letter and a word with each tenant; on a mandatory road the replies, once their time is over."""
        self.owes(on)
        self.did("protocol_letter_sent", on)
        for tenant in self.state.the_tenancy.tenants:
            self.did("contact_made", on, tenant=tenant, channel="phone")
        if self.state.the_tenancy.track == "mandatory":
            assert self.state.reply_by is not None
            for tenant in self.state.the_tenancy.tenants:
                self.did("reply_considered", self.state.reply_by + DAY, tenant=tenant, replied=False, go_on=True)

    def claimed(self, on: date, hearing: datetime) -> None:
        """Approved, sent, issued and listed on one day."""
        self.owes(on)
        self.did("statement_sent", on)
        self.did("approval_given", on, act="claim", prepared_by=OFFICER, by=LEADER)
        self.did("claim_submitted", on, court="Testborough")
        self.did("claim_issued", on, claim_number="K00TB123")
        self.did("hearing_listed", on, hearing_at=hearing)

    def to_hearing(self, served: date, claim: date, hearing: datetime) -> None:
        """From opening to a listed hearing."""
        self.protocol_before_notice(served)
        self.noticed(served)
        self.protocol_after_notice(served)
        self.claimed(claim, hearing)
