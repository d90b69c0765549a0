"""The template of the letter that tells what a review of the notice decided (E-11), in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import letter_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template


def decided(template: Template, *, challenge: str, extension: str = "") -> Paper:
    """The decision first; then the reader's points in their own order, and what was found on each.

    challenge: what a court can do about the decision. extension: the time that was allowed for it, where a landlord may.
    """
    paper = kit.start(template)
    with paper.when("confirmed"):
        paper.text(
            "You asked us to look again at our decision to go to court. We have done that, and the decision stands. "
            "You do not have to leave your home because of this letter."
        )
        paper.otherwise()
        paper.text(
            "You asked us to look again at our decision to go to court. We have done that, and we have changed it. "
            f"On this notice, we will not ask the court for your home. {kit.STAY}"
        )
    paper.facts_box(
        ("Notice given to you", "{{ served_on|day }}"),
        ("You asked for a review", "{{ requested_on|day }}, {{ how }}"),
        ("Who reviewed it", "{{ reviewer }}, {{ reviewer_role }}"),
        ("What you owe", "{{ b1.pence|balance }} in rent, at the end of {{ b1.as_at|day }}"),
        ("When we gave the notice", "{{ before.pence|balance }}, at the end of {{ before.as_at|day }}"),
        ("Who to call", "{{ officer.name }} on {{ officer.phone }}"),
    )
    paper.heading("How we did it")
    paper.text(
        "{{ maker }} decided to give you the notice. {{ reviewer }} had no part in that decision."
        f"{extension}"
        "{% if in_time %} You asked in time.{% else %} You asked after the last day for it. We have looked at the decision "
        "all the same.{% endif %}"
    )
    with paper.when("hearing_on"):
        paper.text(
            "There was a hearing on {{ hearing_on|day }}. "
            "{% if there %}You were there.{% else %}You were not there.{% endif %}"
        )
        paper.otherwise()
        paper.text("We did it on paper. Nobody asked for a hearing.")
    paper.text("This is what we looked at:")
    with paper.each("one", "considered"):
        paper.bullets("{{ one }}")
    with paper.when("points"):
        paper.heading("What you said, and what we found")
        with paper.each("point", "points"):
            paper.text("**You said: ", "{{ point.raised }}", style="Close")
            paper.text("**We found: ", "{{ point.finding }}")
    paper.heading("You and your home")
    paper.text("{{ equality }}")
    paper.text("{{ alternatives }}")
    with paper.when("confirmed"):
        paper.heading("Why the decision stands")
        paper.text("{{ reasons }}")
        paper.heading("What happens next")
        paper.text(
            "The notice gives {{ specified_on|day }}. We may ask a court for your home from {{ claim_from.on|day }}. "
            "Only a court can make you leave. If we have followed the rules, it may have no choice. So please get advice now."
        )
        paper.text(
            f"{challenge} A complaint to us does not do that. "
            "We would still like to agree a plan that you can afford. Please call us."
        )
        kit.legal_help(paper)
        paper.otherwise()
        paper.heading("What happens next")
        paper.text("The rent you owe is still owed. Please call us, and we will agree a plan that you can afford.")
    kit.joint(paper)
    kit.free_help(paper)
    kit.end(paper, wrong=False)
    return paper


def e11(template: Template) -> Paper:
    """E-11, in England."""
    return decided(template, challenge="An adviser can tell you if this decision can be challenged in court.")


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-11": e11})
