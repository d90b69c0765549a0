"""No paper of the manifest is left out: each has a case, keeps a name however it is written, and says what it said before."""

from __future__ import annotations

import tomllib
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from activities.documents import Rendered, RenderRefused, render
from activities.papers.refusals import _LEFT_OVER, _TITLED_PAIR
from templates import package
from templates.manifest import all_templates
from tests.papers import fixtures as fx
from tests.papers import golden, plain_english
from tests.papers.broken import broken
from tests.papers.every import by_code
from tests.papers.samples import Sample

HERE = Path(__file__).resolve().parent
CODES = sorted(all_templates())
LETTERS = [code for code in CODES if all_templates()[code].kind == "letter"]
#: Letters of every script and the signs that XML, Jinja and Word mean something by.
WORD = st.text(st.characters(categories=("L", "M", "N", "P", "Sc", "Sm")), min_size=1, max_size=30)
HARD = st.sampled_from(
    [
        "A & B <C>",
        "O'Brien",
        "O’Neil",
        'Ann "Zo"',
        "Seán",
        "Zoë",
        "محمد علي",
        "שרה כהן",
        "李小龍",
        "{friend}",
        "%}",
        "]]>",
        "&amp;",
    ]
)
NAMES = st.lists(WORD | HARD, min_size=1, max_size=8).map(lambda parts: " ".join(" ".join(parts).split())[:200].strip())


def test_every_paper_has_a_case_it_is_written_in() -> None:
    assert set(by_code()) == set(all_templates())


def renamed(sample: Sample, name: str) -> Rendered:
    """The paper where its reader, or the first tenant, has another name."""
    case, order = sample.case(), sample.order(sample.case())
    if sample.recipient == "occupiers":
        case = case.knowing(landlord=case.known.landlord.model_copy(update={"trading_name": name}))
    else:
        ref = sample.recipient or case.state.the_tenancy.tenants[0]
        person = case.known.people[ref].model_copy(update={"name": name, "legal_name": name})
        case = case.knowing(people={**case.known.people, ref: person})
    return render(order, state=case.state, event=case.event, today=case.today, known=case.known)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(code=st.sampled_from(CODES), name=NAMES)
def test_a_name_survives_in_every_paper(code: str, name: str) -> None:
    assume(name and not _LEFT_OVER.search(name) and not _TITLED_PAIR.search(name))
    try:
        made = renamed(by_code()[code], name)
    except RenderRefused as no:  # a name is no reason to keep a paper back
        raise AssertionError(f"{code} is refused for {name!r}: {no}") from no
    assert name in fx.said(made.content)


@pytest.mark.parametrize("code", CODES)
def test_it_says_what_it_said_before(code: str) -> None:
    file = golden.HERE / f"{code}.txt"
    held = file.read_text("utf-8") if file.exists() else ""
    now = golden.text(by_code()[code])
    shown = "\n".join(unified_diff(held.splitlines(), now.splitlines(), "before", "now", lineterm="", n=1))
    assert held == now, f"{code} has changed; if that is meant, run {golden.COMMAND}.\n{shown}"


@pytest.mark.parametrize("code", CODES)
def test_no_word_or_sum_of_a_table_is_broken_in_the_record_or_in_large_print(code: str) -> None:
    made = by_code()[code].rendered().content
    large = package.enlarged(made)
    assert broken(made) == broken(large) == []
    assert package.text(large) == package.text(made) and package.enlarged(large) == large


@pytest.mark.parametrize("code", CODES)
def test_no_sign_of_bold_letters_is_left_in_a_branch_of_a_paper(code: str) -> None:
    held = all_templates()[code]
    assert "**" not in package.text((HERE.parents[1] / "templates" / held.file).read_bytes())


def test_no_text_is_kept_of_a_paper_that_is_gone() -> None:
    assert {f.stem for f in golden.HERE.glob("*.txt")} == set(CODES)


def test_the_page_about_reading_is_of_these_letters() -> None:
    assert golden.LETTERS.read_text("utf-8") == golden.letters(), f"run {golden.COMMAND}"


@pytest.mark.parametrize("code", LETTERS)
def test_a_child_of_eleven_could_read_it(code: str) -> None:
    found = plain_english.measures(by_code()[code].rendered().content)
    assert found.age <= 11 and found.ease >= 65


#: How many points the specification has of each paper, from 01 on, a digit each.
POINTS = {"E": "867866686868666666668758766667668676676666", "S": "685656", "W": "8867"}
NUMBER_OF_POINTS = {f"{nation}-{n:02}": int(p) for nation, all_of in POINTS.items() for n, p in enumerate(all_of, 1)}
ASKED: dict[str, dict[str, dict[str, str]]] = {}
for _file in sorted((HERE / "asked").glob("*.toml")):
    _held = tomllib.loads(_file.read_text("utf-8"))
    assert not _held.keys() & ASKED.keys(), f"{_file.name} has a paper that stands in another file"
    ASKED |= _held


@pytest.mark.parametrize("paper", sorted(NUMBER_OF_POINTS))
def test_what_is_asked_of_a_paper_has_its_test(paper: str) -> None:
    asked = ASKED[paper]
    assert list(asked) == [f"T{n}" for n in range(1, NUMBER_OF_POINTS[paper] + 1)]
    for number, row in asked.items():
        assert row["asks"] and row.keys() <= {"asks", "test", "instead"}, number
        # in this room, or in another by its path: "cases/test_roads.test_name"
        file, _, name = row["test"].rpartition(".")
        where = HERE.parent / f"{file}.py" if "/" in file else HERE / f"{file}.py"
        assert f"def {name}(" in where.read_text("utf-8"), f"{number}: {row['test']}"
