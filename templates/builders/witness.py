"""The template of the witness statement on the arrears: first person, numbered, one fact to a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.form_kit import WIDE, numbered
from templates.builders.kit import Paper
from templates.manifest import Template


def e26(template: Template) -> Paper:
    """E-26: who I am, tenancy, arrears, notice, protocol, agreements, benefits, household, what is asked, truth."""
    paper = kit.court_head(template, "For the hearing on {{ hearing_on|court_day }}.")
    kit.specimen_note(paper, "the statement of truth in the prescribed words, with its warning, is still needed.")
    paper.facts_box(
        ("On behalf of", "the claimant"),
        ("Made by", "{{ maker.name }}"),
        ("Number", "first statement of this witness"),
        ("Exhibits", "{{ initials }}1 to {{ initials }}{{ exhibits|length }}"),
        ("Date", "{{ made_on|court_day }}"),
        widths=(3.5, WIDE - 3.5),
    )
    paper.heading("Who I am")
    numbered(
        paper,
        "1.",
        "I am {{ maker.name }}, {{ maker.position }}, of {{ heading.claimant }}, {{ work_address|join(', ') }}. I make this "
        "statement for the claimant and am authorised to do so.",
    )
    numbered(
        paper,
        "2.",
        "What I say comes from the claimant's records, which I have read: the rent account, the tenancy file, and the record of "
        "letters, calls and visits. Where I know something myself and not from these, I say so.",
    )
    paper.heading("The tenancy and the rent")
    numbered(
        paper,
        "3.",
        "{{ heading.home|join(', ') }} is let under this tenancy: {{ tenancy.words }}. By the tenancy file it began on "
        "{{ tenancy.started_on|court_day }}. The rent is {{ tenancy.rent|money }} every {{ tenancy.period|every }}"
        "{% if tenancy.due %}, due {{ tenancy.due }}{% endif %}.",
    )
    with paper.each("one", "changes"):
        paper.bullets("From {{ one.on|court_day }} {{ one.now|money }} was charged in place of {{ one.was|money }}.")
    paper.heading("The arrears")
    numbered(
        paper,
        "4.",
        "By the rent account the unpaid rent at the end of {{ arrears.as_at|court_day }} was ",
        "**{{ arrears.pence|money }}.",
        " It was {{ at_claim.pence|money }} when the claim began, on {{ at_claim.as_at|court_day }}. Something has been owed "
        "every day since {{ since|court_day }}.{% if first_default_on %} The first rent in the schedule that was not paid on its "
        "day fell due on {{ first_default_on|court_day }}.{% endif %} Exhibit {{ initials }}1 sets out every "
        "charge and every payment.",
    )
    kit.left_out(paper, "left_out")
    numbered(
        paper,
        "5.",
        "Rent goes on at {{ daily.pence|money }} a day ({{ daily.as_at|court_day }}). If nothing more is paid, {{ grows|money }} "
        "will be added by the day of the hearing, and the arrears will be about {{ projected.pence|money }}. That is an estimate "
        "from the figure of {{ projected.as_at|court_day }}.",
    )
    paper.heading("The notice and its service")
    numbered(
        paper,
        "6.",
        "A {{ notice.words }}{% if notice.form %}, {{ notice.form }}{% endif %}"
        "{% if notice.specified_on %}, naming {{ notice.specified_on|court_day }},{% endif %} was served. "
        "{{ notice.arrears.pence|money }} was owed then ({{ notice.arrears.as_at|court_day }}). A claim could be "
        "begun on it from {{ notice.claim_from.on|court_day }}{% if notice.last_day %}; the time that the Act allows ends on "
        "{{ notice.last_day.on|court_day }}{% endif %}. The certificates in Exhibit {{ initials }}3 show the service:",
    )
    with paper.each("one", "served"):
        paper.bullets("{{ one.defendant.name }}: {{ one.on|court_day }}, {{ one.how }}")
    paper.heading("What was done under the protocol")
    numbered(paper, "7.", "Exhibit {{ initials }}4 sets out each step with what shows it. In short:")
    paper.table(
        ("Para.", "What it asks", "Defendant", "By the record", "Last on"),
        (
            "{{ row.paragraph }}",
            "{{ row.title }}",
            "{% if row.tenant %}{{ row.tenant }}{% else %}all{% endif %}",
            "{{ row.status }}",
            "{% if row.last_on %}{{ row.last_on|court_day }}{% endif %}",
        ),
        name="row",
        over="protocol",
        widths=(1.6, 4.6, 3.3, 2.9, 3.1),
    )
    paper.heading("Agreements to pay")
    numbered(paper, "8.", "By the record these agreements were made:")
    kit.agreements(paper, "agreements")
    paper.heading("Benefits")
    numbered(paper, "9.", kit.benefit_words())
    kit.expected(paper, "expected")
    paper.heading("The household and fairness")
    numbered(paper, "10.", "What is known about the defendants, from the record of calls, letters and visits:")
    with paper.each("one", "circumstances"):
        paper.bullets("{{ one.defendant.name }}: {{ one.known|join(' ') }}")
    numbered(paper, "11.", "These facts may speak against an order, or for one on terms:")
    with paper.each("one", "for_tenants"):
        paper.bullets("{{ one }}")
    numbered(paper, "12.", "These facts may speak for an order:")
    with paper.each("one", "against_tenants"):
        paper.bullets("{{ one }}")
    numbered(
        paper,
        "13.",
        "{% if offer %}On {{ offer.on|court_day }} a plan of {{ offer.amount|money }} every {{ offer.every|every }} towards the "
        "arrears{% if offer.with_rent %}, besides the rent,{% endif %} was offered to {{ offered_to }}. No agreement on it is "
        "recorded.{% endif %}{% if offers %}{{ offers }}{% endif %}",
    )
    paper.heading("What the claimant asks for")
    numbered(paper, "14.", "{{ order }}, in the words of the draft order.")
    paper.heading("Exhibits")
    with paper.each("one", "exhibits"):
        paper.bullets("{{ one }}")
    paper.heading("Statement of truth")
    kit.truth(
        paper,
        "V-SOT-WS",
        "The witness verifies this statement by a statement of truth, in the words that the rules prescribe.",
    )
    kit.signature(paper, who="maker", for_whom="{{ heading.claimant }}, the claimant")
    with paper.each("one", "exhibits"):
        paper.new_page()
        paper.heading("Exhibit {{ one }}")
        paper.text("To the first statement of {{ maker.name }}, {{ made_on|court_day }}, for the claimant.")
        paper.text("{{ heading.court }}{% if heading.claim_number %}, claim {{ heading.claim_number }}{% endif %}")
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-26": e26})
