"""The notices to secure tenants, for a period (E-08) and for a term (E-09)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.kit import Paper
from templates.builders.notices import addressed, blank, debt, help_, in_form, signed, titled, who_we_are
from templates.manifest import Template


def e08(template: Template) -> Paper:
    """E-08: notice of seeking possession, secure periodic tenancy, ground 1."""
    paper = blank(template)
    in_form(
        paper,
        lambda: _e08(paper, template),
        ground=lambda: kit.law_text(paper, "'V-HA85-G1'"),
        particulars=lambda: debt(paper, "1"),
    )
    return paper


def _e08(paper: Paper, template: Template) -> None:
    titled(paper, template, "Housing Act 1985, section 83. Secure periodic tenancy.")
    kit.specimen_note(paper, "the prescribed form and the prescribed words of the ground still have to be put in.")
    paper.text(
        "**This notice is the first step that may lead to a court deciding about your home. It is not an order and you "
        "do not have to leave because of it. Read it with care and get advice straight away."
    )
    paper.heading("1. Who this notice is for")
    addressed(paper)
    paper.heading("2. What we mean to do")
    paper.text("We, your landlord,")
    who_we_are(paper)
    paper.text("mean to ask the court for an order for possession of your home:")
    paper.lines("home")
    paper.text(
        "Only a court can order you to leave, and it decides after hearing what you have to say. If you are ready to "
        "give up your home without going to court, tell us in writing as soon as you can, and get advice first."
    )
    paper.heading("3. The ground")
    paper.text(
        "We rely on ground {{ ground }} in Schedule 2 to the Housing Act 1985. In our own words, its first half: rent "
        "that is lawfully due from the tenant has not been paid. We do not rely on its other half, a broken obligation "
        "of the tenancy."
    )
    paper.text("The court may let us add or change a ground later. It would hear you about that first.")
    paper.heading("4. Particulars: why we rely on this ground")
    debt(paper, "4")
    paper.heading("5. What the court has to think about")
    paper.text(
        "On this ground the court makes an order only if it thinks that reasonable. It can put off an order or let you "
        "stay on terms that you can keep to, such as the rent and something towards the arrears."
    )
    paper.heading("6. When court proceedings may begin")
    paper.text("**Court proceedings for possession may begin after {{ specified_on.on|day }}.")
    paper.text(
        "This notice loses its force twelve months after that date. We will begin no claim on it after "
        "{{ last_day.on|day }}."
    )
    paper.heading("7. Help for you")
    paper.text(
        "{% if tenants|length > 1 %}Every tenant named above is{% else %}You are{% endif %} answerable for the whole "
        "rent. If you pay what is owed, or agree a plan with us and keep to it, we may not need to go to court. Tell us "
        "if you think that any figure is wrong."
    )
    help_(paper)
    paper.heading("8. Signature")
    signed(paper)


def e09(template: Template) -> Paper:
    """E-09: notice of seeking termination of the tenancy and recovery of possession, secure tenancy for a term, ground 1."""
    paper = blank(template)
    in_form(
        paper,
        lambda: _e09(paper, template),
        ground=lambda: kit.law_text(paper, "'V-HA85-G1'"),
        clause=lambda: _clause(paper),
        particulars=lambda: debt(paper, "1"),
    )
    return paper


def _clause(paper: Paper) -> None:
    paper.text("{{ clause }}")


def _e09(paper: Paper, template: Template) -> None:
    titled(
        paper,
        template,
        "Housing Act 1985, sections 82 and 83. Secure tenancy for a fixed term. Contents as in {{ form }}.",
    )
    kit.specimen_note(paper, "the prescribed form and the prescribed words of the ground still have to be put in.")
    paper.text(
        "**This notice is the first step that may lead to a court ending your tenancy before its time. It is not an order "
        "and you do not have to leave because of it. Read it with care and get advice straight away."
    )
    paper.heading("1. Who this notice is for")
    addressed(paper)
    paper.heading("2. What we mean to do")
    paper.text("We, your landlord,")
    who_we_are(paper)
    paper.text("mean to ask the court for two things: the termination of your tenancy, and possession of your home:")
    paper.lines("home")
    paper.text(
        "Your tenancy has an end date, {{ term_ends|day }}. Termination means that the court ends it before then. Only a "
        "court can do that, and it decides after hearing what you have to say."
    )
    paper.heading("3. The ground, and the clause of your agreement")
    paper.text(
        "We rely on ground {{ ground }} in Schedule 2 to the Housing Act 1985. In our own words, its first half: rent "
        "that is lawfully due from the tenant has not been paid. We do not rely on its other half, a broken obligation "
        "of the tenancy."
    )
    paper.text("The agreement lets us end the term early: ", "**{{ clause }}", " A copy of it comes with this notice.")
    with paper.when("relief_by"):
        paper.text("The court may also hear whoever else has a right in the home. We know of: {{ relief_by }}.")
    paper.text("The court may let us add or change a ground later. It would hear you about that first.")
    paper.heading("4. Particulars: why we rely on this ground")
    debt(paper, "4")
    paper.heading("5. What the court has to think about")
    paper.text(
        "On this ground the court makes an order only if it thinks that reasonable. It can put off an order or let you "
        "stay on terms that you can keep to, such as the rent and something towards the arrears."
    )
    paper.heading("6. When court proceedings may begin")
    paper.text(
        "**We will begin no court proceedings before {{ claim_from.on|day }}.",
        " For a tenancy with an end date the Act asks for no longer time than that this notice has been given to you.",
    )
    paper.heading("7. Help for you")
    paper.text(
        "{% if tenants|length > 1 %}Every tenant named above is{% else %}You are{% endif %} answerable for the whole "
        "rent. If you pay what is owed, or agree a plan with us and keep to it, we may not need to go to court. Tell us "
        "if you think that any figure is wrong."
    )
    help_(paper)
    paper.heading("8. Signature")
    signed(paper)


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-08": e08, "E-09": e09})
