"""What every notice to tenants has: to whom, from whom, the debt in its paragraphs, help, the signature, the account."""

from __future__ import annotations

from collections.abc import Callable

from templates.builders import form_kit as kit
from templates.builders.form_kit import numbered
from templates.builders.kit import Paper
from templates.manifest import Template


def start(template: Template, under: str) -> Paper:
    """A notice that begins with its title and the Act it is under."""
    paper = blank(template)
    titled(paper, template, under)
    return paper


def blank(template: Template) -> Paper:
    """A notice with nothing on it yet."""
    return Paper(template.paper, title=template.title, page=kit.NOTICE)


def titled(paper: Paper, template: Template, under: str) -> None:
    """Title, and the Act it is under."""
    paper.heading(template.title, 0)
    paper.text(under)


def addressed(paper: Paper) -> None:
    """Everybody it is for, each by name."""
    paper.text("To:", style="Close")
    kit.party_names(paper, "tenants")


def who_we_are(paper: Paper) -> None:
    """The landlord under its legal name."""
    paper.text("**{{ landlord.legal_name }}", style="Close", keep=True)
    paper.lines("landlord.address")
    paper.text("Telephone {{ landlord.phone }}; {{ landlord.email }}")


def debt(paper: Paper, section: str) -> None:
    """The particulars of the debt, numbered under a section: what, how it came about, what was paid, what was tried."""
    numbered(
        paper,
        f"{section}.1",
        "The tenancy: {{ tenancy.words }}, which began on {{ tenancy.started_on|day }}. "
        "The rent is {{ tenancy.rent|money }} every {{ tenancy.period|every }}"
        "{% if tenancy.due %}, due {{ tenancy.due }}{% endif %}.",
    )
    numbered(
        paper,
        f"{section}.2",
        "**At the end of {{ arrears.as_at|day }} the rent lawfully due and unpaid was {{ arrears.pence|money }}.",
        " The figure counts rent of this tenancy and nothing else.",
    )
    kit.left_out(paper, "history.left_out")
    numbered(
        paper,
        f"{section}.3",
        "{% if history.first_default_on %}In the account in Schedule 1, the first rent that was not paid on its day fell "
        "due on {{ history.first_default_on|day }}. {% else %}Rent was owed already before the first line of the account in "
        "Schedule 1. {% endif %}Something has been owed every day since {{ history.since|day }}.",
    )
    numbered(
        paper,
        f"{section}.4",
        "From {{ history.payments_since|day }} to {{ arrears.as_at|day }} rent of {{ history.fell_due|money }} fell due and "
        "{{ history.received|money }} was received"
        "{% if history.payments %}: {% for one in history.payments %}{{ one.sum|money }} on {{ one.on|court_day }} "
        "({{ one.what }}){% if not loop.last %}; {% endif %}{% endfor %}{% endif %}.",
    )
    numbered(paper, f"{section}.5", "Agreements to pay the arrears:")
    kit.agreements(paper, "history.agreements")
    numbered(paper, f"{section}.6", "Earlier notices and court proceedings about this tenancy:")
    kit.dated_steps(paper, "history.earlier", none="Nothing of the kind is recorded.")
    numbered(paper, f"{section}.7", kit.benefit_words("history."))
    kit.expected(paper, "history.expected")
    numbered(paper, f"{section}.8", "The rent account is set out in Schedule 1, which is part of this notice.")


def schedule(paper: Paper) -> None:
    """The rent account, on a page of its own."""
    paper.new_page()
    paper.heading("Schedule 1: the rent account")
    kit.account_table(paper, "history.account")


def help_(paper: Paper) -> None:
    """Where to get help, and the sentence that no notice by itself makes anybody leave."""
    paper.text(
        "**Get advice now, and take this notice with you.",
        " The government pays for legal help for people who may lose their home, whatever they earn: go to "
        "find-legal-advice.justice.gov.uk and choose HLPAS and housing. You can also go to these advisers:",
    )
    with paper.each("adviser", "advice"):
        paper.bullets(
            "{{ adviser.name }}{% if adviser.phone %}: {{ adviser.phone }}{% endif %}"
            "{% if adviser.web %} ({{ adviser.web }}){% endif %}"
        )


def signed(paper: Paper) -> None:
    """Room for the signature."""
    kit.signature(paper, for_whom="{{ landlord.legal_name }}, the landlord")
    paper.text(
        "Prepared for service on {{ served_on|day }}. The days in it hold for that day of service only.", style="Small"
    )


def in_form(paper: Paper, ours: Callable[[], None], **blanks: Callable[[], None]) -> None:
    """A notice in its prescribed form, with the blanks that every notice has; the schedule follows both."""
    common: dict[str, Callable[[], None]] = {
        "tenants": lambda: kit.party_names(paper, "tenants"),
        "home": lambda: paper.lines("home"),
        "landlord": lambda: who_we_are(paper),
        "signature": lambda: signed(paper),
    }
    kit.in_form(paper, ours, **{**common, **blanks})
    schedule(paper)
