"""The templates about an order that was broken, in our own words: the proof of it, and permission to enforce it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.enforcement import TERMS
from templates.builders.form_kit import numbered
from templates.builders.kit import Paper
from templates.manifest import Template


def e31_proof(template: Template) -> Paper:
    """What fell due, what came, how far behind: for the file, the approver and the court."""
    paper = kit.court_head(template, "Made on {{ on|court_day }} from the rent account.")
    paper.text(f"On {{{{ made_on|court_day }}}} {{{{ outcome }}}}. The order asks for {TERMS}.")
    paper.text(
        "**The first payment that was not made in full fell due on {{ first_missed_on|court_day }}.",
        " Rent is shown as the account charged it; each payment goes to the oldest instalment that is not paid.",
    )
    kit.certified_table(paper)
    paper.text(
        "To the end of {{ certificate.short.as_at|court_day }} {{ certificate.due|money }} had fallen due, "
        "{{ certificate.paid|money }} of it had been paid and {{ certificate.short.pence|money }} is unpaid. "
        "{% if awaited_on %}Benefit is due on {{ awaited_on|court_day }}: what waits for it is not counted as missed.{% endif %}"
    )
    kit.certified_payments(paper, none="Nothing was received on the account in that time.")
    paper.text(
        "Rent arrears were {{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}; court costs and other "
        "debts are in none of these sums."
    )
    with paper.when("prepared_by"):
        paper.text("Prepared by {{ prepared_by.name }}, {{ prepared_by.position }}.")
    return paper


def e33_permission(template: Template) -> Paper:
    """To the court: the order, why permission is needed, why it is asked for now, the payments."""
    paper = kit.court_head(template, "Made on {{ requested_on|court_day }}.")
    kit.specimen_note(paper, "the court's own form N244 and the statement of truth are still needed.")
    numbered(
        paper,
        "1.",
        "The claimant, {{ claimant.legal_name }}, {{ claimant.address|join(', ') }} ({{ claimant.phone }}, "
        "{{ claimant.email }}), asks for permission to issue a warrant of possession for "
        "{{ heading.home|join(', ') }}.",
    )
    numbered(
        paper,
        "2.",
        "On {{ made_on|court_day }} {{ outcome }}.{% if possession_on %} Possession was to be given on "
        "{{ possession_on|court_day }}.{% endif %} The home has not been given up.",
    )
    numbered(paper, "3.", "Permission is needed for this reason: {{ why|join(' ') }}")
    numbered(paper, "4.", "What was broken, or why the order is to be enforced only now: {{ reason }}")
    with paper.when("certificate"):
        numbered(
            paper,
            "5.",
            f"The order asks for {TERMS}. The payments to the end of {{{{ certificate.short.as_at|court_day }}}}:",
        )
        kit.certified_table(paper)
        kit.certified_payments(paper)
        paper.otherwise()
        numbered(paper, "5.", "The order has no terms of payment.")
    numbered(
        paper,
        "6.",
        "Rent arrears were {{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}; court costs and other "
        "debts are not in that sum.",
    )
    numbered(
        paper,
        "7.",
        "No moratorium is recorded on {{ holds_checked_on|court_day }}; the register is searched again before this is signed.",
    )
    numbered(
        paper,
        "8.",
        "Draft order: the claimant has permission to issue a warrant of possession under the order of "
        "{{ made_on|court_day }}.",
    )
    kit.truth(
        paper, "V-SOT-APP", "The person named below signs the statement of truth in the words that the form prescribes."
    )
    kit.signature(paper, for_whom="{{ heading.claimant }}, the claimant")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {"E-31-proof": e31_proof, "E-33-permission": e33_permission}
)
