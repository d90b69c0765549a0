"""The engine: strict about what is missing, deaf to code in the facts, and the same bytes for the same facts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from jinja2.exceptions import SecurityError

from cases.events.base import Frozen
from cases.facts.common import Due, Figure, Row, Statement, figures, manifest
from templates import Marks, TemplateError, engine, linter, package, words
from templates.builders.kit import Paper
from templates.manifest import NoTemplate, Template, all_templates, template

MARKS = Marks("T-01", "1", "A trial")
DAY = date(2026, 12, 1)


class Item(Frozen):
    """A line of the trial paper."""

    name: str
    on: date


class Trial(Frozen):
    """The facts of the trial paper."""

    name: str
    b1: Figure
    items: tuple[Item, ...] = ()
    note: str | None = None


def trial(*texts: str) -> bytes:
    """A template that holds these paragraphs."""
    paper = Paper("T-01", title="A trial")
    for one in texts:
        paper.text(one)
    return paper.built()


def facts(**changes: object) -> Trial:
    """Facts that fit the trial paper."""
    plain = {"name": "Amina Khan", "b1": Figure(code="B1", pence=101200, as_at=DAY)}
    return Trial.model_validate({**plain, **changes})


def text(source: bytes, given: object, marks: Marks = MARKS) -> str:
    """What the filled template says."""
    return package.text(engine.render(source, given, marks=marks, on=DAY))


def test_what_looks_like_xml_is_kept_as_words() -> None:
    assert "A & B <C>" in text(trial("To {{ name }}"), facts(name="A & B <C>"))


def test_what_looks_like_a_template_is_kept_as_words() -> None:
    assert "To {{ b1.pence }}" in text(trial("To {{ name }}"), facts(name="{{ b1.pence }}"))


@pytest.mark.parametrize("asked", ["{{ nobody }}", "{{ b1.nothing }}", "{% if nobody %}x{% endif %}", "{{ note }}"])
def test_what_is_missing_or_empty_is_an_error_and_never_a_blank(asked: str) -> None:
    with pytest.raises(TemplateError, match=r"T-01"):
        text(trial(asked), facts())


def test_a_template_cannot_reach_the_machine() -> None:
    with pytest.raises(TemplateError) as fault:
        text(trial("{{ name.__class__.__mro__ }}"), facts())
    assert isinstance(fault.value.__cause__, SecurityError)


def test_the_same_facts_give_the_same_bytes_and_other_facts_do_not() -> None:
    source = trial("To {{ name }}")
    first = engine.render(source, facts(), marks=MARKS, on=DAY)
    assert engine.render(source, facts(), marks=MARKS, on=DAY) == first
    assert engine.render(source, facts(name="Tom"), marks=MARKS, on=DAY) != first
    assert engine.render(source, facts(), marks=MARKS, on=date(2026, 12, 2)) != first


def test_the_archive_has_no_times_and_its_members_are_in_order() -> None:
    with ZipFile(BytesIO(engine.render(trial("x"), facts(), marks=MARKS, on=DAY))) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in archive.infolist()} == {package.LONG_AGO}


def test_the_properties_of_the_file_are_the_paper_s() -> None:
    content = engine.render(trial("x"), facts(), marks=MARKS, on=DAY)
    properties = Document(BytesIO(content)).core_properties
    assert (properties.title, properties.subject, properties.language) == ("A trial", "T-01", "en-GB")
    assert properties.created == properties.modified == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("marks", "line"),
    [
        (MARKS, ""),
        (Marks("T-01", "1", "A trial", specimen=True), "SPECIMEN — not to be served"),
        (Marks("T-01", "1", "A trial", draft=True), "DRAFT — not approved"),
        (Marks("T-01", "1", "A trial", True, True), "SPECIMEN — not to be served · DRAFT — not approved"),
    ],
)
def test_marks_stand_at_head_and_foot_of_every_page(marks: Marks, line: str) -> None:
    content = engine.render(trial("x"), facts(), marks=marks, on=DAY)
    section = Document(BytesIO(content)).sections[0]
    for part in (section.header, section.footer):
        said = [p.text for p in part.paragraphs if p.style is not None and p.style.name == "Mark"]
        assert [one for one in said if one] == ([line] if line else [])


def test_a_compiled_source_is_used_again() -> None:
    source = "{{ name }} is compiled once"
    assert engine.ENVIRONMENT.from_string(source) is engine.ENVIRONMENT.from_string(source)


def test_a_template_equal_to_its_model_has_no_differences() -> None:
    paper = Paper("T-01", title="A trial")
    paper.text("{{ name }} {{ b1.pence|money }} {{ b1.as_at|day }}{% if note %}{{ note }}{% endif %}")
    with paper.each("one", "items"):
        paper.text("{{ one.name }} {{ one.on|day }}")
    assert linter.differences(paper.built(), Trial) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("{{ name }} {{ b1.pence }}{{ note }}{{ items }}", "b1.as_at, which the template never prints"),
        ("{{ name }} {{ b1|string }}{{ note }}{{ items }} {{ b2.pence }}", "asks for b2.pence"),
        ("{{ b1|string }}{{ note }}{{ items }}", "name, which the template never prints"),
        ("{{ name }}{{ b1|string }}{{ note }}{% if items %}x{% endif %}", "items[].name, which the template never"),
        ("{{ name }}{{ b1.code }}{{ b1|string }}{{ note }}{{ items }}", "asks for b1.code"),
    ],
)
def test_a_template_that_differs_from_its_model_is_told(said: str, fault: str) -> None:
    assert any(fault in one for one in linter.differences(trial(said), Trial))


def test_loops_and_tests_are_followed() -> None:
    paper = Paper("T-01", title="A trial")
    with paper.each("one", "items"), paper.when("one.name"):
        paper.text("{{ one.on|day }}")
    assert {"items", "items[].name", "items[].on"} <= linter.used(paper.built()).mentioned


@pytest.mark.parametrize(
    ("given", "said"), [(0, "£0.00"), (7, "£0.07"), (101200, "£1,012.00"), (123456789, "£1,234,567.89")]
)
def test_money(given: int, said: str) -> None:
    assert words.money(given) == said


def test_a_balance_in_credit_is_said_in_words() -> None:
    assert words.balance(-1500) == "£15.00 in credit"
    with pytest.raises(ValueError, match="balance"):
        words.money(-1)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2027, 4, 15, 9, 30, tzinfo=UTC), "10:30am"),  # summer time
        (datetime(2027, 2, 9, 10, 0, tzinfo=UTC), "10:00am"),
        (datetime(2027, 2, 9, 12, 5, tzinfo=UTC), "12:05pm"),
        (datetime(2027, 2, 9, 0, 5, tzinfo=UTC), "12:05am"),
    ],
)
def test_times_are_london_s(instant: datetime, said: str) -> None:
    assert words.clock(instant) == said


def test_a_day_just_before_midnight_in_utc_is_the_next_day_in_london_s_summer() -> None:
    late = datetime(2027, 4, 14, 23, 30, tzinfo=UTC)
    assert words.long_day(late) == "Thursday 15 April 2027"
    assert words.court_day(late) == "15 April 2027"


def test_lists() -> None:
    assert [words.listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_the_manifest_keeps_figures_and_days_and_leaves_words_out() -> None:
    given = facts(items=(Item(name="secret", on=DAY),), note="secret")
    assert manifest(given) == {
        "b1": {"code": "B1", "pence": 101200, "as_at": "2026-12-01"},
        "items[0].on": "2026-12-01",
    }
    assert figures(given) == [("b1", "B1", 101200)]


def test_a_computed_day_keeps_the_days_behind_it() -> None:
    class Waits(Frozen):
        by: Due

    kept = manifest(Waits(by=Due(on=DAY, statutory=date(2026, 11, 30), rule="england.rule", to_act=True)))
    assert kept == {"by": {"on": "2026-12-01", "statutory": "2026-11-30", "rule": "england.rule", "to_act": True}}


@pytest.mark.parametrize(
    ("closing", "second", "adds_up"), [(7000, 7000, True), (7001, 7000, False), (7000, 6999, False)]
)
def test_a_statement_adds_up_to_the_penny(closing: int, second: int, adds_up: bool) -> None:
    held = Statement(
        since=DAY,
        until=DAY,
        opening=Figure(code="B1", pence=0, as_at=DAY),
        rows=(
            Row(on=DAY, what="Rent", charge=12000, balance=12000),
            Row(on=DAY, what="Payment", credit=5000, balance=second),
        ),
        charged=12000,
        paid=5000,
        closing=Figure(code="B1", pence=closing, as_at=DAY),
    )
    assert held.adds_up is adds_up


def test_a_paper_that_nobody_wrote_is_told_with_those_there_are() -> None:
    with pytest.raises(NoTemplate, match=r"E-99; there are E-01"):
        template("E-99")


def test_a_template_is_in_force_from_its_first_day_until_before_its_last() -> None:
    held = template("E-01").model_copy(update={"since": DAY, "until": date(2026, 12, 3)})
    assert [held.in_force(date(2026, 11, 30 - 0)), held.in_force(DAY)] == [False, True]
    assert [held.in_force(date(2026, 12, 2)), held.in_force(date(2026, 12, 3))] == [True, False]


def test_every_row_of_the_manifest_has_its_basis_and_its_file() -> None:
    for held in all_templates().values():
        assert isinstance(held, Template)
        assert held.basis and held.title and held.version
        assert held.file.startswith("letters/" if held.kind == "letter" else ("letters/", "court/"))
        assert Document(BytesIO(held.source)).core_properties.title == held.title


def test_a_draft_says_that_it_rests_on_a_rule_that_is_not_confirmed_and_what_is_served_does_not() -> None:
    assert engine.UNSETTLED in engine.Marks("E-08", "1", "Notice", draft=True, unsettled=True).line
    assert engine.Marks("E-08", "1", "Notice", unsettled=True).line == ""
