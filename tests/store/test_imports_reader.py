"""The bytes of a file: encoding, quotes, line ends, headers, sizes; and any bytes give a report, never a crash."""

from __future__ import annotations

import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.imports import ImportReport, check
from store.imports.format import FILES
from store.imports.reader import MAX_LINE_BYTES
from tests.store.folders import ACCOUNT, EVENT, LANDLORD, POSTINGS, TODAY, folder, found, only

HEADER = "tenancy_ref,person_ref,role,forename,surname\n"
ROW = "T1,P1,tenant,Zoë,O'Brien\n"


def people(path: Path, content: bytes | str) -> ImportReport:
    """The report on a folder whose tenants.csv holds these bytes."""
    folder(path)
    (path / "tenants.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return check(path, today=TODAY)


@pytest.mark.parametrize(
    "content",
    [
        HEADER + ROW,
        "\ufeff" + HEADER + ROW,
        (HEADER + ROW).replace("\n", "\r\n"),
        (HEADER + ROW).rstrip(),
        HEADER + '"T1","P1","tenant","Zoë","O\'Brien"\n',
        HEADER + 'T1,P1,tenant,"Zoë ""Zo""","O\'Brien, of\nthe Weir"\n',
        HEADER + "\n" + ROW + "\n",
        HEADER + ROW + ",,,,\n",
        HEADER + " T1 , P1 ,tenant, Zoë , O'Brien \n",
    ],
    ids=["plain", "bom", "crlf", "no last newline", "quoted", "quotes in quotes", "blank lines", "empty row", "padded"],
)
def test_what_the_format_allows(tmp_path: Path, content: str) -> None:
    assert people(tmp_path, content).problems == ()


FAULTY: list[tuple[str, bytes, str, int, str, str]] = [
    # name, bytes, code, row, part of the value, part of what is expected
    ("empty", b"", "empty_file", 0, "empty file", "header row"),
    ("bom only", b"\xef\xbb\xbf", "empty_file", 1, "", "header row"),
    (
        "unterminated quote",
        (HEADER + ROW + 'T1,P2,joint,"Ann,Smith\n' + ROW * 3).encode(),
        "unterminated_quote",
        3,
        "line 3",
        "closing quotation mark",
    ),
    (
        "text after a quote",
        (HEADER + 'T1,P1,tenant,"Zoë"x,Smith\n').encode(),
        "quotes",
        2,
        "line 2",
        "comma or the end",
    ),
    ("latin-1", HEADER.encode() + "T1,P1,tenant,Zoë,Smith\n".encode("latin-1"), "encoding", 2, "0xeb", "UTF-8"),
    ("utf-16", (HEADER + ROW).encode("utf-16"), "encoding", 1, "UTF-16", "UTF-8"),
    ("nul", (HEADER + "T1,P1,tenant,Z\0e,Smith\n").encode(), "nul", 2, "byte 59", "without NUL"),
    ("cr only", (HEADER + ROW).replace("\n", "\r").encode(), "line_ends", 1, "CR", "LF or CRLF"),
    ("too few cells", (HEADER + "T1,P1,tenant,Zoë\n").encode(), "cells", 2, "4 cells", "5 cells"),
    ("too many cells", (HEADER + "T1,P1,tenant,Zoë,O,Brien\n").encode(), "cells", 2, "6 cells", "5 cells"),
    ("header twice", HEADER.replace("forename", "surname").encode(), "header_twice", 1, "2 times", "once"),
    ("header blank", HEADER.replace("forename", " ").encode(), "header_blank", 1, "", "column 4"),
    ("semicolons", (HEADER + ROW).replace(",", ";").encode(), "separator", 1, "tenancy_ref;person_ref", "commas"),
    ("column missing", HEADER.replace("role", "Role").encode(), "column_missing", 1, "", "(is 'role' meant?)"),
    ("a long line", (HEADER + "x" * (MAX_LINE_BYTES + 9)).encode(), "line_too_long", 2, "line 2", "1,000,000"),
]


@pytest.mark.parametrize(
    ("content", "code", "row", "value", "expected"), [case[1:] for case in FAULTY], ids=[case[0] for case in FAULTY]
)
def test_a_broken_file_is_told_by_row_with_what_was_expected(
    tmp_path: Path, content: bytes, code: str, row: int, value: str, expected: str
) -> None:
    report = people(tmp_path, content)
    problem = found(report, code)[0]
    assert (problem.file, problem.row) == ("tenants.csv", row)
    assert value in problem.value and expected in problem.expected
    assert not report.ok


def test_the_byte_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    content = HEADER.encode() + b"T1,P1,tenant,Zo\xeb,Smith\n"
    problem = found(people(tmp_path, content), "encoding")[0]
    at = int(problem.value.split()[1])
    assert content[at] == 0xEB


def test_spaces_around_a_heading_are_read_past_with_a_warning(tmp_path: Path) -> None:
    report = people(tmp_path, HEADER.replace("role", " role ") + ROW)
    assert only(report, "header_spaces").severity == "warning" and report.ok


def test_unknown_columns_are_listed_as_extras(tmp_path: Path) -> None:
    report = people(tmp_path, HEADER.strip() + ",shoe_size\n" + ROW.strip() + ",42\n")
    summary = report.file("tenants.csv")
    assert report.ok and summary is not None and summary.extras == ("shoe_size",)


def test_a_file_of_200_mb_is_refused_unread_and_the_limit_is_a_setting(tmp_path: Path) -> None:
    folder(tmp_path)
    with open(tmp_path / "transactions.csv", "ab") as stream:
        stream.truncate(200_000_000)
    report = check(tmp_path, today=TODAY)
    problem = found(report, "too_large")[0]
    assert problem.value == "200 MB" and "at most 100 MB" in problem.expected and "--max-mb" in problem.expected
    wider = check(tmp_path, today=TODAY, max_mb=250)
    assert found(wider, "too_large") == [] and found(wider, "line_too_long")


def test_memory_stays_bounded_whatever_the_line_is(tmp_path: Path) -> None:
    folder(tmp_path)
    with open(tmp_path / "tenants.csv", "wb") as stream:
        stream.write(HEADER.encode())
        stream.write(b'T1,P1,tenant,"' + b"never closed,\n" * 3_000_000)
    tracemalloc.start()
    report = check(tmp_path, today=TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found(report, "unterminated_quote") and peak < 8_000_000


FILE_BYTES = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=12), max_size=15).map(",".join), max_size=8
    ).map(lambda lines: "\n".join(lines).encode()),
)
SOUND = {
    "rent_accounts.csv": ACCOUNT,
    "transactions.csv": POSTINGS[0],
    "events.csv": EVENT,
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from([f.name for f in FILES]), content=FILE_BYTES)
def test_any_bytes_give_a_report_and_never_a_crash(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = folder(Path(place), events=[EVENT], landlord=LANDLORD)
        (path / name).write_bytes(content)
        report = check(path, today=TODAY)
        assert report.errors >= 0 and report.as_json()["folder"] == str(path)
        # An optional file may be anything that reads as an empty table; a required one never passes as noise.
        if name in ("rent_accounts.csv", "tenants.csv"):
            assert not report.ok


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_cell_gives_a_report_and_never_a_crash(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SOUND)))
    sound = SOUND[name]
    column = data.draw(st.sampled_from(sorted(sound)))
    value = data.draw(st.one_of(st.text(max_size=40), st.from_regex(r"-?\d{0,12}[.,]?\d{0,3}"), st.dates().map(str)))
    changed = [{**sound, column: value.encode("utf-8", "replace").decode()}]
    with tempfile.TemporaryDirectory() as place:
        path = folder(
            Path(place),
            accounts=changed if name == "rent_accounts.csv" else None,
            postings=changed if name == "transactions.csv" else None,
            events=changed if name == "events.csv" else [EVENT],
        )
        report = check(path, today=TODAY)
        assert all(problem.expected and problem.file for problem in report.problems)
        assert report.ok == (report.errors == 0)


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["landlord.toml", "rent_accounts.manifest.json"]), content=st.binary(max_size=200))
def test_any_page_or_manifest_gives_a_report(kind: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = folder(Path(place))
        (path / kind).write_bytes(content)
        assert check(path, today=TODAY).files
