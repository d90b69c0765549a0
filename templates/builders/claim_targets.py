"""The templates of one claim's three targets: the court's form, PCOL's boxes, the pages of the possession service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.form_kit import WIDE, numbered
from templates.builders.kit import Paper
from templates.manifest import Template

_LABEL = 5.0


def _by_hand(paper: Paper) -> None:
    """What a person has to type, and why."""
    paper.heading("To be typed by hand, and why")
    with paper.when("by_hand"):
        with paper.each("one", "by_hand"):
            paper.bullets("{{ one.what }}: {{ one.why }}.")
        paper.otherwise()
        paper.text("Nothing.")


def e20(template: Template) -> Paper:
    """E-20: what goes into form N5, in its order."""
    paper = kit.court_head(template, "For form N5, in the order of its boxes.")
    paper.text(
        "This is what goes into the court's form. The form and its statement of truth are signed there, not here."
    )
    paper.heading("Court and parties")
    paper.facts_box(
        ("In the", "{{ court }}"),
        ("Fee account number", "{{ fee_account }}", "fee_account"),
        ("Claimant", "{{ claimant.legal_name }}, {{ claimant.address|join(', ') }}"),
        widths=(_LABEL, WIDE - _LABEL),
    )
    with paper.each("one", "defendants"):
        paper.bullets("Defendant: {{ one.party.name }}, {{ one.address|join(', ') }}")
    paper.heading("The claim")
    numbered(paper, "1.", "The claimant claims possession of {{ heading.home|join(', ') }}.")
    numbered(
        paper,
        "2.",
        "{% if money_claimed %}The unpaid rent is claimed as well.{% else %}No money is claimed.{% endif %}"
        "{% if grounds %} Ground{% if grounds|length > 1 %}s{% endif %} {{ grounds|listed }}.{% endif %}",
    )
    paper.table(
        ("Tick", "Answer"),
        ("{{ one.asks }}", "{% if one.yes %}Yes{% else %}No{% endif %}"),
        name="one",
        over="ticks",
        widths=(WIDE - 4.0, 4.0),
    )
    with paper.when("human_rights is not none"):
        paper.text("Human rights issues are raised: {% if human_rights %}Yes{% else %}No{% endif %}.")
    paper.heading("Fee and costs")
    paper.facts_box(
        ("Court fee", "{{ fee|money }} (for a claim begun on {{ begun_on|court_day }})"),
        ("Legal representative's costs", "{{ costs|money }}", "costs is not none"),
        ("Total", "{{ total|money }}", "total is not none"),
        widths=(_LABEL, WIDE - _LABEL),
    )
    paper.heading("Statement of truth and address for papers")
    kit.signature(paper, for_whom="{{ claimant.legal_name }}, the claimant")
    paper.text("Telephone {{ claimant.phone }}; {{ claimant.email }}")
    paper.text("The claim number, the day of issue and the hearing are the court's to fill in.")
    _by_hand(paper)
    return paper


def e23(template: Template) -> Paper:
    """E-23: one part for each text box, then the fields."""
    paper = kit.court_head(template, "To be copied into PCOL, box by box. The schedule of arrears goes by post.")
    with paper.each("one", "told"):
        paper.text("{{ one }}")
    with paper.each("box", "boxes"):
        paper.heading("{{ box.title }}")
        paper.text("{{ box.says }}")
        paper.text(
            "{{ box.used }} characters{% if box.used > box.warn %}: more than {{ box.warn }}, look whether the box takes them"
            "{% endif %}. [{{ box.key }}]",
            style="Small",
        )
    with paper.when("unplain"):
        paper.text("Letters that have no plain form, and that PCOL may not take: {{ unplain }}")
    paper.heading("Fields")
    paper.facts_box(
        ("Tenancy", "{{ tenancy.words }}, begun on {{ tenancy.started_on|court_day }}"),
        (
            "Rent",
            "{{ tenancy.rent|money }} every {{ tenancy.period|every }}{% if tenancy.due %}, due {{ tenancy.due }}{% endif %}",
        ),
        ("Daily rate", "{{ daily.pence|money }} ({{ daily.as_at|court_day }})"),
        ("Arrears", "{{ arrears.pence|money }} at the end of {{ arrears.as_at|court_day }}"),
        ("Grounds", "{{ grounds|listed }}", "grounds"),
        ("Notice", "{{ notice }}"),
        ("Court fee", "{{ fee|money }}, claim begun on {{ begun_on|court_day }}"),
        ("Signs", "{{ signer.name }}, {{ signer.position }}"),
        widths=(_LABEL, WIDE - _LABEL),
    )
    with paper.each("one", "served"):
        paper.bullets("{{ one.defendant.name }} was served on {{ one.on|court_day }}: {{ one.how }}")
    with paper.when("summary"):
        paper.heading("Summary of the arrears")
        paper.text(
            "The whole schedule was given to every defendant on {{ schedule_served_on|court_day }}, before the claim; "
            "it is put before the court at the hearing."
        )
        paper.table(
            ("From", "To", "Fell due", "Received", "Owed after it"),
            (
                "{{ line.since|court_day }}",
                "{{ line.until|court_day }}",
                "{{ line.due|money }}",
                "{{ line.paid|money }}",
                "{{ line.balance|balance }}",
            ),
            name="line",
            over="summary",
            widths=(3.6, 3.6, 2.7, 2.7, 2.9),
            money=(2, 3, 4),
        )
    _by_hand(paper)
    return paper


def e24(template: Template) -> Paper:
    """E-24: a table a page of the service; an answer that a person gives says why."""
    paper = kit.court_head(
        template,
        "For whoever types the claim in: the pages as the service has them in its code, {{ commit }} of "
        "{{ seen_on|court_day }}. Claim of {{ begun_on|court_day }}.",
    )
    with paper.each("one", "told"):
        paper.text("{{ one }}")
    with paper.each("page", "pages"):
        paper.heading("{{ page.number }}. {{ page.title }}")
        paper.table(
            ("It asks", "Answer", "Characters"),
            (
                "{{ one.asks }} [{{ one.key }}]",
                "{% if one.says is not none %}{{ one.says }}{% elif one.by_hand %}BY HAND: {{ one.by_hand }}{% endif %}",
                "{% if one.limit %}{{ one.used }} of {{ one.limit }}{% endif %}",
            ),
            name="one",
            over="page.answers",
            widths=(5.7, WIDE - 8.4, 2.7),
        )
    paper.heading("Files to upload, in this order")
    with paper.each("one", "uploads"):
        paper.bullets("{{ one }}")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-20": e20, "E-23": e23, "E-24": e24})
