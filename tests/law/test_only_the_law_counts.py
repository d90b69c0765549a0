"""The cases room counts no time of its own: what the law gives comes from the law room, and our own days have names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CASES = Path(__file__).parents[2] / "cases"
FILES = sorted(CASES.rglob("*.py"))
# Multiples of a day that are policy, and so named or told here: the law gives none of these numbers.
POLICY = {
    "POLICY_DAYS": "the days that our own tasks are given",
    "STEP_DAYS": "how long a rent period of weeks is",
    "days": "a number of days out of POLICY_DAYS, handed to a function",
}
LITERALS = {
    ("instalments.py", 7): "a payment of the week before the first due day counts towards it",
    ("instalments.py", 62): "how far ahead instalments are looked for",
    ("wakes.py", 7): "the same week, in which payments are watched for",
}
# Names of modules and functions by which dates could be counted otherwise.
OTHER_WAYS = {"timedelta", "relativedelta", "monthrange", "fromordinal", "toordinal", "add_months"}
ALLOWED = {("instalments.py", "add_months"): "monthly instalments fall due by the corresponding date, as rent does"}


def multiples(tree: ast.AST) -> Iterator[ast.expr]:
    """What a DAY is multiplied by."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            sides = (node.left, node.right)
            for one, other in (sides, sides[::-1]):
                if (isinstance(one, ast.Name) and one.id == "DAY") or (
                    isinstance(one, ast.Attribute) and one.attr == "DAY"
                ):
                    yield other


def faults(source: str, name: str) -> list[str]:
    tree = ast.parse(source)
    found = []
    for node in ast.walk(tree):
        names = [node.id] if isinstance(node, ast.Name) else [node.attr] if isinstance(node, ast.Attribute) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        found += [f"uses {n}" for n in names if n in OTHER_WAYS and (name, n) not in ALLOWED]
    for number in multiples(tree):
        if isinstance(number, ast.Constant) and (name, number.value) not in LITERALS:
            found.append(f"counts {number.value!r} days by itself")
        named = {n.id for n in ast.walk(number) if isinstance(n, ast.Name)}
        if not isinstance(number, ast.Constant) and not named & set(POLICY):
            found.append(f"counts {ast.unparse(number)} days")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(CASES)))
def test_cases_count_no_legal_time(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8"), str(file.relative_to(CASES))) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import timedelta",
        "import datetime\nd = s + datetime.timedelta(14)",
        "d = served + DAY * 28",
        "d = served + 28 * law.dates.DAY",
        "d = served + DAY * WEEKS",
        "from law.dates import add_months",
        "from calendar import monthrange",
    ],
)
def test_a_legal_number_in_the_cases_room_would_be_seen(source: str) -> None:
    assert faults(source, "notice.py")


def test_the_allowances_are_all_used() -> None:
    text = {str(f.relative_to(CASES)): f.read_text(encoding="utf-8") for f in FILES}
    for file, number in LITERALS:
        assert f"DAY * {number}" in text[file]
    for file, word in ALLOWED:
        assert word in text[file]
    assert all(any(f"DAY * {name}" in t or f"DAY * ({name}" in t for t in text.values()) for name in POLICY)
