"""`duecourse law vectors` and `law page`: the project's own vectors agree, and what is wrong in a file is told in a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

import law
from tests.commands import invoke
from tests.law.support import HERE, VECTORS


def run(*arguments: str) -> tuple[int, str, str]:
    result = invoke("law", *arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_our_own_vectors_all_agree() -> None:
    assert run("vectors", str(HERE / "vectors.json")) == (0, f"All {len(VECTORS)} vectors agree.\n", "")


def test_a_wrong_answer_is_shown_with_both_answers_and_the_because(tmp_path: Path) -> None:
    wrong = json.loads(json.dumps(VECTORS))
    row = next(v for v in wrong if v["id"] == "E13")
    row["expect"]["safe_earliest"] = "2026-12-29"
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(wrong), encoding="utf-8")
    code, out, err = run("vectors", str(file))
    assert (code, err) == (1, "")
    assert '"2026-12-29" was expected, the law room says "2026-12-28"' in out
    assert "statutory_earliest" not in out, "what agrees is not shown"
    assert "Served on Wednesday 25 November 2026." in out
    assert f"{len(VECTORS) - 1} of {len(VECTORS)} vectors agree." in out
    code, out, _ = run("vectors", str(file), "--json")
    told = json.loads(out)
    assert (code, told["vectors"], [d["id"] for d in told["differ"]]) == (1, len(VECTORS), ["E13"])
    assert told["differ"][0]["expect"]["safe_earliest"] == "2026-12-29"
    assert told["differ"][0]["answer"]["safe_earliest"] == "2026-12-28" and told["differ"][0]["because"]


ROW: dict[str, Any] = {"id": "A1", "ask": "england.claim.hearing_window", "facts": {"issued_on": "2027-01-11"}}
RIGHT = ROW | {"expect": {"earliest": "2027-02-09"}}


@pytest.mark.parametrize(
    ("row", "because"),
    [
        (RIGHT | {"ask": "england.nothing"}, "no question called 'england.nothing'"),
        (RIGHT | {"facts": {"issued_on": "2027-02-30"}}, "issued_on is '2027-02-30'; expected a day"),
        (RIGHT | {"facts": {}}, "can't be answered without issued_on"),
        (RIGHT | {"facts": {"issued_on": "1999-01-01"}}, "the first day held is"),
        (RIGHT | {"expect": {"refused": True}}, "The hearing is to be not less than"),
        (RIGHT | {"expect": {"soonest": "2027-02-09"}}, "The hearing is to be not less than"),
    ],
)
def test_a_vector_that_can_not_be_answered_differs(row: dict[str, Any], because: str, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps([RIGHT | {"id": "A0"}, row]), encoding="utf-8")
    code, out, _ = run("vectors", str(file))
    assert code == 1 and because in out and "1 of 2 vectors agree." in out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[{]", "line 1, column 3: Expecting property name"),
        ("{}", "holds no list of vectors; expected"),
        ("[]", "holds no list of vectors; expected"),
        ("[7]", "vector 1: 7 is not a vector; expected id, ask, facts, expect"),
        (json.dumps([RIGHT, ROW | {"id": "A2"}]), "vector 2 (A2): expect is null; expected an object"),
        (json.dumps([RIGHT | {"facts": []}]), "vector 1 (A1): facts is []; expected an object"),
        (json.dumps([RIGHT | {"ask": 3}]), "vector 1 (A1): ask is 3; expected text"),
        (json.dumps([RIGHT | {"expect": {}}]), "vector 1 (A1): expect is empty; expected at least one key"),
        (json.dumps([RIGHT, RIGHT]), "vector 2 (A1): the id stands twice; expected each once"),
    ],
)
def test_a_file_that_is_no_vectors_is_told_where_and_what(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text(text, encoding="utf-8")
    code, out, err = run("vectors", str(file))
    assert code == 2 and out == "" and says in err and err.count("\n") == 1


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    code, _, err = run("vectors", str(tmp_path / "none.json"))
    assert code == 4 and "can't be read (No such file or directory)" in err
    (tmp_path / "raw.json").write_bytes(b"\xff\xfe[]")
    code, _, err = run("vectors", str(tmp_path / "raw.json"))
    assert code == 2 and "is not text in UTF-8" in err


@pytest.mark.parametrize("question", [q.rule for q in law.questions()])
def test_every_rule_has_a_page(question: str) -> None:
    code, out, _ = run("page", question)
    pack = law.question(question)
    assert code == 0 and pack.title in out and "last checked" in out and "### Worked examples" in out
    assert all(c.url in out for c in pack.cite) and all(f"`{f.name}`" in out for f in pack.fact)
    assert all(e.note in out for e in pack.expected) and all(g.because in out for g in pack.not_held)
    assert "{" not in out


def test_pages_are_found_by_the_beginning_of_a_name_and_listed_without_one() -> None:
    code, out, _ = run("page", "england.secure")
    assert code == 0 and "`england.secure.notice`" in out and "`england.secure.claim_window`" in out
    code, out, _ = run("page")
    assert code == 0 and all(f"`{q.rule}`" in out for q in law.questions())
    code, _, err = run("page", "england.parole")
    assert code == 4 and "No rule is called 'england.parole'" in err


def test_what_is_unconfirmed_is_listed() -> None:
    code, out, _ = run("page", "--unconfirmed")
    assert code == 0 and "24 December 2026" in out and "england.fee: The value from 31 December 2025" in out
    unsure = [q for q in law.questions() if any(v.confidence == "unconfirmed" for v in q.value)]
    assert unsure and all(q.rule in out for q in unsure)
    code, out, _ = run("page", "--unconfirmed", "--json")
    assert code == 0 and len(json.loads(out)) > len(unsure)
    code, out, _ = run("page", "england.claim.defence", "--unconfirmed")
    assert (code, out) == (0, "Nothing is unconfirmed here.\n")


@pytest.mark.parametrize(
    ("facts", "code", "says"),
    [
        (["served_on=2026-11-25", "rent_period=weekly"], 2, "can't be answered without period_starts"),
        (
            ["served_on=2026-11-31", "rent_period=weekly", "period_starts=monday"],
            2,
            "served_on is '2026-11-31'; expected",
        ),
        (["served_on=2026-11-25", "rent_period=daily", "period_starts=monday"], 2, "expected one of weekly"),
        (["served_on=2021-09-30", "rent_period=weekly", "period_starts=monday"], 4, "earliest that served_on may be"),
        (["colour=red"], 2, "does not ask for colour; it asks for served_on"),
    ],
)
def test_bad_facts_on_the_command_line_are_one_sentence(facts: list[str], code: int, says: str) -> None:
    got, out, err = run("ask", "england.secure.notice", *facts)
    assert (got, out) == (code, "") and says in err and err.count("\n") == 1


def test_an_answer_shows_both_days_why_where_how_sure_and_the_facts() -> None:
    asked = ("ask", "england.secure.notice", "served_on=2026-11-25", "rent_period=weekly", "period_starts=monday")
    code, out, _ = run(*asked)
    assert code == 0
    for part in (
        "2026-12-27",
        "2026-12-28",
        "4 weeks",
        "s.83",
        "https://www.legislation.gov.uk/ukpga/1985/68/section/83",
    ):
        assert part in out
    assert "This answer is confirmed." in out and "Asked with served_on 2026-11-25, rent_period weekly" in out
    told = json.loads(run(*asked, "--json")[1])
    assert told["facts"] == {"served_on": "2026-11-25", "rent_period": "weekly", "period_starts": "monday"}
