"""The notice: served tenant by tenant, dated by the law of its tenure, void in a moratorium, withdrawn, reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from cases.events import court
from cases.protocol import AFTER_NOTICE
from cases.rules.approvals import approval_objections, notice_grounds, threshold_met
from cases.rules.gates import before_notice, no_road, notice_gate
from cases.rules.holds import MORATORIA, void_by_hold
from cases.rules.tenure import tenure_objections
from cases.ruling import (
    Follows,
    applies,
    ask,
    because,
    cite,
    cited,
    claim_window,
    forbidding,
    form_refused,
    impossible,
    judges,
    nation_of,
    notice_days,
    notice_kind,
    review_days,
    to_be_served,
)
from cases.state import Approval, Notice, Review, Service, State
from cases.steps import Because, Objection
from cases.trial import told
from law.dates import DAY, in_words


@judges(court.NoticeServed)
def _may_serve(state: State, event: court.NoticeServed) -> Iterator[Objection]:
    if event.method is None:  # asked whether a notice may be served at all
        yield from notice_gate(state, event.happened_on, event)
        yield from approval_objections(state, "notice", event)
        return
    if state.former:
        yield impossible("notice.former", "The tenancy has ended, so there is nothing to give notice of")
        return
    closed = tuple(no_road(state, event, event.grounds))
    if closed:
        yield from closed
        return
    yield from approval_objections(state, "notice", event)
    hold = void_by_hold(state, event, event.happened_on)
    if hold is not None:
        free = hold.last_day + DAY if hold.last_day else None
        again = f"Serve a new notice on or after {in_words(free)}." if free else "Serve a new notice once it has ended."
        yield Objection(
            rule="notice.in_moratorium",
            says=f"The notice was served on {in_words(event.happened_on)}, inside the "
            f"{hold.kind.replace('_', ' ')} that began on {in_words(hold.from_on)}",
            cite=hold.cite,
            first_day=free,
            no_longer="The notice has no effect.",
            cure=again,
            cured_by=("notice_served",),
        )
    for other, objection in forbidding(state, "serve_notice", event.happened_on, event):
        if other != hold:
            yield objection
    if state.claim and state.claim.submitted_on and not state.claim.ended_on:
        yield Objection(rule="notice.claim_running", kind="policy", says="A claim is under way on this case already")
    t, approval = state.the_tenancy, state.approvals.get("notice")
    approved = approval is not None and approval.status == "given"
    if not approved:  # else it was judged when it was approved
        yield from before_notice(state, event.happened_on)
        yield from tenure_objections(state)
    if t.secure_from and t.trial_ends and not approved:
        reason = told(state)
        yield Objection(
            rule="notice.tenancy_secure",
            says=f"The trial period of this introductory tenancy ended on {in_words(t.trial_ends)} and the tenancy has "
            f"been secure since {in_words(t.secure_from)}: only a notice seeking possession under s.83 counts, and "
            "nobody here wrote this one as that",
            cite=reason.cite if reason else "",
            no_longer="A notice of proceedings under s.128 has no effect.",
            cure="Look which notice was served, and serve a new one if it was a notice of proceedings; if the trial was "
            "extended, record trial_extended.",
            cured_by=("notice_served",),
        )
    elif t.secure_from and not approved:
        reason = told(state)
        yield Objection(
            rule="notice.tenancy_secure",
            says=f"The tenancy has been a periodic secure one since {in_words(t.secure_from)}: only a notice seeking "
            "possession under s.83 counts that is written for one, and nobody here wrote this one as that",
            cite=reason.cite if reason else "",
            no_longer="A notice of another kind may have no effect.",
            cure="Look which notice was served, and serve a new one if it was not one for a periodic secure tenancy.",
            cured_by=("notice_served",),
        )
    wrong = form_refused(state, event)
    if wrong:
        yield Objection(
            rule="notice.form",
            says=wrong.because.rstrip("."),
            no_longer="No day for a claim is worked out on it.",
            cure="Serve a new notice, or take the legal team's advice on this one.",
            cured_by=("notice_served",),
            **cited(wrong),
        )
    shape = notice_after(state, event)
    if shape.specified_on and shape.statutory_earliest and shape.specified_on < shape.statutory_earliest:
        yield Objection(
            rule="notice.too_short",
            says=f"The notice gives {in_words(shape.specified_on)}, but the first day the law allows for it is "
            f"{in_words(shape.statutory_earliest)} (safely {in_words(shape.safe_earliest or shape.statutory_earliest)})",
            no_longer="The notice has no effect.",
            cure="Serve a new notice.",
            cured_by=("notice_served",),
        )
    if any(not shape.services[t].proven for t in to_be_served(state, event.tenants)):
        yield Objection(
            rule="notice.service_unproven",
            says=f"The notice was {nation_of(state).unproven}",
            cite=nation_of(state).cites.get("service", ""),
            no_longer="Service is not proven, and a claim on this notice may fail.",
            cure="Serve again by hand, or correct this event once a receipt is held.",
            cured_by=("notice_served",),
        )
    mandatory = set(nation_of(state).notices[shape.kind].mandatory)
    if mandatory & set(event.grounds) and not shape.ground_8:
        yield Objection(
            rule="notice.ground_8",
            says="Ground 8 is on the notice, but the arrears known on the day of service did not reach its threshold",
            cite=nation_of(state).cites.get("mandatory_arrears", ""),
            no_longer="Ground 8 cannot be relied on; the other grounds are not touched by this.",
            cure="Go on with the other grounds, or serve a new notice once the threshold is met.",
            cured_by=("notice_served",),
        )


def notice_after(state: State, event: court.NoticeServed) -> Notice:
    """The notice as it stands once these tenants are served: a new one, or the standing one with more services."""
    t = state.the_tenancy
    held = state.notice
    named = to_be_served(state, event.tenants)
    goes_on = (
        held is not None
        and held.given_on is None
        and not held.void
        and not held.withdrawn_on
        and not any(tenant in held.services for tenant in named)
    )
    services = dict(held.services) if held and goes_on else {}
    paper = approved_paper(state, event, goes_on)
    asked = event.grounds or (paper.grounds if paper else ())
    found = notice_kind(state, event, held.grounds if held and goes_on else asked)
    if found is None:  # the case was opened on a tenure that is run, so its notice is known
        raise LookupError(f"no kind of notice is held for the tenure {t.tenure}")
    kind, route = found
    for tenant in named:
        services[tenant] = _service(state, event)
    grounds = (
        held.grounds
        if held and goes_on
        else notice_grounds(
            state,
            kind,
            asked,
            route.get("grounds") or (),
            event,
        )
    )
    given_on = max(s.on for s in services.values()) if set(to_be_served(state)) <= set(services) else None
    base = Notice(
        kind=kind.kind,
        track="" if route.get("track") in (None, t.track) else str(route["track"]),
        grounds=tuple(grounds),
        services=services,
        given_on=given_on,
        specified_on=event.specified_on
        or (held.specified_on if held and goes_on else None)
        or (paper.specified_on if paper else None),
        arrears=held.arrears if held and goes_on else _arrears(state, event),
        ground_8=threshold_met(state, event.happened_on, event) if kind.mandatory else None,
    )
    return dated(state, base, event)


def approved_paper(state: State, event: court.NoticeServed, goes_on: bool) -> Approval | None:
    """The approval whose paper this service is of: given, and after any earlier notice was served."""
    held, approval = state.notice, state.approvals.get("notice")
    if approval is None or approval.status != "given":
        return None
    if held and not goes_on and held.services and max(s.on for s in held.services.values()) >= approval.on:
        return None
    return approval


def dated(state: State, notice: Notice, event: court.NoticeServed) -> Notice:
    """The notice with its days from the law, counted from the day the last tenant was served."""
    served_on = notice.given_on or event.happened_on
    kind = nation_of(state).notices[notice.kind]
    answer = notice_days(state, event, kind, served_on, notice.grounds or ("10", "11"))
    changes: dict[str, object] = {"form": kind.form or (answer.get("form") if answer else None) or ""}
    if answer is None:
        return notice
    specified = notice.specified_on or answer.get("safe_earliest")
    changes |= {
        "specified_on": specified,
        "statutory_earliest": answer.get("statutory_earliest"),
        "safe_earliest": answer.get("safe_earliest"),
    }
    if notice.given_on is None:
        return notice.model_copy(update=changes)
    window = claim_window(state, notice.model_copy(update={"specified_on": specified}), event)
    if window:
        changes |= {
            "claim_from": window["claim_from"],
            "statutory_claim_by": window.get("statutory_claim_by"),
            "safe_claim_by": window.get("safe_claim_by"),
        }
    review = review_days(state, notice.model_copy(update={"specified_on": specified}), event)
    if review:
        changes["review"] = Review(request_by=review["request_by"], decide_by=review["decide_by"])
    return notice.model_copy(update=changes)


def _service(state: State, event: court.NoticeServed) -> Service:
    hour, minute = (int(part) for part in (event.at or "12:00").split(":"))
    at = datetime.combine(event.happened_on, time(hour, minute))
    council = state.the_tenancy.landlord_kind == "local_authority"
    given = ask(state, event, "notice.given", method=event.method, at=at, landlord="council" if council else "provider")
    on = given.get("given_on") if given else None
    made_good = nation_of(state).receipt_proves and (event.service_clause or event.proof == "receipt")
    proven = on is not None or given is None or made_good
    sent_on = event.happened_on if on and on > event.happened_on else None
    return Service(on=on or event.happened_on, method=event.method, sent_on=sent_on, proof=event.proof, proven=proven)


def _arrears(state: State, event: court.NoticeServed) -> int | None:
    if event.arrears_pence is not None:
        return event.arrears_pence
    return state.balance.arrears if state.balance else None


@applies(court.NoticeServed)
def _serve(f: Follows, event: court.NoticeServed) -> None:
    hold = void_by_hold(f.state, event, event.happened_on)
    notice = notice_after(f.state, event)
    too_short = bool(
        notice.specified_on and notice.statutory_earliest and notice.specified_on < notice.statutory_earliest
    )
    if hold is not None:
        notice = notice.made_void(f"served inside a {hold.kind.replace('_', ' ')}")
    elif too_short and notice.given_on:
        notice = notice.made_void("it gives a day earlier than the law allows")
    first = f.state.notice is None or notice.services.keys() == set(to_be_served(f.state, event.tenants))
    if first:  # what has to follow a notice has to follow this one
        f.change(evidence={k: v for k, v in f.state.evidence.items() if k not in AFTER_NOTICE}, reply_by=None)
    f.change(notice=notice)
    for reason in _reasons(f, notice, event):
        f.because.append(reason)
    if hold is not None and hold.kind in MORATORIA:  # the tenants must not be left to believe in it
        f.write("E-42", *f.state.the_tenancy.tenants, variant="tenant", starts_on=hold.from_on, last_day=hold.last_day)
    for tenant in to_be_served(f.state, event.tenants):
        f.write(
            "E-14",
            tenant,
            served_on=notice.services[tenant].on,
            method=event.method,
            specified_on=notice.specified_on,
        )


def _reasons(f: Follows, notice: Notice, event: court.NoticeServed) -> Iterator[Because]:
    served_on = notice.given_on or event.happened_on
    kind = nation_of(f.state).notices[notice.kind]
    answers = [notice_days(f.state, event, kind, served_on, notice.grounds or ("10", "11"))]
    answers.append(claim_window(f.state, notice.model_copy(update={"given_on": served_on}), event))
    yield from (because(a) for a in answers if a is not None)


@judges(court.NoticeWithdrawn, court.ReviewRequested, court.ReviewDecided)
def _needs_notice(state: State, event: court.NoticeWithdrawn) -> Iterator[Objection]:
    if state.notice is None or not state.notice.services or state.notice.withdrawn_on:
        yield impossible("notice.none", "There is no notice in force on this case")
    elif isinstance(event, court.ReviewRequested | court.ReviewDecided) and state.notice.review is None:
        yield impossible("notice.no_review", "This notice carries no right to a review")


@judges(court.ReviewRequested)
def _asked_in_time(state: State, event: court.ReviewRequested) -> Iterator[Objection]:
    review = state.notice.review if state.notice else None
    if review and event.extended_to:
        yield from _longer(state, event, review)
        if event.happened_on <= event.extended_to:
            return
    if review and event.happened_on > review.request_by:
        yield Objection(
            rule="review.out_of_time",
            says=f"The review was asked for on {in_words(event.happened_on)}; the last day to ask was "
            f"{in_words(review.request_by)}",
            cite=cite(state, "review"),
            no_longer="The tenant has no right to this review.",
            cure="Decide it all the same, or tell the tenant why it is not held and have this accepted.",
            cured_by=("review_decided",),
        )


def _longer(state: State, event: court.ReviewRequested, review: Review) -> Iterator[Objection]:
    """More time to ask, which not every nation's landlord can give, and none gives by word of mouth."""
    if not nation_of(state).cites.get("review.extension"):
        yield impossible(
            "review.extension",
            "Nothing that is held lets a landlord give more time to ask for this review (extended_to)",
        )
    elif event.extended_on is None or event.extended_on > event.happened_on:
        yield impossible(
            "review.extended_on",
            "More time to ask for a review is given in writing: extended_on is the day of that, not after it was asked for",
            fields=("extended_on",),
        )
    elif event.extended_to is not None and not review.request_by < event.extended_to < review.decide_by:
        yield impossible(
            "review.extended_to",
            f"The last day to ask was {in_words(review.request_by)} and the outcome has to be told by "
            f"{in_words(review.decide_by)}: extended_to is a day between them",
            fields=("extended_to",),
        )


@judges(court.ReviewDecided)
def _asked(state: State, event: court.ReviewDecided) -> Iterator[Objection]:
    review = state.notice.review if state.notice else None
    if review and review.requested_on is None:
        yield impossible("review.not_asked", "Nobody has asked for a review of this notice")
    on = event.notified_on or event.happened_on
    if review and review.requested_on and on < review.requested_on:
        yield impossible(
            "review.before_asked", "The tenant cannot have been told of the review before it was asked for"
        )
    made_by = state.approvals.get("notice")
    if made_by and event.recorded_by in (made_by.requested_by, made_by.given_by):
        yield Objection(
            rule="review.took_part",
            says=f"{event.recorded_by} took part in the decision to give the notice, and so cannot review it",
            cite=cite(state, "review"),
            no_longer="The tenant has had no review, and no letter about this one goes.",
            cure="Have somebody senior who took no part decide the review, in time, and record that.",
            cured_by=("review_decided", "notice_served"),
        )
    if review and on > review.decide_by:
        yield Objection(
            rule="review.late",
            says=f"The review was decided and told on {in_words(on)}; it had to be by {in_words(review.decide_by)}",
            cite=cite(state, "review.decide"),
            no_longer="The notice may not carry a claim.",
            cure="Serve a new notice.",
            cured_by=("notice_served",),
        )


@applies(court.NoticeWithdrawn)
def _withdraw(f: Follows, event: court.NoticeWithdrawn) -> None:
    if f.state.notice:
        f.change(notice=f.state.notice.model_copy(update={"withdrawn_on": event.happened_on}))


@applies(court.ReviewRequested)
def _review(f: Follows, event: court.ReviewRequested) -> None:
    notice = f.state.notice
    if notice and notice.review and notice.review.requested_on is None:
        longer = event.extended_to or notice.review.request_by
        asked = notice.review.model_copy(update={"requested_on": event.happened_on, "request_by": longer})
        f.change(notice=notice.model_copy(update={"review": asked}))


@applies(court.ReviewDecided)
def _decided(f: Follows, event: court.ReviewDecided) -> None:
    notice = f.state.notice
    if notice and notice.review:
        decided = notice.review.model_copy(
            update={"decided_on": event.notified_on or event.happened_on, "confirmed": event.confirmed}
        )
        f.change(notice=notice.model_copy(update={"review": decided}))
        f.write("review_decision", *f.state.the_tenancy.tenants, confirmed=event.confirmed)
