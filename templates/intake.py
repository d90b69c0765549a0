"""A .docx from outside: whether it is a plain document, before anything in it is opened, followed or filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from docx.oxml.ns import qn
from lxml import etree

LARGEST, UNPACKED, XML, MEMBERS = 5_000_000, 40_000_000, 4_000_000, 200  # bytes, bytes, bytes of one part, members
LANGUAGE, WELSH = "en-GB", "cy-GB"
SPOKEN = {LANGUAGE: "English (United Kingdom)", WELSH: "Welsh (United Kingdom)"}
FILLED_IN = re.compile(r"^word/(document|header\d*|footer\d*)\.xml$")
_PLAIN = re.compile(
    r"^(\[Content_Types\]\.xml|(.*/)?_rels/[\w.]*\.rels|docProps/(core|app|custom)\.xml|docMetadata/LabelInfo\.xml"
    r"|customXml/(item|itemProps)\d+\.xml|word/(document|styles|settings|webSettings|fontTable|numbering|footnotes|endnotes)\.xml"
    r"|word/(header|footer)\d*\.xml|word/theme/theme\d+\.xml|word/media/[\w-]+\.(png|jpe?g|gif))$"
)
# Written so that there is one way to read a code, and looked at only where it is short: a long one is never a page number.
_FIELD = re.compile(r"^\s*((PAGE|NUMPAGES|SECTIONPAGES)\b(\s*\\\*\s*\w+)*\s*)*$")
_FIELD_LONG = 200
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_APART = re.compile(r"\{\{(r|p|tr|tc)\s")
WHITE = {"FFFFFF", "WHITE"}
SMALLEST, GAP = 14, 8  # half points: of words on a page, and of a style, which may be of an empty line
_OPEN = re.compile(r"\{[\{%#]")
_TAG = re.compile(r"\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}")
_HALF = re.compile(r"(\{[\{%#]|[\}%#]\}).{0,40}")
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
#: What a plain document does not have, and how a person says it.
_NEVER = {
    "w:altChunk": "takes in another file",
    "w:object": "holds an object of another program",
    "w:control": "holds a control",
    "w:txbxContent": "has a text box, whose words no reader's program finds in their place",
    "w:pict": "has a drawing in the old form; put a picture in as PNG or JPEG",
    "w:vanish": "has hidden text",
    "w:specVanish": "has hidden text",
    "w:dataBinding": "has a control whose words are put in when it is opened",
    "w:ins": "has tracked changes; accept or reject them first",
    "w:del": "has tracked changes; accept or reject them first",
    "w:mailMerge": "is joined to a mail merge",
}


def faults(content: bytes, language: str = LANGUAGE) -> list[str]:
    """What is wrong with a file as a template, a sentence each; empty for a plain document.

    language: what it is in. One in Welsh may have English beside it; one in English is wholly that.
    """
    if len(content) > LARGEST:
        return [f"The file has {len(content):,} bytes; a Word document of at most {LARGEST:,} is expected."]
    try:
        with ZipFile(BytesIO(content)) as archive:
            told = list(_members(archive.infolist()))
            return told or list(dict.fromkeys(_contents(archive, language)))
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return ["The file is not a Word document that can be read; a .docx is expected."]


def _members(found: list[ZipInfo]) -> Iterator[str]:
    names = [one.filename for one in found if not one.is_dir()]
    if len(names) > MEMBERS or sum(one.file_size for one in found) > UNPACKED:
        yield f"The file unpacks to far more than a letter has (more than {MEMBERS} parts or {UNPACKED:,} bytes)."
        return
    if any(one.file_size > XML for one in found if not one.filename.startswith("word/media/")):
        yield f"A part of the file unpacks to more than {XML:,} bytes, far more than a letter has."
        return
    if any(one.flag_bits & 1 for one in found):
        yield "The file is locked with a password."
    if len(set(names)) < len(names):
        yield "The file holds a part twice."
    if "word/document.xml" not in names:
        yield "The file is not a Word document; a .docx is expected."
    for name in names:
        if "vbaProject" in name or name.endswith(".bin"):
            yield f"The file has a macro or a program in it ({name}); save it as a document without macros (.docx)."
        elif "comments" in name or name == "word/people.xml":
            yield "The file has comments; remove them first."
        elif not _PLAIN.match(name):
            yield f"The file has a part that no template here has: {name}."


def _contents(archive: ZipFile, language: str) -> Iterator[str]:
    """What is in the parts. A member that unpacks to more than it says is stopped by zipfile itself."""
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(archive.read(name), etree.XMLParser(**_PARSER))
        except etree.XMLSyntaxError:
            yield f"The part {name} of the file cannot be read."
            continue
        if root.getroottree().docinfo.doctype:
            yield f"The part {name} of the file declares a type or entities of its own, which a document does not."
        elif name.endswith(".rels"):
            yield from _relations(root)
        elif name == "[Content_Types].xml":
            if "macroEnabled" in etree.tostring(root, encoding="unicode"):
                yield "The file is a document with macros; save it as one without (.docx)."
        else:
            yield from _words(name, root, language)


def _relations(root: etree._Element) -> Iterator[str]:
    for one in root:
        if str(one.get("TargetMode", "")).lower() == "external":
            kind, target = str(one.get("Type", "")).rpartition("/")[2], str(one.get("Target", ""))[:80]
            hint = "; remove the link and leave its words" if kind == "hyperlink" else ""
            yield f"The file points to something outside itself ({kind} {target}){hint}."


def _words(name: str, root: etree._Element, language: str) -> Iterator[str]:
    for tag, says in _NEVER.items():
        if next(root.iter(qn(tag)), None) is not None:
            yield f"The file {says}."
    yield from _unseen(root, GAP if name == "word/styles.xml" else SMALLEST)
    if _TURNED.search("".join(map(str, root.itertext()))):
        yield "The file has a character that turns the order of letters round; only what reads as it stands is expected."
    fields = [str(one.get(qn("w:instr"), "")) for one in root.iter(qn("w:fldSimple"))]
    for paragraph in root.iter(qn("w:p")):
        fields.append("".join(one.text or "" for one in paragraph.iter(qn("w:instrText"))))
    for code in fields:
        if len(code) > _FIELD_LONG or not _FIELD.match(code):
            said = code.strip()[:60]
            yield f"The file has a field that is worked out when it is opened ({said}); only page numbers are expected."
    if FILLED_IN.match(name):
        yield from _tags(root)
    elif _OPEN.search("".join(map(str, root.itertext()))):
        yield f"The part {name} of the file has tags in it; only the page itself, its head and its foot are filled in."
    spoken = {str(one.get(qn("w:val"))) for one in root.iter(qn("w:lang")) if one.get(qn("w:val"))}
    wanted = f"{language}, {SPOKEN[language]}, is expected for all of it"
    beside = f", but for what is {LANGUAGE}" if language == WELSH else ""
    if name == "word/styles.xml" and language not in spoken:
        yield f"The language of the file is not set; {wanted}."
    for other in sorted(spoken - {language, LANGUAGE}):
        yield f"The file has words marked as {other}; {wanted}{beside}."


def _unseen(root: etree._Element, smallest: int) -> Iterator[str]:
    """Text that is there and that nobody reads; table styles have white of their own, on dark cells."""
    for one in root.iter(qn("w:color"), qn("w:sz")):
        value = str(one.get(qn("w:val"))).upper()
        if any(above.get(qn("w:type")) == "table" for above in one.iterancestors(qn("w:style"))):
            continue
        if one.tag == qn("w:color") and value in WHITE:
            yield "The file has white text, which nobody sees on paper."
        if one.tag == qn("w:sz") and value.isdigit() and int(value) < smallest:
            yield f"The file has text of {int(value) / 2:g} points; at least {SMALLEST / 2:g} are expected."


def _tags(root: etree._Element) -> Iterator[str]:
    """Every tag begins and ends within one paragraph, and is short: what fills it in reads it with patterns that trust this."""
    for paragraph in root.iter(qn("w:p")):
        apart = _APART.search("".join(one.text or "" for one in paragraph.iter(qn("w:t"))))
        if apart:
            yield f"A tag begins with {apart[0].strip()}, which takes its run apart; a fact stands in {{{{ and }}}} with a space."
        half = _HALF.search(_TAG.sub("", "".join(one.text or "" for one in paragraph.iter(qn("w:t")))))
        if half:
            yield f"A tag does not begin and end in one paragraph, or is longer than 500 characters: {half[0]!r}."
    for one in root.iter():
        aside = "" if one.tag == qn("w:t") else one.text or ""
        if _OPEN.search(" ".join((aside, one.tail or "", *map(str, one.attrib.values())))):
            yield "The file has a tag in a place where no text stands."
            return
