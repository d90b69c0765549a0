"""From options and cells to events: every event can be typed, and what is wrong is said in sentences."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.events import REGISTER, Event, class_of
from cases.events.court import HearingListed, NoticeServed
from cases.events.early import AgreementMade
from cli import events, forms, helps
from cli.forms import Given
from cli.say import Usage
from speech import fields

TODAY = date(2026, 11, 23)
TYPED = {
    "money": "12.34",
    "day": "2026-11-20",
    "moment": "2026-12-01T10:00",
    "clock": "17:30",
    "flag": "yes",
    "person": "P1",
    "staff": "ann@example.org",
    "text": "some words",
    "number": "3",
    "object": '{"amount": 5}',
}


def given(**changes: Any) -> Given:
    """What everybody fills in, for a case with two tenants."""
    plain: dict[str, Any] = {
        "event_id": "00000000-0000-0000-0000-000000000001",
        "happened_on": date(2026, 11, 20),
        "recorded_at": datetime(2026, 11, 23, 9, tzinfo=UTC),
        "recorded_by": "ann@example.org",
        "today": TODAY,
        "tenants": ("P1", "P2"),
    }
    return Given(**{**plain, **changes})


def typed(name: str, *tokens: str, **changes: Any) -> Event:
    """The event that these options make."""
    kind = forms.known(name)
    return forms.build(kind, forms.options(kind, tokens), given(**changes))


RECORDABLE = [k.kind for k in REGISTER.values() if not k.machine and k.kind not in ("case_opened", "corrected")]


@pytest.mark.parametrize("name", RECORDABLE)
def test_every_event_can_be_typed_with_all_its_fields(name: str) -> None:
    kind = class_of(name)
    tokens = []
    for field in fields.of(kind).values():
        tokens += [field.option] if field.kind == "flag" else [field.option, TYPED.get(field.kind) or field.choices[0]]
    made = typed(name.replace("_", "-"), *tokens)
    assert made.kind == name
    assert {f for f in fields.of(kind) if getattr(made, f) is not None} == set(fields.of(kind))


def test_each_kind_of_field_is_read_as_people_type_it() -> None:
    notice = typed(
        "notice-served",
        *("--tenant", "P1", "--tenant", "P2", "--method", "left-at-address", "--grounds", "8,10", "--at", "17:30"),
        *("--specified-on", "01/12/2026", "--no-service-clause", "--note=two words"),
    )
    assert isinstance(notice, NoticeServed)
    assert (notice.tenants, notice.grounds) == (("P1", "P2"), ("8", "10"))
    assert (notice.method, notice.at, notice.note) == ("left_at_address", "17:30", "two words")
    assert (notice.specified_on, notice.service_clause) == (date(2026, 12, 1), False)
    agreement = typed("agreement_made", "--amount", "£5.50", "--every", "week", "--first-payment-on", "today")
    assert isinstance(agreement, AgreementMade)
    assert (agreement.amount, agreement.first_payment_on) == (550, TODAY)
    hearing = typed("hearing-listed", "--hearing-at", "2027-06-01 10:00")
    assert isinstance(hearing, HearingListed)
    assert hearing.hearing_at == datetime(2027, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "tokens", "says"),
    [
        ("notice-servd", [], "There is no event called 'notice-servd'. Did you mean notice-served"),
        ("date-reached", [], "cannot be recorded by hand"),
        ("case-opened", [], "duecourse open ACCOUNT"),
        ("payment-posted", [], "payment-posted needs --amount; expected pounds"),
        ("payment-posted", ["--amount", "12.345"], "--amount: '12.345' was given; expected pounds with at most two"),
        ("payment-posted", ["--amount", "0"], "--amount: '£0.00' was given; expected more than £0.00."),
        ("note-added", ["--text", "x" * 4001], "--text: 'xxxxxxxxxx"),
        ("note-added", ["--text", "x" * 4001], "expected at most 4,000 characters."),
        ("note-added", ["--text", "x", "--dry-rn"], "Did you mean --dry-run?"),
        ("payment-posted", ["--amount", "5", "--amount", "6"], "--amount was given twice"),
        ("payment-posted", ["--amuont", "5"], "has no field --amuont; it has --amount, --paid-by"),
        ("payment-posted", ["--amuont", "5"], "Did you mean --amount?"),
        ("payment-posted", ["5"], "'5' stands alone"),
        ("payment-posted", ["--amount"], "--amount has no value"),
        ("payment-posted", ["--amount", "5", "--paid-by", "bank"], "expected one of tenant, housing_benefit"),
        ("payment-posted", ["--amount", "5", "--source", "import"], "--source: 'import' was given"),
        ("permission-decided", [], "needs an answer: --granted or --no-granted"),
        ("permission-decided", ["--granted=perhaps"], "expected yes or no"),
        ("permission-decided", ["--no-granted=yes"], "is already an answer"),
        ("contact-made", ["--channel", "phone"], "contact-made needs --tenant"),
        ("hearing-listed", ["--hearing-at", "2026-12-01"], "a day and a London time"),
        ("notice-served", ["--method", "post", "--at", "5pm"], "expected a London time as 17:30"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_that_names_what_is_expected(
    name: str, tokens: list[str], says: str
) -> None:
    with pytest.raises(Usage) as refused:
        typed(name, *tokens)
    assert says in " ".join(refused.value.sentences)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Usage) as refused:
        typed("agreement-made", "--amount", "x", "--every", "year")
    told = [s.partition(" ")[0] for s in refused.value.sentences]
    assert told[:2] == ["--amount:", "--every:"]
    assert any("needs --first-payment-on" in s for s in refused.value.sentences)
    assert not any("needs --amount" in s for s in refused.value.sentences)


def test_a_sole_tenant_need_not_be_named() -> None:
    made = typed("contact-made", "--channel", "phone", tenants=("P7",))
    assert made.tenant == "P7"  # type: ignore[attr-defined]


def test_a_row_of_a_file_takes_cells_as_typed_and_details_as_the_event_has_them() -> None:
    kind = class_of("agreement_made")
    made = forms.from_cells(
        kind, {"every": "month", "note": ""}, {"amount": "12.50", "first_payment_on": "2026-12-01"}, given()
    )
    whole_pence = forms.from_cells(
        kind, {}, {"amount": 1250, "every": "month", "first_payment_on": "2026-12-01"}, given()
    )
    assert made == whole_pence
    with pytest.raises(Usage, match="expected once"):
        forms.from_cells(kind, {"amount": "1"}, {"amount": 100}, given())
    with pytest.raises(Usage, match="no field colour; it has amount"):
        forms.from_cells(kind, {"colour": "red"}, {}, given())


@pytest.mark.parametrize(
    ("cells", "details", "says"),
    [
        ({"amount": "x"}, {}, "amount: 'x' was given"),
        ({}, {}, "agreement-made needs first_payment_on; expected a day"),
        ({"first_paymnt_on": "today"}, {}, "Did you mean first_payment_on?"),
        ({}, {"amount": -5, "every": "week", "first_payment_on": "2026-12-01"}, "amount: '-£0.05' was given"),
    ],
)
def test_a_row_of_a_file_is_told_its_columns_and_never_options(
    cells: dict[str, str], details: dict[str, Any], says: str
) -> None:
    with pytest.raises(Usage) as refused:
        forms.from_cells(class_of("agreement_made"), cells, details, given())
    told = " ".join(refused.value.sentences)
    assert says in told
    assert "--" not in told


@pytest.mark.parametrize("name", [*RECORDABLE, "corrected"])
def test_the_help_of_an_event_has_exactly_its_options_in_plain_words_and_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = class_of(name)
    events.explain(kind, today=TODAY, case_ref="A1001", tenants=[("P1", "Kit Name")])
    told = capsys.readouterr().out
    own, common = told.split("Options of this event")[1].split("Options of every event")
    shown = re.findall(r"^(--[a-z-]+)", own, re.MULTILINE)
    beside = ["--set", "--withdraw"] if name == "corrected" else []
    assert shown == [f.option for f in fields.of(kind).values() if f.name != "replacement"] + beside
    assert re.findall(r"^(--[a-z-]+)", common, re.MULTILINE) == [
        *("--on", "--by", "--note", "--source", "--as-fact", "--dry-run", "--json")
    ]
    assert [f.name for f in fields.of(kind).values() if not helps.of(kind, f)] == ["replacement"] * len(beside[:1])
    (example,) = re.findall(r"^Example\n  duecourse record A1001 (.+)$", told, re.MULTILINE)
    assert example == helps.example(kind, today=TODAY, case_ref="A1001", tenants=["P1"]).partition("A1001 ")[2]


@pytest.mark.parametrize("name", RECORDABLE)
def test_the_example_of_an_event_can_be_typed(name: str) -> None:
    words = shlex.split(helps.example(class_of(name), today=TODAY, tenants=["P1"]))
    assert words[:3] == ["duecourse", "record", "A1001"]
    assert words[4:6] == ["--on", "today"]
    own = words[6 : words.index("--by")] if "--by" in words else words[6:]
    made = typed(words[3], *own, tenants=("P1",))
    assert made.kind == name


def test_the_help_says_nothing_of_a_field_that_no_event_has() -> None:
    names = {f"{k.kind}.{n}" for k in REGISTER.values() for n in fields.of(k)}
    names |= {n.partition(".")[2] for n in names} | set(fields.common())
    assert set(helps.HELP) <= names


def test_sentences_of_the_rules_name_events_and_fields_as_they_are_typed() -> None:
    told = fields.as_typed("Record order_breached first (rent_plus, reason), as in order_breached@1a2b.", ("reason",))
    assert told == "Record order-breached first (--rent-plus, --reason), as in order_breached@1a2b."
    assert fields.as_typed("needs rent_plus", (), str) == "needs rent_plus"
    assert fields.as_typed("breathing_space, for a reason") == "breathing_space, for a reason"


def test_a_landlords_history_is_checked_with_the_same_words() -> None:
    on = date(2026, 1, 5)
    assert forms.complaints_about("payment_posted", {"amount": "12.00"}, on) == []
    assert forms.complaints_about("case_opened", {}, on) == []
    assert forms.complaints_about("contact_made", {"tenant": "P1", "channel": "phone"}, on) == []
    assert "There is no event" in forms.complaints_about("paid", {}, on)[0]
    assert any("amount" in s for s in forms.complaints_about("payment_posted", {"amount": "-1.00"}, on))
    assert forms.complaints_about("case_opened", {"nation": "england"}, on) == ["case_opened has no fields but owner."]
    assert forms.complaints_about("date_reached", {"what": "x"}, on)
