"""A pack that is wrong is refused when it is read, with its file, its line and its rule."""

from pathlib import Path

import pytest

import law
from law.packs import load, read
from law.phrases import phrase

GOOD = """rule     = "england.test.notice"
title    = "A notice"
question = "From when?"
keyed_on = "served_on"

[fact]
served_on = { type = "date", means = "The day it is served." }

[answer]
claim_from = { type = "date", means = "The first day." }

[cite]
act = { title = "An Act s.1", url = "https://www.legislation.gov.uk/" }

[[value]]
in_force   = 2021-10-01
known_from = 2026-11-22
confidence = "confirmed"
cite       = ["act"]
because    = "Served on {served_on}, so {claim_from_length} on, from {claim_from}."
[value.dates]
claim_from = "4 weeks after served_on"

[[value]]
in_force   = 2026-05-01
known_from = 2026-11-22
confidence = "confirmed"
cite       = ["act"]
because    = "Served on {served_on}, so from {claim_from}."
[value.dates]
claim_from = "2 months after served_on"

[[example]]
name   = "served on a Wednesday"
given  = { served_on = 2026-11-25 }
expect = { claim_from = 2027-01-25 }
"""


def line_of(part: str, text: str = GOOD, nth: int = 1) -> int:
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(part)]
    return lines[nth - 1]


FAULTS = [
    ("title    = ", "title    : ", None, "is not TOML: "),
    ('rule     = "england.test.notice"\n', "", 1, "rule is missing"),
    ('title    = "A notice"\n', "", 1, "title is missing"),
    ("title    = ", "titel    = ", None, "titel is not known here"),
    ('keyed_on = "served_on"', 'keyed_on = "given_on"', line_of("keyed_on"), "expected one of the facts served_on"),
    ('{ type = "date", means = "The day it', '{ type = "day", means = "The day it', line_of("served_on"), "fact.0.type is 'day'"),
    ("[fact]\n", "[[fact]]\n", line_of("[fact"), "fact is not a table; expected [fact]"),
    ("[[example]]", "[example]", line_of("[[example"), "example is one table; expected [[example]]"),
    ('confidence = "confirmed"\ncite       = ["act"]\nbecause    = "Served on {served_on}, so from',
     'confidence = "certain"\ncite       = ["act"]\nbecause    = "Served on {served_on}, so from',
     line_of("confidence", nth=2), "value.1.confidence is 'certain'; input should be 'confirmed'"),
    ('cite       = ["act"]\nbecause    = "Served on {served_on}, so from',
     'because    = "Served on {served_on}, so from', line_of("[[value", nth=2), "value.1.cite is missing"),
    ('cite       = ["act"]\nbecause    = "Served on {served_on}, so from',
     'cite       = ["law"]\nbecause    = "Served on {served_on}, so from', line_of("cite  ", nth=2),
     "'law' is cited; expected one of act"),
    ("in_force   = 2026-05-01", "in_force   = 2021-10-01", line_of("in_force", nth=2), "two values have the same in_force"),
    ("in_force   = 2026-05-01", 'in_force   = "May Day"', line_of("in_force", nth=2), "value.1.in_force is 'May Day'"),
    ('"2 months after served_on"', '"2 fortnights after served_on"', line_of("claim_from", nth=3), "is not a date in words"),
    ('"2 months after served_on"', '"2 clear months after served_on"', line_of("claim_from", nth=3), "only days are clear"),
    ('"2 months after served_on"', '"2 months after given_on"', line_of("claim_from", nth=3), "expected one of served_on"),
    ("so from {claim_from}", "so from {claimfrom}", line_of("claim_from", nth=3), "uses {claimfrom}, which nothing supplies"),
    ("known_from = 2026-11-22\nconfidence = \"confirmed\"\ncite       = [\"act\"]\nbecause    = \"Served on {served_on}, so from",
     "known_from = 2026-11-22\nlife       = \"14 dais\"\nconfidence = \"confirmed\"\ncite       = [\"act\"]\n"
     "because    = \"Served on {served_on}, so from", line_of("known_from", nth=2) + 1, "'14 dais' is not a length of time"),
    ("given  = { served_on", "given  = { given_on", line_of("given "), "'given_on' is no fact; expected served_on"),
    ("expect = { claim_from", "expect = { from", line_of("expect"), "'from' is not answered; expected claim_from, confidence"),
]  # fmt: skip


def test_the_good_pack_is_good() -> None:
    assert read(GOOD, "england/test_notice.toml").rule == "england.test.notice"


@pytest.mark.parametrize(("good", "bad", "line", "says"), FAULTS, ids=[f[3] for f in FAULTS])
def test_a_fault_is_told_with_file_line_and_rule(good: str, bad: str, line: int | None, says: str) -> None:
    assert GOOD.count(good) == 1, "the fault has to change the pack, and in one place"
    with pytest.raises(law.BadPack) as fault:
        read(GOOD.replace(good, bad), "england/test_notice.toml")
    said = str(fault.value)
    assert says in said and said.startswith("england/test_notice.toml")
    if line:
        rule = "(none)" if says == "rule is missing" else "england.test.notice"
        assert said.startswith(f"england/test_notice.toml, line {line}, rule {rule}: ")
    else:
        assert "line" in said


def test_two_packs_of_one_name_and_a_pack_in_another_file_are_faults(tmp_path: Path) -> None:
    (tmp_path / "england").mkdir()
    (tmp_path / "england" / "test_notice.toml").write_text(GOOD, encoding="utf-8")
    assert list(load(tmp_path)) == ["england.test.notice"]
    twin = tmp_path / "england" / "test_notice_again.toml"
    twin.write_text(GOOD, encoding="utf-8")
    with pytest.raises(law.BadPack, match=r"test_notice_again\.toml, line 1, rule england\.test\.notice: another pack"):
        load(tmp_path)
    twin.write_text(GOOD.replace("england.test.notice", "wales.test.notice"), encoding="utf-8")
    with pytest.raises(law.BadPack, match=r"a rule of this name is expected in wales/test_notice\.toml"):
        load(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "4 weeks", "weeks after a", "-4 weeks after a", "4 weeks after", "4 clear weeks after a",
     "4 business months before a", "4 clear days beginning with a", "later of a", "4 weeks after A", "4 weeks since a"],
)  # fmt: skip
def test_words_outside_the_grammar_are_no_dates(text: str) -> None:
    with pytest.raises(law.BadPack):
        phrase(text)
