"""E-20, E-23 and E-24 with E-21 and E-22: one claim, the same facts in every target, and every field within its limit."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from activities.documents import RenderRefused, complete
from activities.papers import pcol, possession_service, proceedings
from activities.papers.capture import capture
from activities.papers.known import Ask, PaperKnown, PersonKnown
from cases.events import court, early
from cases.facts.common import figures
from cases.facts.court import Particulars
from cases.steps import WriteDocument
from templates.channels import channel, characters
from templates.words import money
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, TOM, Case
from tests.papers.samples import loaded

TARGETS = ("E-20", "E-23", "E-24")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAY = re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (\d{4})\b")


def ask(case: Case, code: str, **facts: Any) -> Ask:
    order = WriteDocument(paper=code, event_id=case.event.event_id, facts=facts)
    return Ask(order=order, state=case.state, event=case.event, today=case.today, known=case.known)


def held(case: Case, code: str, **facts: Any) -> Any:
    return complete(ask(case, code, **facts))[1]


def days(text: str) -> set[date]:
    return {date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in _DAY.findall(text)}


def answers(case: Case) -> dict[str, Any]:
    return {one.key: one for page in held(case, "E-24").pages for one in page.answers}


@pytest.mark.parametrize(
    "make", [cs.submitted, lambda: cs.with_history(cs.submitted()), cs.secure_claim, cs.introductory_claim]
)
def test_every_fact_is_the_same_in_every_target(make: Any) -> None:
    case = make()
    pleaded = held(case, "E-21")
    assert isinstance(pleaded, Particulars)
    for code in TARGETS:
        assert held(case, code).pleaded == pleaded
    form, boxes, pages = (case.text(code) for code in TARGETS)
    for party in pleaded.heading.defendants:
        assert all(party.name in text for text in (form, boxes, pages))
    for line in pleaded.heading.home:
        assert all(line in text for text in (form, boxes, pages))
    for text in (boxes, pages):
        for pence in (pleaded.arrears.pence, pleaded.daily.pence, pleaded.tenancy.rent):
            assert money(pence) in text
        named = {pleaded.arrears.as_at, pleaded.notice.specified_on, pleaded.tenancy.started_on, pleaded.begun_on}
        named |= {one.on for one in pleaded.served} | {one.on for one in (*pleaded.steps, *pleaded.proceedings)}
        assert named <= days(text)
    for number in (ground.number for ground in pleaded.grounds):
        assert number in form[form.index("Ground") :] and number in boxes and number in pages
    assert money(pleaded.fee) in form and money(pleaded.fee) in boxes
    # and no target names a sum or a day that the particulars do not
    known = {money(abs(pence)) for _, _, pence in figures(pleaded)}
    assert all(set(re.findall(r"£[\d,]+\.\d\d", text)) <= known for text in (form, boxes, pages))
    said = case.text("E-21")
    own = {held(case, "E-24").seen_on, date(2026, 9, 7)}
    assert days(boxes) | days(pages) <= days(said) | own


def test_the_total_is_the_schedule_s_to_the_penny() -> None:
    case = cs.submitted()
    assert answers(case)["arrears_total"].says == money(held(case, "E-22").arrears.pence) == "£1,252.00"


def test_paragraph_7_holds_what_page_17_says() -> None:
    case = cs.with_history(cs.submitted())
    seven = case.text("E-21")
    for sentence in re.split(r"(?<=\.) ", answers(case)["defendant_circumstances"].says):
        assert sentence in seven


# E-20


def test_the_fee_is_of_the_day_and_the_total_is_fee_and_costs() -> None:
    form = held(cs.submitted(), "E-20", costs=6950)
    assert (form.fee, form.costs, form.total) == (40400, 6950, 47350)
    assert form.money_claimed == held(cs.submitted(), "E-21").money_claimed


@pytest.mark.parametrize(("paid_on", "fee"), [(date(2025, 4, 7), 39100), (date(2025, 4, 8), 40400)])
def test_the_fee_changed_on_8_april_2025(paid_on: date, fee: int) -> None:
    found = proceedings.answer("fee", ask(cs.submitted(), "E-20"), step="claim", paid_on=paid_on)
    assert found is not None and found["amount"] == fee


def test_every_tenant_is_a_defendant_and_nobody_else() -> None:
    case = cs.submitted()
    beside = PersonKnown(ref="O1", role="occupier", name="Leila Khan")
    form = held(case.knowing(people={**case.known.people, "O1": beside}), "E-20")
    assert [one.party.ref for one in form.defendants] == list(case.state.the_tenancy.tenants) == [AMINA, TOM]
    three = case.state.the_tenancy.model_copy(update={"tenants": (AMINA, TOM, "P3")})
    for code in TARGETS:
        assert "R09" in case.but(tenancy=three).refused(code)


def test_a_claim_for_possession_alone_asks_for_no_money_anywhere() -> None:
    case = cs.submitted(money=False)
    assert "No money is claimed." in case.text("E-20") and "claimed as well" not in case.text("E-20")
    assert answers(case)["money_judgment"].says == "No"
    assert "pay the unpaid rent" not in case.text("E-21")


def test_another_address_than_the_notice_s_stops_every_target() -> None:
    case = cs.submitted()
    written = cs.assured().paper("E-12", **cs.order()).facts["home.sha256"]
    kept = PaperKnown(paper="E-12", name="2026-12-01_E-12_case_1a2b3c4d.docx", sha256="ab" * 32, home=written)
    same = case.knowing(papers=(kept,))
    set_otherwise = case.known.account.model_copy(
        update={"home": ("FLAT 2, 14 Sample Street", "Testborough", "TB1 2ZZ")}
    )
    other = case.known.account.model_copy(update={"home": ("Flat 2", "14A Sample Street", "Testborough", "TB1 2ZZ")})
    for code in TARGETS:
        assert same.refused(code) == same.knowing(account=set_otherwise).refused(code) == ()
        with pytest.raises(RenderRefused, match=r"2026-12-01_E-12_case_1a2b3c4d\.docx was written for another") as no:
            same.knowing(account=other).paper(code)
        assert no.value.codes == ("R09",)


def test_what_no_event_says_is_named_and_left_blank() -> None:
    text = cs.submitted().text("E-20")
    assert "Whether human rights issues are raised: no event of the case says it" in text
    assert "Total" not in text and "Human rights issues are raised: " not in text
    said = cs.submitted().text("E-20", human_rights="yes", costs=6950)
    assert "Human rights issues are raised: Yes" in said and "no event" not in said


def test_nothing_is_ticked_that_the_notice_does_not_carry() -> None:
    ticked = {tick.asks for tick in held(cs.submitted(), "E-20").ticks if tick.yes}
    assert ticked == {"The property is a home", "Rent arrears"}


def test_a_signatory_without_position_stops_every_target_by_name() -> None:
    case = cs.submitted()
    bare = case.known.landlord.model_copy(
        update={"signatory": case.known.landlord.signatory.model_copy(update={"position": None})}
    )
    for code in TARGETS:
        with pytest.raises(RenderRefused) as no:
            case.knowing(landlord=bare).paper(code)
        assert no.value.codes == ("R04",) and "(signer.position)" in str(no.value)


def test_too_early_a_claim_stops_every_target() -> None:
    case = cs.submitted(cs.followed(fx.grown(fx.fx_a_served(), date(2026, 12, 15), 125200)), day=date(2026, 12, 15))
    assert all(case.refused(code) == ("R13",) for code in ("E-20", "E-21", "E-23", "E-24"))


# E-23


def test_pcol_s_text_is_plain() -> None:
    case = cs.with_history(cs.submitted())
    people = {**case.known.people}
    people[AMINA] = people[AMINA].model_copy(update={"name": "Zoë O’Neill–Kánová"})
    boxes = {box.key: box for box in held(case.knowing(people=people), "E-23").boxes}
    text = boxes["defendant_circumstances"].says
    assert "Zoe O'Neill-Kanova: " in text and "3 Dec 2026" in text and "December" not in text
    assert all(box.says.isascii() and "\n" not in box.says and not box.says.startswith("=") for box in boxes.values())
    assert "GBP 1,252.00 at the end of 11 Jan 2027" in boxes["possession_reason"].says
    assert ";" in boxes["recovery_steps"].says


def test_a_letter_without_a_plain_form_stays_and_is_told() -> None:
    case = cs.submitted()
    people = {**case.known.people, AMINA: case.known.people[AMINA].model_copy(update={"name": "李 小龍"})}
    made = held(case.knowing(people=people), "E-23")
    assert set(made.unplain.split()) == {"李", "小", "龍"} and "李 小龍" in made.boxes[2].says


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"summary": "yes"}, ("R25",)),
        ({"summary": "yes", "schedule_served_on": "2027-01-11"}, ("R13",)),
        ({"summary": "yes", "schedule_served_on": "2027-01-10"}, ()),
        ({}, ()),
    ],
)
def test_a_summary_stands_only_on_a_schedule_given_before(facts: dict[str, str], codes: tuple[str, ...]) -> None:
    assert cs.submitted().refused("E-23", **facts) == codes


def test_a_summary_has_five_lines_at_most_and_ends_at_the_schedule_s_balance() -> None:
    for make in (cs.submitted, cs.long_ago):
        shown = held(make(), "E-22").account
        for most in (5, 2):
            lines = pcol.summarised(shown, most)
            assert len(lines) <= most
            assert (lines[0].since, lines[-1].until, lines[-1].balance) == (shown.since, shown.until, shown.closing)
            assert sum(line.due for line in lines) == shown.charged and sum(line.paid for line in lines) == shown.paid
    made = held(cs.submitted(), "E-23", summary="yes", schedule_served_on="2027-01-04")
    with pytest.raises(ValueError, match="at most 5"):
        type(made).model_validate({**made.model_dump(), "summary": [made.summary[0].model_dump()] * 6})


def test_what_pcol_cannot_do_after_an_order_is_told_before_it_is_chosen() -> None:
    assert (
        "form N325A) could not be asked for through PCOL: that request goes by upload or on paper"
        in cs.submitted().text("E-23")
    )


def test_a_closed_way_stops_its_own_target(monkeypatch: pytest.MonkeyPatch) -> None:
    shut = channel("pcol").model_copy(update={"open": "closed"})
    monkeypatch.setattr(pcol, "channel", lambda name: shut if name == "pcol" else channel(name))
    assert cs.submitted().refused("E-23") == ("R23",) and cs.submitted().refused("E-24") == ()


# E-24


def longer(case: Case, count: int) -> Case:
    """The case with contacts on so many further days, each of them a step."""
    more = tuple(
        fx.happened(early.ContactAttempted, date(2026, 1 + n // 28, 1 + n % 28), tenant=TOM, channel="visit")
        for n in range(count)
    )
    return case.knowing(events=(*more, *case.known.events))


def test_an_answer_over_its_limit_is_told_by_how_much_and_which_words() -> None:
    case = longer(cs.submitted(), 40)
    with pytest.raises(RenderRefused) as no:
        case.paper("E-24")
    assert no.value.codes == ("R19",)
    text = capture(ask(case, "E-24")).steps  # type: ignore[union-attr]
    assert f"{characters(text)} characters, the service takes 500, {characters(text) - 500} too many" in str(no.value)
    assert repr(text[500:]) in str(no.value)
    # no other target is stopped by it
    assert case.refused("E-21") == case.refused("E-23") == ()


@pytest.mark.parametrize(("more", "codes"), [(0, ()), (1, ("R19",))])
def test_the_circumstances_fill_their_page_to_the_last_character(more: int, codes: tuple[str, ...]) -> None:
    case = cs.submitted()
    free = 950 - answers(case)["defendant_circumstances"].used
    long = case.known.people[AMINA].model_copy(update={"name": "Amina Khan" + "x" * (free + more)})
    full = case.knowing(people={**case.known.people, AMINA: long, TOM: case.known.people[TOM]})
    names = {"forename": "Amina", "surname": "Khan"}  # so that no other field has the long name
    full = full.knowing(people={**full.known.people, AMINA: long.model_copy(update=names)})
    assert full.refused("E-24") == codes
    if codes:
        with pytest.raises(
            RenderRefused, match=r"951 characters, the service takes 950, 1 too many. What is over: '\.'"
        ):
            full.paper("E-24")


def test_a_description_of_61_characters_is_too_long() -> None:
    told, way = held(cs.submitted(), "E-21"), channel("possession_service")
    for length, many in ((60, 0), (61, 1)):
        beside = possession_service.Beside("", True, None, {}, {}, None, "", False, ("D" * length,))
        found = list(possession_service.too_long(tuple(possession_service.pages_of(told, beside, way))))
        assert [r.code for r in found] == ["R19"] * many
        assert all("Page 21 (Documents), document 1, description: 61 characters" in r.details for r in found)


def test_outside_social_housing_the_service_is_closed() -> None:
    case = cs.market_claim()
    assert case.refused("E-24") == ("R23",) and case.refused("E-20") == case.refused("E-23") == ()


@pytest.mark.parametrize(("name", "codes"), [("N" * 60, ()), ("N" * 61, ("R19",)), ("😀" * 31, ("R19",))])
def test_characters_are_counted_as_the_service_counts_them(name: str, codes: tuple[str, ...]) -> None:
    case = cs.submitted()
    assert case.knowing(landlord=fx.landlord(legal_name=name)).refused("E-24") == codes


def test_a_notice_served_today_is_no_answer() -> None:
    case = cs.submitted()
    notice = case.state.notice
    assert notice is not None
    today = {r: s.model_copy(update={"on": case.today}) for r, s in notice.services.items()}
    assert "R13" in case.but(notice=notice.model_copy(update={"services": today})).refused("E-24")


def test_rent_that_is_not_weekly_fortnightly_or_monthly_is_other() -> None:
    told = held(cs.submitted(), "E-21")
    four = told.model_copy(
        update={
            "tenancy": told.tenancy.model_copy(update={"period": "four_weekly", "rent": 48000}),
            "daily": told.daily.model_copy(update={"pence": 1714}),
        }
    )
    beside = possession_service.Beside("", True, None, {}, {}, None, "", False, ())
    rent = {
        a["key"]: a["says"]
        for page in possession_service.pages_of(four, beside, channel("possession_service"))
        for a in page["answers"]
        if a["key"].startswith("rent_")
    }
    assert (rent["rent_frequency"], rent["rent_frequency_other"]) == ("OTHER", "every four weeks")
    assert rent["rent_daily"] == "£17.14"


def test_the_notice_goes_up_with_the_claim_where_it_is_kept_here() -> None:
    case = cs.submitted()
    assert "upload it, or say why not" in answers(case)["notice_copy"].by_hand
    kept = PaperKnown(paper="E-12", name="2026-12-01_E-12_case_1a2b3c4d.docx", sha256="ab" * 32)
    found = answers(case.knowing(papers=(kept,)))
    assert found["notice_copy"].says == "Uploaded with the claim (page 21)"
    assert "Notice seeking possession" in {one.says for key, one in found.items() if key.startswith("document_")}


def test_who_else_may_ask_for_relief_is_said_once_for_particulars_and_service() -> None:
    def claim(**said: str) -> Case:
        case = cs.for_a_term_claim()
        record = [e.with_facts(**said) if isinstance(e, early.FixedTermChecked) else e for e in case.known.events]
        return case.knowing(events=tuple(record))

    bank = "Testborough Bank, 1 High Street, Testborough"
    for said, pleaded, answered in (
        ({}, "is to be added here before this is filed", None),
        ({"relief": "somebody"}, "is to be added here before this is filed", None),
        ({"relief": "nobody"}, "Nobody besides the defendants is known who may ask for relief.", "No"),
        ({"relief": "somebody", "relief_by": bank}, f"This person may ask for relief too: {bank}.", f"Yes: {bank}"),
    ):
        case = claim(**said)
        assert pleaded in case.text("E-21") and answers(case)["underlessee"].says == answered


def test_an_open_paragraph_of_the_protocol_answers_no_with_its_reason() -> None:
    found = answers(cs.without_tom(cs.submitted()))
    assert found["protocol_followed"].says == "No"
    assert "Tom O'Brien-Hughes" in found["protocol_why_not"].says and found["protocol_why_not"].used <= 250
    assert answers(cs.submitted())["protocol_followed"].says == "No"  # a short account of the protocol is no copy of it
    assert "protocol_why_not" not in answers(loaded(cs.submitted(), "V-PAP"))


def test_names_are_parted_only_where_the_landlord_s_data_parts_them() -> None:
    case = cs.submitted()
    parted = case.known.people[TOM].model_copy(update={"forename": "Tom", "surname": "O'Brien-Hughes"})
    found = answers(case.knowing(people={**case.known.people, TOM: parted}))
    assert (found["defendant_2_first_name"].says, found["defendant_2_last_name"].says) == ("Tom", "O'Brien-Hughes")
    assert found["defendant_1_first_name"].says is None and "Amina Khan" in found["defendant_1_first_name"].by_hand
    # a name that the agreement has otherwise is nobody's to part
    other = parted.model_copy(update={"legal_name": "Thomas O'Brien-Hughes"})
    found = answers(case.knowing(people={**case.known.people, TOM: other}))
    assert found["defendant_2_first_name"].says is None


@pytest.mark.parametrize(
    ("method", "fields", "said"),
    [
        ("left_at_address", {}, {"notice_method": "Delivered to a permitted place (DELIVERED_PERMITTED_PLACE)"}),
        ("recorded_post", {}, {"notice_method": "Other (OTHER)", "notice_other": "sent by recorded post"}),
        (
            "handed_to_person",
            {"at": "11:20"},
            {"notice_on": "1 December 2026 at 11:20", "notice_handed_to": "Amina Khan"},
        ),
        ("email_agreed", {}, {"notice_method": "By email (EMAIL)", "notice_email": None}),
    ],
)
def test_the_service_that_is_relied_on_is_given_in_the_service_s_words(
    method: str, fields: dict[str, Any], said: dict[str, str | None]
) -> None:
    case = cs.submitted()
    notice = case.state.notice
    assert notice is not None
    # Amina was served last, so hers is the service that the notice counts from
    by = {AMINA: date(2026, 12, 1), TOM: date(2026, 11, 30)}
    held_ = {r: s.model_copy(update={"on": by[r], "method": method}) for r, s in notice.services.items()}
    event = fx.happened(court.NoticeServed, date(2026, 12, 1), tenants=(AMINA,), method=method, **fields)
    record = tuple(e for e in case.known.events if not isinstance(e, court.NoticeServed))
    moved = case.but(notice=notice.model_copy(update={"services": held_})).knowing(events=(*record, event))
    found = answers(moved)
    assert {key: found[key].says for key in said} == said
    assert "Tom O'Brien-Hughes on 30 November 2026" in found["notice_others"].says


def test_what_is_not_held_of_the_service_is_told() -> None:
    told = " ".join(held(cs.submitted(), "E-24").told)
    assert "its list of courts is not held" in told and "none is held" in told and "7bddd046" in told


# E-08 and E-21


def test_the_notice_promises_the_safe_day_and_the_claim_pleads_the_law_s() -> None:
    assert "We will begin no claim on it after Monday 27 December 2027" in cs.secure().text("E-08", grounds=["1"])
    said = cs.secure_claim().text("E-21")
    assert (
        "may be begun on it from 29 December 2026, and the time that the Act allows for one ends on 28 December 2027"
        in said
    )
    assert "27 December 2027" not in said
