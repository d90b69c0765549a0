"""Authority: notice, claim, warrant, eviction and write-off need approval by a person who did not prepare them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cases.events import Event, court
from cases.nations import NoticeKind
from cases.rules.gates import claim_gate, eviction_gate, notice_gate, warrant_gate
from cases.ruling import (
    WITHOUT_AUTHORITY,
    Follows,
    applies,
    ask,
    claim_window,
    impossible,
    judges,
    nation_of,
    notice_days,
    notice_kind,
)
from cases.state import Approval, Notice, State
from cases.steps import Objection
from cases.trial import matured
from law.dates import in_words


def approval_objections(state: State, act: str, event: Event) -> Iterator[Objection]:
    """What an act that needs approval lacks. What a landlord did before we came cannot be judged on this."""
    if event.source == "import":
        return
    held = state.approvals.get(act)
    said = act.replace("_", "-")
    if held is None or held.status == "requested":
        yield Objection(
            rule=f"approval.{act}",
            kind="policy",
            says=f"The {said} has not been approved by someone who did not prepare it",
            no_longer="The step was taken without authority.",
            cure=f"Record approval_given for the {said} by someone else, or have the irregularity accepted.",
            cured_by=("approval_given",),
        )
    elif held.status == "given" and held.on > event.happened_on:
        yield Objection(
            rule=f"approval.{act}",
            kind="policy",
            says=f"The {said} was approved on {in_words(held.on)}, after this day",
            no_longer="The step was taken before it was approved.",
            cure="Have the irregularity accepted with the reason.",
        )
    elif held.status == "refused":
        yield Objection(
            rule=f"approval.{act}", kind="policy", says=f"Approval of the {said} was refused on {in_words(held.on)}"
        )
    elif held.given_by == event.recorded_by:
        yield Objection(
            rule="approval.four_eyes",
            kind="policy",
            says=f"{event.recorded_by} approved this {said} and so cannot be the one who carries it out",
            cure="Let another officer record it.",
        )


@judges(court.ApprovalRequested, court.ApprovalGiven)
def _ready(state: State, event: court.ApprovalRequested) -> Iterator[Objection]:
    if event.act is None:
        return
    day = event.for_day or event.happened_on
    if day < event.happened_on:
        yield impossible("approval.for_day", f"The step cannot be planned for {in_words(day)}, which has passed")
        return
    gate = {"notice": notice_gate, "claim": claim_gate, "warrant": warrant_gate, "eviction": eviction_gate}.get(
        event.act
    )
    if gate:
        yield from gate(state, day, event)
    if event.act == "write_off" and state.former is None:
        yield impossible("approval.write_off", "There is no former-tenant debt to write off")


@judges(court.ApprovalGiven)
def _someone_else(state: State, event: court.ApprovalGiven) -> Iterator[Objection]:
    if event.act is None or event.source == "import":
        return
    held = state.approvals.get(event.act)
    prepared_by = event.prepared_by or (held.requested_by if held and held.status == "requested" else None)
    if prepared_by is None:
        yield impossible(
            "approval.prepared_by",
            "Nobody has put this step forward: record approval_requested first, or say who prepared it (prepared_by)",
        )
    elif prepared_by == event.recorded_by:
        yield Objection(
            rule="approval.four_eyes",
            kind="policy",
            says=f"{event.recorded_by} prepared this step and so cannot approve it",
            cure="Let someone else approve it.",
        )
    if event.approver_role in WITHOUT_AUTHORITY:
        yield Objection(
            rule="approval.role",
            kind="policy",
            says=f"{event.recorded_by} {WITHOUT_AUTHORITY[event.approver_role]} and may not approve: "
            "a team leader, the legal team or a manager may",
        )


@applies(court.ApprovalRequested)
def _request(f: Follows, event: court.ApprovalRequested) -> None:
    _keep(f, event, status="requested", requested_by=event.recorded_by)
    _draft(f, event, draft=True)


@applies(court.ApprovalGiven)
def _give(f: Follows, event: court.ApprovalGiven) -> None:
    held = f.state.approvals.get(event.act)
    by = event.prepared_by or (held.requested_by if held else None)
    grounds = event.grounds or (held.grounds if held else ())
    day = event.for_day or (held.for_day if held else None)
    specified_on = None
    if event.act == "notice":
        whole = event.with_facts(grounds=grounds, for_day=day)
        plan = planned_notice(f, whole)
        if plan:  # what is printed on the paper is what will have been served
            grounds, specified_on = tuple(plan["grounds"]), plan["specified_on"]  # type: ignore[arg-type]
        _draft(f, whole, draft=False)
    _keep(
        f,
        event,
        status="given",
        requested_by=by,
        given_by=event.recorded_by,
        grounds=grounds,
        for_day=day,
        specified_on=specified_on,
    )


@applies(court.ApprovalRefused)
def _refuse(f: Follows, event: court.ApprovalRefused) -> None:
    held = f.state.approvals.get(event.act)
    _keep(f, event, status="refused", requested_by=held.requested_by if held else None, given_by=event.recorded_by)


def _keep(f: Follows, event: Event, **facts: object) -> None:
    act = str(getattr(event, "act", ""))
    base = {"for_day": getattr(event, "for_day", None), "grounds": getattr(event, "grounds", ())}
    made = Approval.model_validate({"act": act, "on": event.happened_on, **base, **facts})
    f.change(approvals={**f.state.approvals, act: made})


def _draft(f: Follows, event: court.ApprovalRequested | court.ApprovalGiven, *, draft: bool) -> None:
    """The papers that the approver reads, and for a notice the one that is served."""
    arrears = f.state.balance.arrears if f.state.balance else None
    if event.act == "notice":
        plan = planned_notice(f, event)
        if plan:
            f.write(nation_of(f.state).notices[str(plan["notice_kind"])].paper, draft=draft, arrears=arrears, **plan)
    elif event.act == "claim":
        for paper in ("E-18", "E-21", "E-22"):
            f.write(paper, draft=draft, arrears=arrears)
    elif event.act == "warrant":
        f.write("E-33", draft=draft, arrears=arrears)


def planned_notice(f: Follows, event: court.ApprovalRequested | court.ApprovalGiven) -> dict[str, object] | None:
    """The dates a notice would carry if it were served on the planned day."""
    served_on = event.for_day or event.happened_on
    state = matured(f.state, served_on, event)
    found = notice_kind(state, event, event.grounds)
    if found is None:
        return None
    kind, route = found
    grounds = notice_grounds(state, kind, event.grounds, route.get("grounds") or (), event)
    answer = f.learn(notice_days(state, event, kind, served_on, grounds))
    if answer is None:
        return None
    specified = answer.get("safe_earliest")
    window = claim_window(state, Notice(kind=kind.kind, specified_on=specified, given_on=served_on), event)
    claim_by = window.get("safe_claim_by") if window else None
    return {
        "notice_kind": kind.kind,
        "served_on": served_on,
        "specified_on": specified,
        "statutory_earliest": answer.get("statutory_earliest"),
        "safe_earliest": specified,
        "claim_by": claim_by,
        "grounds": list(grounds),
    }


def notice_grounds(
    state: State, kind: NoticeKind, asked: Sequence[str], of_tenure: Sequence[str], event: Event
) -> tuple[str, ...]:
    """The grounds named, or those of the tenure; a mandatory one is left out while its threshold is not met."""
    if asked:
        return tuple(asked)
    return tuple(g for g in of_tenure if g not in kind.mandatory or threshold_met(state, event.happened_on, event))


def threshold_met(state: State, day: object, event: Event) -> bool:
    """Whether the arrears known on the day reach the threshold of the mandatory ground."""
    t, held = state.the_tenancy, state.balance
    if held is None:
        return False
    answer = ask(
        state,
        event,
        "mandatory_arrears",
        social_housing=t.social_housing,
        rent_frequency=t.rent_period,
        rent=t.rent,
        owed_at_notice=held.arrears,
        owed_at_hearing=held.arrears,
        notice_on=day,
        hearing_on=day,
        # what is expected may be no universal credit: that it is left out all the same errs to the tenant's side
        universal_credit_housing_not_yet_received=None if t.social_housing else held.expected_benefit,
    )
    return bool(answer and answer.get("met"))
