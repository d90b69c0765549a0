"""Date asked for, bailiff's sheet, eviction day, application, write-off, council, chronology: what each says and refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from activities.documents import RenderRefused
from activities.papers import BUILDERS
from activities.papers.known import PaperKnown
from cases.events import early
from cases.state import Application
from templates.manifest import template
from tests.papers import fixtures as fx
from tests.papers import late_samples as late
from tests.papers import test_universal as universal
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.late_samples import CHRONOLOGIES, FIX_DATE, LATE
from tests.papers.samples import Sample, loaded, named
from tests.papers.test_court_universal import CHECKS
from tests.papers.test_notices import has, lacks

PAPERS = {s.paper for s in (*LATE, *CHRONOLOGIES, *FIX_DATE)}
SUMS = universal.test_every_sum_in_the_text_is_a_figure_with_a_code
FILED = ("E-32-application", "E-33-permission", "E-37")


def test_every_paper_has_a_sample() -> None:
    assert {"E-31-proof", "E-33-permission"} <= PAPERS
    assert {"E-32", "E-32-application", "E-34", "E-36", "E-36-report", "E-37", "E-39", "E-40", "E-41"} == PAPERS - {
        "E-31-proof",
        "E-33-permission",
    }
    assert set(BUILDERS) > PAPERS


@pytest.mark.parametrize("sample", [*LATE, *CHRONOLOGIES], ids=named)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
def test_it_passes_what_every_paper_must(check: Any, sample: Sample) -> None:
    typed = sample.name in ("opposed", "agreed, tomorrow")  # sums in the words of the tenant
    if check is SUMS and typed:
        return
    if check is universal.test_every_weekday_is_the_day_s_own and sample.paper == "E-41":
        return  # an officer's own words are printed as they are
    if check is universal.test_nothing_is_left_unfilled and sample.paper == "E-41":
        return
    check(sample)


@pytest.mark.parametrize("sample", [*LATE, *CHRONOLOGIES], ids=named)
def test_each_mandatory_field_alone_stops_the_paper(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    universal.test_each_mandatory_field_alone_stops_the_paper_by_its_name(sample, monkeypatch)


@pytest.mark.parametrize("sample", [*LATE, *FIX_DATE, *CHRONOLOGIES], ids=named)
def test_a_moratorium_stops_what_enforces_and_nothing_that_only_tells(sample: Sample) -> None:
    codes = fx.held(sample.case(), "breathing_space").refused(sample.paper, sample.recipient, **sample.facts)
    assert ("R03" in codes) == (sample.paper in ("E-32", "E-32-application", "E-33-permission", "E-34", "E-36"))


@pytest.mark.parametrize("paper", FILED)
def test_what_is_filed_is_a_specimen_until_the_statement_of_truth_is_there(paper: str) -> None:
    sample = next(s for s in LATE if s.paper == paper)
    assert sample.rendered().specimen
    assert not loaded(sample.case(), *template(paper).blocks).paper(paper).specimen


def says(case: Case, paper: str, code: str, words: str, recipient: str | None = None) -> None:
    """The paper is refused with this code and these words."""
    with pytest.raises(RenderRefused) as refused:
        case.paper(paper, recipient)
    assert any(r.code == code and words in r.details for r in refused.value.refusals), str(refused.value)


def ordered(case: Case, **changes: Any) -> Case:
    """The case with a changed order."""
    assert case.state.order is not None
    return case.but(order=case.state.order.model_copy(update=changes))


# E-32


def test_the_tenants_are_told_before_the_court_is_asked() -> None:
    text = fx.fx_postponed().text("E-32", AMINA)
    has(
        text,
        "Please answer by Wednesday 10 March 2027",
        "We will not ask the court before Tuesday 16 March 2027",
        "Behind under the order £250.00",
        "put the date off again, or to stop or delay the eviction",
        "Your answer",
    )
    lacks(text, "bailiffs", "you must leave", "£148.00")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome": "suspended"}, "R08"),
        ({"outcome": "outright"}, "R08"),
        ({"breach": "other_term"}, "R08"),
        ({"possession_on": date(2027, 4, 1)}, "R08"),
        ({"breach_short": 100}, "R16"),
    ],
)
def test_a_date_is_asked_for_only_under_a_postponed_order_that_was_broken(changes: dict[str, Any], code: str) -> None:
    assert fx.fx_postponed(**changes).refused("E-32", AMINA) == (code,)
    assert code in ordered(late.applied(), **changes).refused("E-32-application")


def test_the_application_tells_the_letter_the_answer_and_the_benefit() -> None:
    text = late.applied().text("E-32-application")
    has(
        text,
        "No answer to the letter has come",
        "sent to each of them by first class post",
        "16 March 2027 to 1 June 2027",
    )
    has(text, "No claim for benefit towards the rent is outstanding", "without a hearing", "on the next working day")
    has(
        late.applied(reply="disputed", reply_on=date(2027, 3, 8), benefit_outstanding=True).text("E-32-application"),
        "The answer of 8 March 2027, and what was written about it, is attached",
        "is outstanding and not",
    )
    says(late.applied(reply="disputed"), "E-32-application", "R28", "reply_on")


@pytest.mark.parametrize("day", [date(2027, 3, 15), date(2027, 6, 2)])
def test_the_application_comes_neither_too_early_nor_too_late(day: date) -> None:
    assert late.applied(day).refused("E-32-application") == ("R13",)


def test_how_the_letter_went_is_never_supposed() -> None:
    case = late.applied()
    silent = tuple(e.with_facts(method=None) if e.kind == "date_notice_sent" else e for e in case.known.events)
    says(case.knowing(events=silent), "E-32-application", "R04", "notice how")
    none = tuple(e for e in case.known.events if e.kind != "date_notice_sent")
    says(case.knowing(events=none), "E-32-application", "R25", "date_notice_sent")
    only = tuple(e.with_facts(tenants=(AMINA,)) if e.kind == "date_notice_sent" else e for e in case.known.events)
    says(case.knowing(events=only), "E-32-application", "R10", TOM)


# E-34


def test_the_bailiff_is_told_risks_with_source_and_day() -> None:
    text = late.confirmed().text("E-34")
    has(
        text, "aggressive animals", "bit a gas engineer", "Known since 4 March 2027", "Monday 12 April 2027", "Lee Hart"
    )
    has(late.no_risk().text("E-34"), "Does anybody pose a risk? No", "Nobody that we know of")
    kept = str(late.confirmed().paper("E-34").facts)
    assert "animals" not in kept and "Children" not in kept, "what others may read has no word of it"


@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"risk_words": None}, "R04", "risk_words"),
        ({"risk_kinds": ()}, "R04", "risk_kinds"),
        ({"risk_source": None}, "R25", "risk_source"),
        ({"risk_known_on": None}, "R25", "rumour"),
        ({"vulnerable_words": None}, "R04", "vulnerable_words"),
        ({"vulnerable_people": None}, "R04", "vulnerable"),
        ({"risk_words": "The son is a junkie."}, "R05", "junkie"),
        ({"vulnerable_words": "Mental health crisis moratorium"}, "R05", "Mental health"),
        ({"attendee": None}, "R04", "attendee"),
        ({"locksmith": None}, "R04", "locksmith"),
    ],
)
def test_a_sheet_with_a_hole_or_an_opinion_does_not_leave(fields: dict[str, Any], code: str, words: str) -> None:
    says(late.confirmed(**fields), "E-34", code, words)


def test_somebody_whom_the_case_knows_to_be_vulnerable_is_not_left_out() -> None:
    assert late.no_risk().but(vulnerable=(AMINA,)).refused("E-34") == ("R20",)
    assert late.confirmed().but(vulnerable=(AMINA,)).refused("E-34") == ()


def test_a_sheet_that_nobody_filled_in_is_not_written() -> None:
    says(late.confirmed(risk=None), "E-34", "R25", "record eviction_confirmed with risk")


# E-36


def test_a_payment_since_the_warrant_stops_the_morning() -> None:
    has(late.late_payment(late.confirmed(), late.CONFIRMED, 150000).text("E-36"), "Do not go on until", "£1,500.00")
    before = late.confirmed()
    quiet = before.knowing(postings=tuple(p for p in before.known.postings if p.on < date(2027, 3, 10)))
    lacks(quiet.text("E-36"), "Do not go on until")


def test_the_checklist_is_not_for_an_eviction_that_was_stopped() -> None:
    says(late.answered(), "E-36", "R08", "application to suspend")
    booked = late.confirmed().state.eviction
    assert booked is not None
    case = late.confirmed().but(eviction=booked.model_copy(update={"notice_delivered_on": None}))
    says(case, "E-36", "R25", "notice of eviction")
    gone = late.confirmed().but(eviction=booked.model_copy(update={"cancelled_on": late.CONFIRMED}))
    says(gone, "E-36", "R25", "No eviction is booked")


def test_the_report_tells_the_day_and_what_follows() -> None:
    made = late.evicted().paper("E-36-report")
    has(fx.said(made.content), "at 10:52", "2 adults, 1 child", "L-20418", "until 13 May 2027", "before 13 May 2027")
    assert made.facts["arrears"]["code"] == "B9"


@pytest.mark.parametrize("name", ["bailiff", "adults", "children", "entry", "lock", "meters", "condition", "goods"])
def test_what_nobody_wrote_down_on_the_day_is_named(name: str) -> None:
    says(late.evicted(**{name: None}), "E-36-report", "R04", name)


def test_goods_are_kept_until_a_day_after_the_eviction() -> None:
    assert late.evicted(goods_until=late.EVICTED).refused("E-36-report") == ("R13",)
    has(late.evicted(goods_until=None, goods="None").text("E-36-report"), "find out if there are any")
    assert "R25" in late.confirmed().refused("E-36-report")


# E-37


def test_every_reason_has_its_answer_and_every_payment_is_in_it() -> None:
    paid = late.late_payment(late.answered(), date(2027, 4, 11), 3000)
    has(
        paid.text("E-37"),
        "11 April 2027 P77 Payment received £30.00",
        "1. The Universal Credit was late.",
        "£17.14 a day",
    )
    has(
        late.answered().text("E-37"),
        "asks the court to dismiss",
        "That sum is not the whole debt",
        "booked for 15 April 2027",
    )
    says(late.answered(answers="\n".join(late.ANSWERS.splitlines()[:2])), "E-37", "R04", "answers.2.answer")
    says(late.answered(answers=late.ANSWERS + "\nOne more."), "E-37", "R25", "4 answers")


def test_on_a_mandatory_ground_the_court_is_told_the_end_of_its_power() -> None:
    text = ordered(late.answered(), ground_basis="mandatory").text("E-37")
    has(text, "no power to postpone possession beyond 23 March 2027")
    lacks(late.answered().text("E-37"), "no power")


def test_an_eviction_tomorrow_is_urgent_and_terms_agreed_to_are_the_draft_order() -> None:
    has(
        late.consented().text("E-37"),
        "URGENT: the eviction is on 15 April 2027 at 10:30am",
        "£10.00 every week towards",
    )
    lacks(late.answered().text("E-37"), "URGENT")


def test_after_the_eviction_there_is_another_road() -> None:
    gone = late.evicted().state
    says(late.answered().but(former=gone.former), "E-37", "R08", "set aside")
    decided = Application(received_on=date(2027, 4, 10), outcome="refused")
    says(late.answered().but(application=decided), "E-37", "R08", "decided the application already")
    says(late.answered().but(application=None), "E-37", "R25", "nothing to answer")


def test_that_somebody_was_written_to_is_said_only_of_what_was_written() -> None:
    lacks(late.answered().text("E-37"), "each tenant was written to")
    kept = fx.fx_a_served().known.papers
    warned = late.answered().knowing(papers=(*kept, *late_papers("E-31", "E-35")))
    has(warned.text("E-37"), "and each tenant was written to", "and each tenant was told")


def late_papers(*codes: str) -> Any:
    """Papers of these codes, as they are kept."""
    return tuple(PaperKnown(paper=code, name=f"2027-03-10_{code}.docx", sha256="0" * 64) for code in codes)


# E-39


def test_the_lines_of_a_write_off_come_to_what_is_owed() -> None:
    made = next(s for s in LATE if s.name.startswith("untraced")).rendered()
    owed = made.facts["owed"]["pence"]
    assert owed == sum(v["pence"] for k, v in made.facts.items() if k.startswith("parts[")) == 101200
    has(fx.said(made.content), "rent that a court has ordered to be paid: £600.00", "£412.00", "To be looked at again")


@pytest.mark.parametrize("code", ["untraced", "deceased", "insolvent", "court_refused", "error"])
def test_a_reason_that_can_be_shown_has_to_be(code: str) -> None:
    says(late.written_off(code=code), "E-39", "R25", "evidence")
    assert late.written_off(code=code, evidence="Shown by a letter of the trustee.").refused("E-39") == ()


def test_each_joint_debtor_and_a_new_home_are_thought_of() -> None:
    text = late.written_off().text("E-39")
    has(text, "Amina Khan: given up / kept", "Tom O'Brien-Hughes: given up / kept", "our allocations policy")
    lacks(late.written_off(code="vulnerable").text("E-39"), "ill", "health")


def test_no_more_than_is_owed_and_only_of_a_former_tenant() -> None:
    says(late.written_off(amount=101201), "E-39", "R25", "£1,012.01 is asked")
    says(late.written_off().but(former=None), "E-39", "R08", "only the debt of a former tenant")


def old_debt(years: int, days: int) -> Case:
    """A debt whose one charge fell due so long before the day of the request."""
    case = late.written_off(code="statute_barred")
    due = date(case.today.year - years, case.today.month, case.today.day) - timedelta(days=days)
    charge = next(p for p in case.known.postings if p.type == "rent_charge")
    only = (charge.model_copy(update={"on": due, "charge": 118000, "running": 118000}),)
    return case.knowing(postings=only)


def test_a_debt_out_of_time_is_out_of_reach_in_england_and_gone_in_scotland() -> None:
    has(old_debt(6, 1).text("E-39"), "£1,012.00 of it was out of time", "not extinguished")
    says(old_debt(5, 1), "E-39", "R22", "only £0.00 is out of time")
    scots = old_debt(5, 1)
    assert scots.state.tenancy is not None
    there = scots.but(
        tenancy=scots.state.tenancy.model_copy(update={"nation": "scotland", "tenure": "scottish_secure"})
    )
    text = there.text("E-39-scotland")
    has(text, "It is extinguished: nothing of it is owed any more")
    lacks(text, "Limitation", "not extinguished")


# E-40


def test_without_consent_nothing_leaves_and_the_offer_stays() -> None:
    says(late.referred(consent_on=None), "E-40", "R25", "has not agreed that the council is told", AMINA)
    says(late.referred(safe_contact=None), "E-40", "R04", "safe contact", AMINA)
    says(late.referred(consent_on=late.CONFIRMED + timedelta(days=1)), "E-40", "R13", "not come yet", AMINA)
    assert "R25" in late.referred().refused("E-40", TOM), "the consent of one is not the other's"


def test_the_council_reads_what_was_agreed_to_and_no_blame() -> None:
    text = late.referred().text("E-40", AMINA)
    has(text, "Urgent: the home may be lost on Thursday 15 April 2027", "By text only, after 6pm; never at the home")
    lacks(text, "intentional", "£", "arrears", "Tom", "needs", "Entry code", "our own team")
    has(
        late.referred(needs="She uses a wheelchair.", stop_sum=True).text("E-40", AMINA),
        "wheelchair",
        "£1,500.00 of rent",
    )
    has(late.sole_evicted().text("E-40", GRACE), "our own team: sent inside the council")
    later = late.referred().but(eviction=None)
    lacks(ordered(later, possession_on=date(2027, 6, 9)).text("E-40", AMINA), "Urgent")


@pytest.mark.parametrize(
    "said", ["She made herself homeless intentionally.", "Deliberate arrears.", "wilfully in debt"]
)
def test_what_the_council_is_to_judge_is_not_said_of_anybody(said: str) -> None:
    says(late.referred(needs=said), "E-40", "R05", "for the council to decide", AMINA)
    assert late.referred(needs="She uses a wheelchair.").refused("E-40", AMINA) == ()


def test_what_nobody_agreed_to_tell_is_not_told() -> None:
    plain = late.referred().paper("E-40", AMINA)
    told = late.referred(household="One is four years old; a baby is due in May.", needs="She uses a wheelchair.")
    has(told.text("E-40", AMINA), "a baby is due in May", "She uses a wheelchair")
    lacks(fx.said(plain.content), "What they agreed to tell", "baby", "wheelchair", "What could still prevent it")


# E-41


def test_the_chronology_holds_every_event_in_order_with_its_correction() -> None:
    case = late.chronicled()
    text = case.text("E-41")
    days = [e.happened_on for e in case.known.events]
    assert text.count(" By income officer") == len(days)
    has(text, "None of the calls were answered , by Tuesday 2 December 2026.")  # as it was typed
    has(text, "It was withdrawn on Tuesday 8 December 2026: It was another case.", "This broke a rule: It came late.")
    has(text, "Because: The protocol wants contact as soon as reasonably possible.", "not recorded")
    facts = case.paper("E-41").facts
    order = [(facts[f"entries[{n}].on"], n) for n in range(len(days))]
    assert order == sorted(order)


def test_each_balance_stands_beside_the_postings_of_its_day() -> None:
    case = late.chronicled()
    facts = case.paper("E-41").facts
    for n, on in enumerate((date(2027, 1, 11), date(2027, 2, 9))):
        owed = sum(p.change for p in case.known.postings if p.on <= on and p.type != "court_cost")
        assert (facts[f"balances[{n}].on"], facts[f"balances[{n}].posted"]["pence"]) == (on.isoformat(), owed)
    short = tuple(p for p in case.known.postings if p.on > date(2027, 1, 11))
    assert "balances[0].posted" not in case.knowing(postings=short).paper("E-41").facts


def test_what_is_privileged_or_restricted_is_left_out_and_said_to_be() -> None:
    text = late.chronicled().text("E-41")
    lacks(text, "E-27", "E-34", "gas engineer", "Entry code", "under five")
    has(text, "1 hearing note: advice to our advocate, which is privileged.", "What was told to the bailiff")


def test_one_person_reads_nothing_about_the_other() -> None:
    text = late.chronicled().text("E-41", AMINA)
    lacks(text, "Tom", "His brother", "Hughes")
    has(text, "1 entry about another person alone", "1 paper for somebody else", "Amina Khan, another person")
    assert "R09" in late.chronicled().refused("E-41", "P99")


def test_a_silence_and_a_tenant_never_spoken_to_are_told() -> None:
    case = late.chronicled()
    quiet = tuple(e for e in case.known.events if not isinstance(e, early.ContactMade))
    has(case.knowing(events=quiet).text("E-41"), "No conversation with Tom O'Brien-Hughes is recorded.")
    later = replace(case, today=date(2027, 6, 1))
    has(later.text("E-41"), "Nothing is recorded between Tuesday 9 February 2027 and Tuesday 1 June 2027.")


def test_every_paper_of_the_case_is_listed_once() -> None:
    case = late.chronicled()
    facts = case.paper("E-41").facts
    listed = [k for k in facts if k.startswith("papers[") and k.endswith(".on")]
    assert len(listed) == len(case.known.written) - 2  # the hearing note and the bailiff's sheet
