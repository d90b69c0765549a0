"""The packs keep what they promise: examples, citations, sentences, no gaps, no overlaps, nothing published edited."""

import json
import re
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

import law
from law.packs import PACKS, Question, Value
from tests.law.support import ABOUT, HERE, NOW, applying, cases, examples

PACK_LIST = list(PACKS.values())
NAMES = list(PACKS)
SOURCES = (
    "https://www.legislation.gov.uk/",
    "https://www.justice.gov.uk/",
    "https://www.gov.uk/",
    "https://www.gov.wales/",
    "https://caselaw.nationalarchives.gov.uk/",
    "https://england.shelter.org.uk/",
    "https://scotland.shelter.org.uk/",
    "https://www.gov.scot/",
    "https://www.mygov.scot/",
    "https://askcpag.org.uk/",
    "https://www.housingadviceni.org/",
    "https://github.com/hmcts/",
)


@pytest.mark.parametrize(("rule", "name", "given", "expect"), list(examples()), ids=lambda part: str(part)[:60])
def test_every_example_comes_out_as_the_pack_says(
    rule: str, name: str, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    got = law.ask_text(rule, given)
    assert {key: got.get(key) for key in expect} == expect, name


def test_every_pack_is_answered_and_named_after_its_file() -> None:
    named = [
        f"{nation.name}.{entry.name.removesuffix('.toml')}"
        for nation in (files("law") / "packs").iterdir()
        if nation.is_dir()
        for entry in nation.iterdir()
    ]
    by_file = {rule.split(".")[0] + "." + "_".join(rule.split(".")[1:]) for rule in PACKS}
    assert sorted(named) == sorted(by_file)
    assert [q.rule for q in law.questions()] == sorted(PACKS)


@pytest.mark.parametrize("pack", PACK_LIST, ids=NAMES)
def test_every_pack_has_an_example_and_is_in_words(pack: Question) -> None:
    assert pack.example, "a rule without an example can't be read by a lawyer"
    assert pack.question.endswith("?")
    assert all(f.means.endswith(".") for f in pack.fact) and all(k.means.endswith(".") for k in pack.answer)
    assert not ABOUT & {k.name for k in pack.answer}, "these words are taken by every answer"
    assert pack.keyed_on in {f.name for f in pack.fact}


@pytest.mark.parametrize("pack", PACK_LIST, ids=NAMES)
def test_every_value_is_cited_and_every_citation_used_and_linked(pack: Question) -> None:
    cited = [part.cite for part in pack.value] + [part.cite for part in pack.expected]
    used = {i for cite in cited for i in cite}
    assert all(cited)
    assert used == {c.id for c in pack.cite}
    assert all(c.url.startswith(SOURCES) and c.title for c in pack.cite)


def classes(pack: Question) -> list[dict[str, Any]]:
    """The kinds of case that the pack tells apart."""
    return [dict(one) for one in dict.fromkeys(tuple(v.applies.items()) for v in pack.value)]


@pytest.mark.parametrize("pack", PACK_LIST, ids=NAMES)
def test_day_by_day_never_no_value_and_never_two(pack: Question) -> None:
    for applies in classes(pack):
        first = min(v.in_force for v in pack.value if v.applies == applies)
        day, held = max(first, date(2024, 1, 1)), set()
        while day < date(NOW.year + 2, NOW.month, NOW.day):
            held.add(pack.on(day, **applies).in_force)
            day += timedelta(days=1)
        assert max(v.in_force for v in pack.value if v.applies == applies) in held
        with pytest.raises(law.NotHeld, match=rf"{re.escape(pack.rule)}.*the first day held is"):
            pack.on(first - timedelta(days=1), **applies)


def changes() -> list[Any]:
    found = []
    for pack in PACK_LIST:
        for applies in classes(pack):
            days = sorted({v.in_force for v in pack.value if v.applies == applies})
            found += [pytest.param(pack, applies, day, id=f"{pack.rule} {applies} {day}") for day in days[1:]]
    return found


@pytest.mark.parametrize(("pack", "applies", "changed"), changes())
def test_every_change_has_an_example_on_its_day_and_the_day_before(
    pack: Question, applies: dict[str, Any], changed: date
) -> None:
    days = {e.given.get(pack.keyed_on) for e in pack.example if applying(pack, e.given).items() >= applies.items()}
    assert {changed, changed - timedelta(days=1)} <= days


@pytest.mark.parametrize("pack", [p for p in PACK_LIST if p.expected], ids=lambda p: p.rule)
def test_what_is_only_expected_decides_nothing(pack: Question) -> None:
    for coming in pack.expected:
        applies: dict[str, Any] = dict(coming.applies)
        now = pack.on(date(2028, 11, 22), **applies)
        for key, number in coming.holds.items():
            assert now.holds.get(key) != number
            assert str(number) not in json.dumps(now.holds.get("lengths", []))


@pytest.mark.parametrize(("rule", "given"), cases(), ids=lambda part: str(part)[:60])
def test_the_because_is_whole_sentences_in_words(rule: str, given: dict[str, Any]) -> None:
    because = law.ask_text(rule, given)["because"]
    assert because.endswith(".") and not re.search(r"[{}_\[\]]|\s\s|\d{4}-\d\d-\d\d|None|\.\.", because)


def test_every_sentence_and_number_of_the_packs_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typo in a key, or a note that nothing says, would lie in the packs unseen."""
    used: set[tuple[str, str]] = set()
    plain = Value.__getitem__

    def noting(value: Value, key: str) -> Any:
        used.add((value.rule, key))
        return plain(value, key)

    monkeypatch.setattr(Value, "__getitem__", noting)
    for rule, given in cases():
        law.ask_text(rule, given)
    said = {(p.rule, word) for p in PACK_LIST for v in p.value for word in re.findall(r"{(\w+)}", _sentences(v))}
    held = {(p.rule, key) for p in PACK_LIST for v in p.value for key in v.holds}
    assert held - used - said == set()


def _sentences(value: Value) -> str:
    return " ".join([value.because, *(v for k, v in value.holds.items() if k.startswith("note_"))])


def test_published_values_have_not_changed() -> None:
    published: dict[str, str] = json.loads((HERE / "published.json").read_text("utf-8"))
    now = fingerprints()
    edited = sorted(name for name, print_ in published.items() if now.get(name) != print_)
    assert not edited, f"Published values are never edited or removed; append one with a later known_from: {edited}"
    assert not sorted(set(now) - set(published)), "New values: run `python -m tests.law.publish` and commit the list."


def fingerprints() -> dict[str, str]:
    """Every value by name, with the hash of everything in it that decides."""
    return {
        " ".join(
            [v.rule, str(v.in_force), str(v.known_from), *(f"{k}={x}" for k, x in sorted(v.applies.items()))]
        ): v.fingerprint()
        for p in PACK_LIST
        for v in p.value
    }


def test_a_correction_leaves_earlier_decisions_as_they_were() -> None:
    pack = PACKS["england.policy.cure"]
    first = pack.value[0]
    later = first.model_copy(update={"known_from": date(2027, 1, 2), "holds": first.holds | {"cure": "14 days"}})
    corrected = pack.model_copy(update={"value": (first, later)})
    assert corrected.on(date(2026, 12, 1), known_at=date(2027, 1, 1)) is first
    assert corrected.on(date(2026, 12, 1), known_at=date(2027, 1, 2)) is later
    assert corrected.on(date(2026, 12, 1)) is later


def test_two_values_for_one_day_are_a_mistake_of_ours() -> None:
    pack = PACKS["england.policy.cure"]
    twice = pack.model_copy(update={"value": pack.value * 2})
    with pytest.raises(law.BadPack, match=r"england\.policy\.cure has 2 values for Tuesday 1 December 2026"):
        twice.on(date(2026, 12, 1))


def test_a_value_that_lacks_a_number_says_which() -> None:
    with pytest.raises(law.BadPack, match=r"england\.policy\.cure has no 'patience'"):
        PACKS["england.policy.cure"].value[0]["patience"]
