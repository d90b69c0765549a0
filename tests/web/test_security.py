"""What stands before every page."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import httpx2
import pytest

from tests.web.conftest import Board
from web import vendoring

PAGES = ["/work", "/board", "/cases/A1-1", "/sign-in"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_kept_by_nobody_and_runs_nothing_foreign(officer: httpx2.Client, path: str) -> None:
    answer = officer.get(path)
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    nonce = re.search(r"'nonce-([\w-]+)'", policy)
    assert nonce is not None
    inline = re.findall(r"<script([^>]*)>[^<]", answer.text)
    assert inline and all(f'nonce="{nonce[1]}"' in attributes for attributes in inline)
    assert " style=" not in answer.text and "onclick" not in answer.text and "http://" not in answer.text
    assert officer.get(path).headers["content-security-policy"] != policy, "a nonce is used once"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {},
    ],
)
def test_a_form_of_another_site_does_nothing(the_board: Board, officer: httpx2.Client, headers: dict[str, str]) -> None:
    with httpx2.Client(base_url=the_board.url, cookies=officer.cookies) as foreign:
        answer = foreign.post("/sign-out", headers=headers)
    assert answer.status_code == 403 and "nothing was done" in answer.text
    assert officer.get("/work").status_code == 200


def test_a_browser_on_plain_http_shows_its_origin(the_board: Board, officer: httpx2.Client) -> None:
    with httpx2.Client(base_url=the_board.url, cookies=officer.cookies) as near:
        assert near.post("/sign-out", headers={"Origin": the_board.url}).status_code == 303


def test_assets_may_be_kept_for_ever_under_their_hash(officer: httpx2.Client) -> None:
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', officer.get("/work").text)
    assert len(found) >= 6
    for address in found:
        answer = officer.get(address)
        assert "immutable" in answer.headers["cache-control"], address
        assert hashlib.sha256(answer.content).hexdigest().startswith(address.rpartition("=")[2])


@pytest.mark.parametrize("folder", [vendoring.FOLDER, vendoring.TESTS_FOLDER])
def test_the_vendored_files_are_what_the_manifest_says(folder: Path) -> None:
    packages = json.loads((folder / vendoring.MANIFEST).read_text())
    listed = {name: found for package in packages for name, found in package["files"].items()}
    held = {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()}
    assert held - {vendoring.MANIFEST} == set(listed)
    assert {name: vendoring.integrity((folder / name).read_bytes()) for name in listed} == listed
    assert all(package["licence"] in ("MIT", "0BSD", "MPL-2.0") for package in packages)


def test_nothing_of_the_crown_is_in_them() -> None:
    text = "".join(f.read_text() for f in vendoring.FOLDER.rglob("*.css"))
    assert not re.search(r"GDS Transport|@font-face|govuk-crest\.svg|/assets/|crown\.", text, re.IGNORECASE)
    assert not [f for f in vendoring.FOLDER.rglob("*") if re.search(r"crest|crown|\.woff|favicon", f.name)]


def test_no_template_carries_a_style_or_a_script_of_its_own() -> None:
    folder = Path(vendoring.__file__).parent / "templates"
    faults = [
        f.name
        for f in folder.rglob("*.html")
        if re.search(r' style="| on(click|load|submit)=|javascript:', f.read_text())
    ]
    assert faults == []
