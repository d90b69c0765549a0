"""A landlord's own wording: what it must say, what it can never do, and for which days it is used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from activities.documents import RenderRefused
from activities.papers import BUILDERS, own_words
from activities.papers.known import OwnWording
from templates import engine, intake, linter
from templates.engine import Marks, TemplateError
from templates.manifest import all_templates
from tests.papers import fixtures as fx
from tests.papers.court_samples import secure
from tests.papers.samples import loaded

ROW, BUILDER = all_templates()["E-04"], BUILDERS["E-04"]


def written(*paragraphs: str, code: str = "E-04", without: str = "", swap: tuple[str, str] = ("", "")) -> bytes:
    """Our template of a paper with these paragraphs added, those that hold `without` left out, and words swapped."""
    document = Document(BytesIO(all_templates()[code].source))
    for paragraph in list(
        document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    ):
        said = "".join(
            t.text or "" for t in paragraph.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
        )
        if without and without in said:
            paragraph.getparent().remove(paragraph)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if swap[0] and swap[0] in run.text:
                run.text = run.text.replace(*swap)
    for one in paragraphs:
        document.add_paragraph(one)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def packed(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Our template with its members changed, and members added (`word__vbaProject.bin`)."""
    out = BytesIO()
    with ZipFile(BytesIO(ROW.source)) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            kept.writestr(name, change(name, given.read(name)))
        for name, data in more.items():
            kept.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def same(_: str, data: bytes) -> bytes:
    return data


def within(part: str, old: bytes, new: bytes) -> bytes:
    """Our template with one replacement in one part."""
    return packed(lambda name, data: data.replace(old, new, 1) if name == part else data)


def own(content: bytes, *, code: str = "E-04", days: int = 0) -> OwnWording:
    """A wording that was accepted, for days from (that many after) the day of FX-A."""
    sha256 = hashlib.sha256(content).hexdigest()
    return OwnWording(paper=code, version=3, since=fx.A_DAY + timedelta(days=days), sha256=sha256, content=content)


def refused(wording: OwnWording) -> str:
    """What stands against the statement in this wording; every refusal is a sentence and none a crash."""
    with pytest.raises(RenderRefused) as no:
        fx.fx_a().knowing(own=(wording,)).paper("E-04", fx.AMINA)
    return str(no.value)


END = b"<w:sectPr"
P = b"<w:p><w:r>%s</w:r></w:p><w:sectPr"
TAGS = {
    "{{ reader.name.__class__.__mro__ }}": "__class__",
    "{{ reader['__class__'] }}": "__class__",
    "{{ advice|map(attribute='name.__class__')|join }}": "begins with an underscore",
    "{{ reader.name|attr('upper') }}": "the filter attr",
    "{{ reader.name|format }}": "the filter format",
    "{{ reader.name.upper() }}": "calls reader.name.upper()",
    "{{ open('/etc/passwd').read() }}": "calls",
    "{% include '/etc/passwd' %}": "another file",
    "{% import 'os' as os %}": "another file",
    "{% extends 'base' %}": "another file",
    "{% for n in range(999999999) %}x{% endfor %}": "calls range()",
    "{% for a in statement.rows %}{% for b in statement.rows %}x{% endfor %}{% endfor %}": "again for every item",
    "{% for a in statement.rows recursive %}{{ loop(statement.rows) }}{% endfor %}": "may not end",
    "{{ 'x' * 999999999 }}": "(mul)",
    "{{ reader.name|join('" + "x" * 30 + "') }}": "`join` in another way",
    "{{ reader.name|join('xx')|join('xx') }}": "`join` in another way",
    "{% for a in paper.law.form %}" * 3 + "x" + "{% endfor %}" * 3: "goes through paper again",
    "{{r reader.name }}": "takes its run apart",
    "{{ reader.name|replace('a', 'aaaaaaaaaaaaaaaaaaaa') }}": "replaces words by longer ones",
    "{{ advice|map('attr', 'x')|join }}": "`map` in another way",
    "{% set x = 1 %}": "(assign)",
    "{% macro x() %}{% endmacro %}": "(macro)",
    "{{ (((((" + "(" * 200 + "1" + ")" * 205 + " }}": "nested",
    "{% if joint %}" * 70 + "x" + "{% endif %}" * 70: "nested too deeply",
    "{{ " + "reader.name ~ " * 60 + "1 }}": "longer than 500 characters",
    "{{ reader.name": "does not begin and end in one paragraph",
    "{# nothing #}": "does not begin and end",
    "{% nonsense %}": "cannot be read",
}


@pytest.mark.parametrize(("tag", "said"), TAGS.items(), ids=[t[:40] for t in TAGS])
def test_a_template_cannot_run_code_or_run_without_end(tag: str, said: str) -> None:
    content = written(tag)
    assert said in " ".join(own_words.faults(content, ROW, BUILDER))
    # and were it in the table all the same, the paper would not be written
    assert refused(own(content))


@pytest.mark.parametrize(
    "tag",
    [t for t in TAGS if t.startswith(("{{ reader", "{% for a in statement", "{% for n", "{{ 'x'", "{{ open", "{% i"))],
)
def test_the_engine_itself_stops_them_too(tag: str) -> None:
    with pytest.raises(TemplateError, match=r"The template of T-01 could not be filled in: .+\.$"):
        engine.render(
            written(tag),
            {"reader": {"name": "Amina"}, "statement": {"rows": (1, 2)}},
            marks=Marks("T-01", "1", "x"),
            on=fx.A_DAY,
        )


PACKAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "no document": (lambda: b"words", "not a Word document"),
    "a zip of nothing": (lambda: b"PK\x05\x06" + bytes(18), "not a Word document"),
    "a large file": (lambda: bytes(intake.LARGEST + 1), "bytes"),
    "a bomb": (lambda: packed(same, word__media__a=b"\0" * (intake.UNPACKED + 1)), "unpacks to far more"),
    "a bomb in a part": (lambda: packed(same, word__footnotes=b" " * (intake.XML + 1)), "unpacks to more than"),
    "many members": (
        lambda: packed(same, **{f"word__media__{n}.png": b"x" for n in range(200)}),
        "unpacks to far more",
    ),
    "a macro": (lambda: packed(same, word__vbaProject=b"x"), "macro"),
    "a document with macros": (
        lambda: within("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"),
        "macros",
    ),
    "another program": (lambda: packed(same, word__embeddings__a=b"x"), "no template here has"),
    "comments": (lambda: packed(same, word__comments=b"<x/>"), "comments"),
    "a path upwards": (lambda: packed(same, **{"..__..__etc__passwd": b"x"}), "no template here has"),
    "something outside": (
        lambda: within(
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            b'<Relationship Id="rX" Type="http://x/attachedTemplate" Target="http://example.org/t.dotm" TargetMode="External"/>'
            b"</Relationships>",
        ),
        "outside itself (attachedTemplate http://example.org/t.dotm)",
    ),
    "entities": (
        lambda: packed(lambda n, d: b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' if n == "docProps/app.xml" else d),
        "entities",
    ),
    "broken": (lambda: within("word/document.xml", b"</w:body>", b""), "cannot be read"),
    "another file taken in": (
        lambda: within("word/document.xml", END, b"<w:altChunk/>" + END),
        "takes in another file",
    ),
    "hidden text": (lambda: within("word/document.xml", END, P % b"<w:rPr><w:vanish/></w:rPr><w:t>x</w:t>"), "hidden"),
    "a text box": (lambda: within("word/document.xml", END, P % b"<w:txbxContent/>"), "text box"),
    "tracked changes": (lambda: within("word/document.xml", END, b"<w:p><w:ins/></w:p>" + END), "tracked changes"),
    "a field": (
        lambda: within("word/document.xml", END, P % b'<w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText>'),
        "worked out when it is opened",
    ),
    "a field that is read for ever": (
        lambda: within("word/document.xml", END, P % (b"<w:instrText>" + b"PAGE " * 40 + b"x</w:instrText>")),
        "worked out when it is opened",
    ),
    "a long field": (
        lambda: within("word/document.xml", END, P % (b"<w:instrText>PAGE" + b" " * 200_000 + b"x</w:instrText>")),
        "worked out when it is opened",
    ),
    "white text": (
        lambda: within("word/document.xml", END, P % b'<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t>'),
        "white text",
    ),
    "tiny text": (
        lambda: within("word/document.xml", END, P % b'<w:rPr><w:sz w:val="2"/></w:rPr><w:t>x</w:t>'),
        "text of 1 points; at least 7",
    ),
    "words from elsewhere": (
        lambda: within("word/document.xml", END, b"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt>" + END),
        "put in when it is opened",
    ),
    "letters turned round": (
        lambda: within("word/document.xml", END, P % "<w:t>\u202edecalp</w:t>".encode()),
        "turns the order of letters round",
    ),
    "another language": (
        lambda: within("word/document.xml", END, P % b'<w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>x</w:t>'),
        "en-US; en-GB",
    ),
    "tags elsewhere": (lambda: within("docProps/core.xml", b"<dc:title>", b"<dc:title>{{ reader }}"), "has tags in it"),
    "tags in an attribute": (
        lambda: within("word/document.xml", b"<w:tblGrid", b'<w:x w:y="{{ reader }}"/><w:tblGrid'),
        "a place where no text stands",
    ),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_file_that_is_no_plain_document_is_refused_when_it_comes_and_when_it_is_used(name: str) -> None:
    made, said = PACKAGES[name]
    content = made()
    assert said in " ".join(own_words.faults(content, ROW, BUILDER))
    assert said in refused(own(content))


@pytest.mark.parametrize("code", ["E-08", "E-16", "E-27"])
def test_our_own_template_would_be_taken_in(code: str) -> None:
    row = all_templates()[code]
    assert own_words.faults(row.source, row, BUILDERS[code]) == []
    assert own_words.difference(row.source, row.source) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (written("{{ tenant.name }}"), "It asks for tenant.name, which the facts of this paper do not have"),
        (written(without="statement.closing"), "It leaves out what this paper has to say: "),
        (written("{{ home|join(', ') }}"), "could not be filled in"),
        (written("{{ reader.name|money }}"), "could not be filled in"),
        (
            written("{% if statement.rows|length > 9000 %}{{ officer.name }}{% endif %}", without="officer.name"),
            "Filled in, it does not say what this paper has to say: officer.name",
        ),
        (packed(lambda n, d: d.replace(b"paper.line", b"paper.code") if "header" in n else d), "Its head lacks"),
        (within("word/document.xml", b"<w:pgSz", b"<w:titlePg/><w:pgSz"), "Its first page"),
    ],
)
def test_what_it_asks_for_and_leaves_out_is_told(content: bytes, said: str) -> None:
    told = " ".join(own_words.faults(content, ROW, BUILDER))
    assert said in told


@pytest.mark.parametrize(
    ("code", "gone", "said"),
    [
        ("E-08", "paper.law.form", "no place for the law's own words (V-NSP1)"),
        ("E-08", "'particulars'", "fills in nothing where the form has the blank [[particulars]]"),
        ("E-38", "paper.law.enclosed", "no place for the law's own words (V-PAPD-A, V-PAPD-B)"),
    ],
)
def test_a_paper_that_wants_the_law_s_words_has_a_place_for_them(code: str, gone: str, said: str) -> None:
    swapped = {"paper.law.form": "grounds", "'particulars'": "'others'", "paper.law.enclosed": "advice"}[gone]
    content = written(code=code, swap=(gone, swapped))
    assert said in " ".join(own_words._law(linter.parts(content)[0], all_templates()[code]))


def test_it_is_used_from_its_first_day_and_kept_with_what_it_was() -> None:
    content = written("Talk to us on the green.")
    case = fx.fx_a().knowing(own=(own(content),))
    made = case.paper("E-04", fx.AMINA)
    assert "Talk to us on the green." in fx.said(made.content) and "E-04, version own 3" in fx.said(made.content)
    assert made.template_version == "own 3"
    assert [one.model_dump() for one in made.used] == [
        {"kind": "paper", "name": "E-04", "version": 3, "sha256": hashlib.sha256(content).hexdigest()}
    ]
    later = fx.fx_a().knowing(own=(own(content, days=1),)).paper("E-04", fx.AMINA)
    assert later.template_version == "1" and later == fx.fx_a().paper("E-04", fx.AMINA)


def test_one_that_was_changed_since_it_was_accepted_is_refused() -> None:
    said = refused(own(ROW.source).model_copy(update={"sound": False}))
    assert "is not what was accepted: it no longer fits its SHA-256" in said


def test_the_law_s_words_are_word_for_word_in_an_own_wording_or_it_is_refused() -> None:
    case = loaded(secure(), "V-NSP1", "V-HA85-G1")
    kept, lost = written(code="E-08"), written(code="E-08", swap=("paper.law.texts['V-HA85-G1']", "advice"))
    wording = own(kept, code="E-08", days=-30)
    assert not case.knowing(own=(wording,)).paper("E-08", grounds=["1"]).specimen
    with pytest.raises(RenderRefused, match="The words of the law are not in E-08 word for word"):
        case.knowing(own=(own(lost, code="E-08", days=-30),)).paper("E-08", grounds=["1"])
