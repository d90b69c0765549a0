"""Who is to be written to in Welsh, and under what name a landlord's Welsh wording of a paper is kept.

We hold no Welsh text of our own and make none up: a paper for somebody whose language is Welsh is in the landlord's Welsh
wording once there is one, and until then in English, which the step says.
"""

from __future__ import annotations

import re

from activities.papers.known import Ask
from templates.manifest import Template

#: Papers that are written to people. What a court is given is in the words of its forms.
KINDS = ("letter", "notice")
_MARK = "/cy"
_SPOKEN = re.compile(r"\b(welsh|cymraeg|cy|cy-gb)\b", re.IGNORECASE)


def spoken(*said: str | None) -> bool:
    """Whether a language column, or what somebody asked us to adjust, names Welsh."""
    return any(_SPOKEN.search(one or "") for one in said)


def may_be(template: Template) -> bool:
    """Whether a paper can have a Welsh wording: a letter or a notice of Wales."""
    return template.nation == "wales" and template.kind in KINDS


def wanted(template: Template, ask: Ask) -> bool:
    """Whether a paper is for somebody whose language is Welsh; one that names all of them, for any of them."""
    if not may_be(template):
        return False
    readers = (ask.reader,) if ask.reader else ask.tenants
    return spoken(ask.known.account.language, *(person.adjustments for person in readers))


def named(paper: str) -> str:
    """The name under which the Welsh wording of a paper is kept."""
    return f"{paper}{_MARK}"


def paper_of(name: str) -> tuple[str, bool]:
    """The paper that a wording is of, and whether it is the Welsh one."""
    return name.removesuffix(_MARK), name.endswith(_MARK)
