"""The built templates: as their builders make them, and asking for exactly what the facts hold."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from activities.papers import BUILDERS
from templates.builders.every import PAPERS
from templates.builders.kit import HERE
from templates.linter import differences
from templates.manifest import all_templates

CODES = sorted(all_templates())


def parts(content: bytes) -> dict[str, bytes]:
    """The members of an archive by name: what it holds, however it was packed."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_manifest_builders_and_registry_name_the_same_papers() -> None:
    assert set(PAPERS) == set(BUILDERS) == set(all_templates())


@pytest.mark.parametrize("code", CODES)
def test_the_template_in_the_tree_is_the_one_its_builder_makes(code: str) -> None:
    held = all_templates()[code]
    assert parts(PAPERS[code](held).built()) == parts((HERE / held.file).read_bytes())


@pytest.mark.parametrize("code", CODES)
def test_template_and_facts_are_equal(code: str) -> None:
    assert differences(all_templates()[code].source, BUILDERS[code].facts) == []


@pytest.mark.parametrize("code", CODES)
def test_no_template_has_a_text_box_or_an_american_tongue(code: str) -> None:
    held = parts(all_templates()[code].source)
    for name, content in held.items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert b"txbxContent" not in content and b"w:pict" not in content
            assert b"en-US" not in content


@pytest.mark.parametrize("code", CODES)
def test_a_table_that_goes_over_the_page_has_its_head_again_and_no_cut_row(code: str) -> None:
    for table in Document(BytesIO(all_templates()[code].source)).element.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        if len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) > 2 or any(
            "{%tr for" in _said(row) for row in rows
        ):
            assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None, _said(rows[0])


def _said(row: BaseOxmlElement) -> str:
    return "".join(row.itertext())
