"""The certificates of service: of a notice (E-14) and of court papers (E-15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.kit import Paper
from templates.manifest import Template


def e14(template: Template) -> Paper:
    """E-14: certificate of service of a notice on one person."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    paper.heading(template.title, 0)
    paper.text("One certificate for each person served. A statutory notice is not a court document.")
    paper.heading("1. Who I am")
    paper.text("I am {{ server.name }}, {{ server.position }}, employed by {{ landlord }}, the landlord.")
    paper.heading("2. What I served")
    paper.text(
        "A {{ notice }}{% if form %}, {{ form }}{% endif %}, about the home below"
        "{% if specified_on %}, which names {{ specified_on|day }} as the date that matters for court proceedings"
        "{% endif %}. A copy is attached to this certificate."
    )
    with paper.when("document"):
        paper.text("It is the paper kept as {{ document.name }}, SHA-256 {{ document.sha256 }}.")
        paper.otherwise()
        paper.text("The paper that was served was not made by this system; the copy attached shows what it said.")
    paper.heading("3. On whom")
    paper.text("**{{ recipient.name }}", ", {{ capacity }} of:")
    paper.lines("home")
    paper.heading("4. How, where and when")
    paper.facts_box(
        ("How", "{{ how }}."),
        ("Where", "{{ place }}"),
        ("Left with", "{{ left_with }}", "left_with"),
        ("Day", "{{ done_on|day }}"),
        ("Time", "{{ at }}", "at"),
        ("Time", "as the proof of posting shows", "not at"),
        ("Witness", "{{ witness }}", "witness"),
        ("Authority", "{{ authority }}"),
        ("Proof", "{{ proof }}"),
        widths=(3.5, kit.WIDE - 3.5),
    )
    paper.heading("5. The day we rely on")
    paper.text("We say that the notice was served on ", "**{{ served_on.on|day }}", ". {{ because }}")
    paper.heading("6. Certificate")
    paper.text(
        "I made a note of this at the time or soon after it. What I say here is what I did and saw myself. I sign this "
        "certificate after the day of service and not before it."
    )
    kit.signature(paper, "server", for_whom="{{ landlord }}")
    return paper


def e15(template: Template) -> Paper:
    """E-15: certificate of service of court papers on one defendant."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    kit.in_form(
        paper,
        lambda: _e15(paper, template),
        heading=lambda: kit.court_box(paper),
        papers=lambda: _served_papers(paper),
        service=lambda: _how_served(paper),
        truth=lambda: kit.law_text(paper, "'V-SOT-N215'"),
        signature=lambda: kit.signature(paper, "server", for_whom="{{ landlord }}"),
    )
    return paper


def _e15(paper: Paper, template: Template) -> None:
    kit.court_top(paper, template, "One certificate for each defendant served.")
    kit.specimen_note(
        paper, "the court's own form and the statement of truth in the prescribed words are still needed."
    )
    paper.heading("1. What was served, and when it is deemed served")
    _served_papers(paper)
    paper.text("Copies of what is not on the court's file already are attached.")
    paper.heading("2. On whom, how and where")
    _how_served(paper)
    paper.heading("3. Statement of truth")
    paper.text(
        "The person named below verifies this certificate by a statement of truth, in the words that the rules prescribe. It "
        "is signed after the step was taken and not before it."
    )
    kit.signature(paper, "server", for_whom="{{ landlord }}")


def _served_papers(paper: Paper) -> None:
    paper.table(
        ("Paper", "Step taken on", "Deemed served on"),
        ("{{ one.what }}", "{{ done_on|court_day }}{% if at %}, {{ at }}{% endif %}", "{{ one.on.on|court_day }}"),
        name="one",
        over="papers",
        widths=(6.5, 4.5, 4.5),
    )


def _how_served(paper: Paper) -> None:
    paper.facts_box(
        ("Defendant served", "{{ recipient.name }}"),
        ("How", "{{ how }}"),
        ("Left with", "{{ left_with }}", "left_with"),
        ("Address", "{{ address|join(', ') }}"),
        ("That address is", "{{ whose }}"),
        widths=(3.5, kit.WIDE - 3.5),
    )


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-14": e14, "E-15": e15})
