"""The templates of papers about a case for others: a write-off, the council, the chronology."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.form_kit import NOTICE
from templates.builders.kit import Paper
from templates.manifest import Template

WIDE = 16.0
_BOX = (5.0, WIDE - 5.0)


def _start(template: Template, subtitle: str) -> Paper:
    paper = Paper(template.paper, title=template.title, page=NOTICE)
    paper.heading(template.title, 0)
    paper.text(subtitle)
    return paper


def e39(template: Template) -> Paper:
    """One page for whoever decides: the debt and its parts, what was done, the reason and what shows it."""
    paper = _start(template, "Internal. {{ landlord }}, account {{ reference }}.")
    paper.heading("1. Summary")
    paper.facts_box(
        ("Former tenants", "{% for one in tenants %}{{ one.name }}{% if not loop.last %}; {% endif %}{% endfor %}"),
        ("Home", "{{ home|join(', ') }}"),
        ("Tenancy", "{{ started_on|court_day }} to {{ ended_on|court_day }}: {{ how }}"),
        ("Owed", "{{ owed.pence|balance }} at the end of {{ owed.as_at|court_day }}"),
        ("To be written off", "{{ asked|money }}"),
        widths=_BOX,
    )
    paper.heading("2. What it is made of")
    with paper.each("part", "parts"):
        paper.bullets("{{ part.what }}: {{ part.sum.pence|money }} ({{ part.sum.as_at|court_day }})")
    with paper.when("oldest_on"):
        paper.text("The oldest charge that is not paid fell due on {{ oldest_on|court_day }}.")
    with paper.when("barred.pence"):
        paper.text("**{{ barred.pence|money }} of it was out of time on {{ barred.as_at|court_day }}. ", "{{ effect }}")
        paper.otherwise()
        paper.text("Nothing of it was out of time on {{ barred.as_at|court_day }}.")
    paper.heading("3. What was done")
    kit.dated_steps(paper, "steps", none="Nothing is recorded since the tenancy ended.")
    paper.heading("4. Reason and evidence")
    paper.text("**{{ reason|capitalize }}.", "{% if words %} {{ words }}{% endif %}")
    with paper.when("evidence"):
        paper.text("What shows it: {{ evidence }}")
    with paper.when("cost_to_recover is not none"):
        paper.text("To recover it would cost about {{ cost_to_recover|money }}.")
    with paper.when("tenants|length > 1"):
        paper.text("Each of the joint tenants owes the whole, so the debt is given up or kept for each of them:")
        with paper.each("one", "tenants"):
            paper.bullets("{{ one.name }}: given up / kept (strike one out)")
    paper.heading("5. Recommendation")
    paper.text(
        "{{ requested_by.name }}, {{ requested_by.position }}, asked on {{ requested_on|court_day }} that {{ asked|money }} be "
        "written off. A write-off is a matter of our accounts; it does not by itself release the debt."
        "{% if review_on %} To be looked at again on {{ review_on|court_day }}.{% endif %}"
    )
    paper.text(
        "Whether a debt that was written off counts when its debtor asks for a home again is for our allocations policy, on "
        "the facts of that day; the write-off alone settles nothing about it."
    )
    paper.facts_box(
        ("Approved or refused", ""),
        ("By, with what authority", ""),
        ("On", ""),
        ("Year and ledger code", ""),
        widths=_BOX,
    )
    return paper


def e40(template: Template) -> Paper:
    """To the council about one person: who, how to reach them safely, why now, and what they agreed to tell."""
    paper = _start(
        template,
        "{{ on|court_day }}. To {{ council }}, housing options"
        "{% if own_council %} (our own team: sent inside the council){% endif %}.",
    )
    with paper.when("urgent"):
        paper.text("**Urgent: the home may be lost on {{ loss_on|day }}.")
    paper.heading("Who")
    paper.facts_box(
        ("Name", "{{ person }}"),
        ("Born", "{{ born_on|court_day }}", "born_on"),
        ("Home", "{{ home|join(', ') }}"),
        ("Language", "{{ language }}", "language"),
        widths=_BOX,
    )
    paper.heading("How to reach them safely")
    paper.text("**{{ safe_contact }}")
    with paper.when("phone"):
        paper.text("Phone: {{ phone }}")
    with paper.when("email"):
        paper.text("Email: {{ email }}")
    paper.heading("Why now")
    paper.text(
        "They live in a home of {{ landlord }}, and {{ stage }}."
        "{% if order_on %} The order is of {{ order_on|day }}.{% endif %}"
        "{% if loss_on %} The home may be lost on {{ loss_on|day }}.{% endif %}"
    )
    with paper.when("adults is not none or children is not none or household"):
        paper.heading("Household")
        paper.text(
            "{% if adults is not none %}Adults: {{ adults }}. {% endif %}"
            "{% if children is not none %}Children: {{ children }}.{% endif %}{% if household %} {{ household }}{% endif %}"
        )
    with paper.when("needs"):
        paper.heading("What they agreed to tell")
        paper.text("{{ needs }}")
    paper.heading("What was tried to keep the home")
    kit.dated_steps(paper, "tried", none="Nothing is recorded.")
    with paper.when("stop"):
        paper.text(
            "What could still prevent it: {{ stop.pence|money }} of rent was owed at the end of {{ stop.as_at|court_day }}. To "
            "pay it, or to agree a plan, is what they may ask us about."
        )
    paper.heading("Consent")
    paper.text("{{ person }} agreed to this on {{ consent_on|day }} ({{ consent_how }}).")
    paper.heading("Who to call at the landlord")
    paper.text("{{ officer.name }}, {{ officer.position }}, {{ officer_phone }}, {{ officer_email }}")
    return paper


def e41(template: Template) -> Paper:
    """Index, timeline, balances, papers, mistakes, what was left out: for somebody who was never here."""
    paper = _start(template, "{{ landlord }}, account {{ reference }}, {{ home|join(', ') }}.")
    paper.heading("Index")
    paper.facts_box(
        ("About", "{{ subject }}"),
        ("From", "{{ since|court_day }}"),
        ("To", "{{ until|court_day }}"),
        (
            "Prepared",
            "on {{ prepared_on|court_day }} by {{ prepared_by.name }}, {{ prepared_by.position }}, from the record of the "
            "case, its papers and its rent account",
        ),
        ("Asked for on, by whom, identity checked", ""),
        ("Other systems searched", ""),
        widths=_BOX,
    )
    paper.text(
        "The record cannot be changed: what was wrong is put right by a later entry, and both are here. Words that staff wrote "
        "are given as they were written. Staff are named by what they do."
    )
    with paper.when("kind == 'person'"):
        paper.text("Read every entry for what it says of other people before this leaves.")
    paper.heading("Timeline")
    with paper.each("one", "entries"):
        paper.text(
            "**{{ one.number }}. {{ one.on|day }}. ",
            "{{ one.what }} By {{ one.by }}"
            "{% if one.recorded_on != one.on %}, recorded on {{ one.recorded_on|court_day }}{% endif %}."
            "{% if one.why %} Because: {{ one.why|join(' ') }}{% endif %}"
            "{% if one.wrong %} This broke a rule: {{ one.wrong|join('; ') }}.{% endif %}"
            "{% if one.corrected %} {{ one.corrected }}{% endif %}",
        )
    paper.heading("Balance line")
    with paper.when("balances"):
        paper.table(
            ("At the end of", "Rent arrears, as the case knew them", "What the account's postings come to"),
            (
                "{{ one.on|court_day }}",
                "{{ one.arrears|balance }}",
                "{% if one.posted is none %}not held for that day{% else %}{{ one.posted|balance }}{% endif %}",
            ),
            name="one",
            over="balances",
            widths=(4.0, 6.0, 6.0),
            money=(1, 2),
        )
        paper.text("The postings are added up with charges that are no rent and without court costs.")
        paper.otherwise()
        paper.text("No balance is recorded on the case.")
    with paper.when("now"):
        paper.text("What the account is made of on the last day that is known:")
        with paper.each("one", "now"):
            paper.bullets("{{ one.what }}: {{ one.sum|balance }} at the end of {{ one.on|court_day }}")
    paper.heading("Papers")
    with paper.when("papers"):
        paper.table(
            ("Day", "Paper", "For", "Status", "Delivered"),
            (
                "{{ one.on|court_day }}",
                "{{ one.paper }}",
                "{{ one.reader }}",
                "{{ one.status }}",
                "{{ one.delivered }}",
            ),
            name="one",
            over="papers",
            widths=(3.2, 5.2, 2.8, 2.6, 2.2),
        )
        paper.text("Each is enclosed as it was written.")
        paper.otherwise()
        paper.text("No paper is kept with the case.")
    paper.heading("Mistakes that were found")
    with paper.when("mistakes"):
        with paper.each("one", "mistakes"):
            paper.bullets("{{ one }}")
        paper.otherwise()
        paper.text("No mistake is recorded.")
    paper.heading("What is not recorded")
    with paper.each("one", "gaps"):
        paper.bullets("{{ one }}")
    paper.heading("What was left out, and why")
    with paper.each("one", "left_out"):
        paper.bullets("{{ one }}")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-39": e39, "E-40": e40, "E-41": e41})
