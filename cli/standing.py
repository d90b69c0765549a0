"""Where one case stands: its people, its parts, what forbids something, its dates and the reason for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cli import say
from cli.lists import case_json, deadline_json
from cli.outcome import irregularity, reason, sure, why
from speech import nations, parts, words

if TYPE_CHECKING:
    from cases.protocol import Row
    from cases.state import Balance, Hold, State
    from store.accounts import AccountRow, PersonRow
    from store.board import BoardRow, DeadlineRow
    from store.db import Connection
    from store.documents import PaperRow


def as_at(connection: Connection, case_ref: str, day: date) -> State:
    """The case at the end of a day, as we know it now: what had happened, corrections put in place, what was owed then.

    Raises NotFound.
    """
    from cases.events import load
    from cases.fold import fold, in_true_order
    from store import ledger

    recorded = [load({"kind": row.kind, **row.payload}) for row in ledger.events(connection, case_ref)]
    by_then = [event for event in in_true_order(recorded) if event.effective_on <= day]
    state = fold(case_ref, by_then).state
    if state.tenancy is None:
        raise say.NotFound(f"Case {case_ref} was not open yet on {words.day(day)}.")
    balance = _balance_as_at(connection, state, day)
    former = state.former
    if former and balance and not former.written_off:
        former = former.model_copy(update={"debt": balance.arrears})
    return state.but(balance=balance, former=former)


def _balance_as_at(connection: Connection, state: State, day: date) -> Balance | None:
    """The newest arrears for the day or one before it, by the case or by the account; None when none are held.

    A case may have been opened on figures of a later day than its own, as an imported one is.
    """
    from cases.state import Balance
    from store import accounts

    own = state.balance if state.balance and state.balance.as_at <= day else None
    try:
        held = accounts.position_as_at(connection, state.account_ref, day)
    except accounts.PositionNotKnown:
        return own
    if held.as_at > day or (own and own.as_at >= held.as_at):
        return own
    return Balance(arrears=held.b1_pence, as_at=held.as_at)


def as_json(
    row: BoardRow, state: State, dates: Sequence[DeadlineRow], wrong: Sequence[PaperRow], *, as_at: date | None
) -> dict[str, Any]:
    """The case for a program: the board's line, the whole state, the dates and the wrong papers (of today only)."""
    whole = state.model_dump(mode="json")
    if as_at is not None:
        return {"case_ref": row.case_ref, "account_ref": row.account_ref, "as_at": as_at, "state": whole}
    return {
        **case_json(row),
        "state": whole,
        "deadlines": [deadline_json(d) for d in dates],
        "papers_wrong": [{"name": p.name, "because": p.wrong_because} for p in wrong],
    }


def tell(
    row: BoardRow,
    state: State,
    dates: Sequence[DeadlineRow],
    wrong: Sequence[PaperRow],
    account: AccountRow,
    people: Sequence[PersonRow],
    *,
    today: date,
    as_at: date | None,
) -> None:
    """Prints the case."""
    position = row.position_label if as_at is None else f"as at {words.day(as_at)}"
    say.put(f"Case {row.case_ref}: {position}", style="bold")
    if row.clock_ahead and as_at is None:
        say.put(f"This case's own clock was moved ahead: its today is {words.day(today)}.", style="dim")
    if row.needs_attention and as_at is None:
        say.put(f"Needs attention: {row.needs_attention}", style="bold")
    say.pairs(_about(row, state, account, people, now=as_at is None), indent=2)
    secure(state)
    for name in parts.PARTS:
        part = getattr(state, name)
        if part is not None:
            nation = state.the_tenancy.nation
            say.heading(words.sentence(nations.part(name, nation)))
            say.pairs(parts.of(name, part, nation), indent=2)
    _holds(state, today)
    _protocol(state, today)
    still_open = [i for i in state.irregular if i.status == "open"]
    if still_open:
        say.heading("Irregular")
        for found in still_open:
            say.put(f"- {irregularity(found.model_dump(mode='json'))}", indent=2)
    if wrong:
        say.heading("Papers that are now wrong")
        for paper in wrong:
            say.put(f"- {paper.name}: {paper.wrong_because}", indent=2)
    if dates:
        say.heading("Dates")
        for found_on in dates:
            _date(found_on, today)


def secure(state: State) -> None:
    """Says of a tenancy that was introductory why it is secure, and what to record if it is not."""
    from cases.trial import told

    why = told(state)
    if why is not None:
        say.put(reason(why.model_dump(mode="json")), indent=2, style="bold")


def _about(
    row: BoardRow, state: State, account: AccountRow, people: Sequence[PersonRow], *, now: bool
) -> list[tuple[str, str]]:
    tenancy, balance = state.the_tenancy, state.balance
    arrears = "" if now else "no figure is held for that day"
    if balance:
        arrears = f"{words.money(balance.arrears)} as at {words.day(balance.as_at)}"
    rent = f"{words.money(tenancy.rent)} {words.plain(tenancy.rent_period)}"
    return [
        ("Stage", nations.stage(row.stage, row.nation) if now else ""),
        ("Account", f"{row.account_ref}, {', '.join(account.address)}"),
        ("Tenancy", f"{words.plain(tenancy.tenure)}, {tenancy.nation.replace('_', ' ').title()}, rent {rent}"),
        ("People", "; ".join(_person(p, state.vulnerable) for p in people)),
        ("Arrears", arrears),
        ("Owner", ", ".join(part for part in (state.owner, state.team, state.patch) if part)),
        ("Opened", words.day(state.opened_on)),
        ("Closed", f"{words.day(state.closed_on)}, {words.plain(state.closed_why)}" if state.closed_on else ""),
        ("Waiting on", nations.say(row.waiting_on or "", row.nation) if now else ""),
        ("Do not visit alone", "yes" if account.do_not_visit_alone else ""),
    ]


def _person(person: PersonRow, vulnerable: Sequence[str]) -> str:
    name = " ".join(part for part in (person.title, person.forename, person.surname) if part)
    notes = [words.plain(person.role)] + (["vulnerable"] if person.person_ref in vulnerable else [])
    return f"{person.person_ref} {name} ({', '.join(notes)})"


def _holds(state: State, today: date) -> None:
    running = state.holds_on(today)
    if not running:
        return
    say.heading("Holds")
    for hold in running:
        say.put(f"- {_hold(hold)}", indent=2)


def _hold(hold: Hold) -> str:
    who = f" for {hold.tenant}" if hold.tenant else ""
    until = f" to {words.day(hold.last_day)}" if hold.last_day else ", until it is ended"
    review = f"; review on {words.day(hold.review_on)}" if hold.review_on else ""
    debt = f"; protects {words.money(hold.debt)}" if hold.debt is not None else ""
    acts = words.listed([words.plain(act) for act in hold.forbids])
    forbids = f"; nobody may {acts}" if acts else ""
    cite = f" ({hold.cite})" if hold.cite else ""
    return f"{words.plain(hold.kind)}{who} from {words.day(hold.from_on)}{until}{review}{debt}{forbids}{cite}"


def _protocol(state: State, today: date) -> None:
    import cases.rules  # noqa: F401  # first, because the rules and the protocol import each other
    from cases import protocol

    rows = protocol.rows(state, today)
    if not rows or state.claim is not None or state.former is not None:
        return
    say.heading("Pre-action requirements" if state.the_tenancy.nation == "scotland" else "Pre-action protocol")
    cells = [
        (r.paragraph, f"{r.title}{sure(r.confidence)}", r.tenant or "all", _state(r), words.day(r.on)) for r in rows
    ]
    say.table(
        ("Paragraph", "What", "Tenant", "State", "Latest"), cells, keep=("Paragraph", "Tenant", "State", "Latest")
    )


def _state(row: Row) -> str:
    return row.status if row.mandatory or row.status != "open" else "open, stops no claim"


def _date(found: DeadlineRow, today: date) -> None:
    when = words.day(found.act_on) if found.act_on else f"no day yet, waiting on {found.waiting_on or 'somebody else'}"
    late = " (overdue)" if found.act_on and found.act_on < today else ""
    whose = f", {found.owner}" if found.owner else ""
    say.put(f"{when}{late}: {found.label}{whose}", indent=2)
    extra = [
        f"statutory day {words.day(found.statutory_on)}" if found.statutory_on else "",
        f"safe day {words.day(found.safe_on)}" if found.safe_on else "",
        words.plain(found.confidence) if found.confidence != "confirmed" else "",
    ]
    about = "; ".join(part for part in extra if part)
    said = why(found.because, found.citations, {"confidence": found.confidence})
    say.put(f"{said}{f' [{about}]' if about else ''}", indent=6, style="dim")
