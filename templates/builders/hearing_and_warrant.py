"""The templates of the hearing note, one page, and of the request for a warrant with its certificate of arrears."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from docx.shared import Cm, Pt

from templates.builders import form_kit as kit
from templates.builders.form_kit import WIDE
from templates.builders.kit import Page, Paper
from templates.manifest import Template

ONE_PAGE = Page(size=10, left=1.3, right=1.3, lines=1.0)
NOTE_WIDTH = 18.4


def e27(template: Template) -> Paper:
    """E-27: four boxes (case, figures, law and protocol, what to ask for) and a strip for what the court decides."""
    paper = Paper(template.paper, title=template.title, page=ONE_PAGE)
    for style, after in (("Title", 2), ("Cell", 0), ("Close", 0), ("Normal", 2)):
        paper.docx.styles[style].paragraph_format.space_after = Pt(after)
        paper.docx.styles[style].paragraph_format.space_before = Pt(0)
    paper.docx.styles["Title"].font.size = Pt(13)
    paper.docx.styles["Close"].font.size = Pt(4)
    section = paper.docx.sections[0]
    section.top_margin = section.bottom_margin = Cm(1.2)
    section.header_distance = section.footer_distance = Cm(0.6)
    paper.heading(template.title + ": for our advocate only, never served", 0)
    widths = (2.2, NOTE_WIDTH - 2.2)
    paper.facts_box(
        (
            "Hearing",
            "{{ at|day }}, {{ at|clock }}, {{ heading.court }}{% if heading.claim_number %}, claim "
            "{{ heading.claim_number }}{% endif %}: {{ purpose }}",
        ),
        ("Advocate", "{{ advocate }}, {{ audience }}", "advocate"),
        (
            "Advocate",
            "Name and right to be heard (officer s.60 CCA 1984, exempt person, solicitor, counsel): ................",
            "not advocate",
        ),
        ("Owner", "{{ conduct }}"),
        (
            "Parties",
            "{{ heading.claimant }} v {% for party in heading.defendants %}{{ party.name }}{% if not loop.last %}; {% endif %}"
            "{% endfor %}. {{ heading.home|join(', ') }}. {{ tenure|capitalize }}.",
        ),
        (
            "Notice",
            "{{ notice.words|capitalize }}{% if notice.form %}, {{ notice.form }}{% endif %}. "
            "{% for one in served %}{{ one.defendant.name }}: {{ one.on|court_day }}, {{ one.how }}. {% endfor %}"
            "{% if notice.specified_on %}Names {{ notice.specified_on|court_day }}; claim{% else %}Claim{% endif %} "
            "from {{ notice.claim_from.on|court_day }}"
            "{% if notice.last_day %} to {{ notice.last_day.on|court_day }}{% endif %}."
            "{% if issued_on %} Issued {{ issued_on|court_day }}.{% endif %}",
        ),
        (
            "Figures",
            "Rent arrears {{ arrears.pence|balance }} at the end of {{ arrears.as_at|court_day }}. At service "
            "{{ notice.arrears.pence|money }} ({{ notice.arrears.as_at|court_day }})."
            "{% if at_claim %} At the claim {{ at_claim.pence|money }} ({{ at_claim.as_at|court_day }}).{% endif %} "
            "{{ daily.pence|money }} a day ({{ daily.as_at|court_day }})."
            "{% if projected %} At the hearing about {{ projected.pence|money }} if nothing more is paid (estimate from "
            "{{ projected.as_at|court_day }}).{% endif %}"
            "{% if paid_since is not none %} Paid since issue {{ paid_since|money }}.{% endif %}"
            "{% for one in expected %} Expected, not counted: {{ one.sum.pence|money }} from {{ one.source }}"
            "{% if one.on %} on {{ one.on|court_day }}{% endif %} (known {{ one.sum.as_at|court_day }}).{% endfor %}"
            "{% for part in left_out %} Apart: {{ part.what }} {{ part.sum.pence|money }} "
            "({{ part.sum.as_at|court_day }}).{% endfor %}"
            "{% if costs is not none %} Court fee {{ costs|money }}.{% endif %}",
        ),
        (
            "Grounds",
            "{{ grounds }}.{% if ground_8 %} Ground 8: NOT met today, below {{ ground_8.threshold|money }}.{% endif %}",
            "ground_8 and not ground_8.today",
        ),
        (
            "Grounds",
            "{{ grounds }}.{% if ground_8 %} Ground 8 asks for {{ ground_8.threshold|money }}: met today; at service "
            "{% if ground_8.at_notice %}met{% else %}NOT met{% endif %}.{% endif %}",
            "not ground_8 or ground_8.today",
        ),
        ("Protocol", "{{ gaps|join('; ') }}."),
        ("For them", "{{ fair_for|join('; ') }}."),
        ("For order", "{{ fair_against|join('; ') }}."),
        ("Care", "{{ vulnerable }}."),
        ("Holds", "{{ holds|join('; ') }}."),
        (
            "Last plan",
            "{{ agreement.amount|money }} every {{ agreement.every|every }}, made {{ agreement.made_on|court_day }}: "
            "{{ agreement.outcome }}{% if agreement.ended_on %} ({{ agreement.ended_on|court_day }}){% endif %}.",
            "agreement",
        ),
        (
            "Offered",
            "{{ offer.amount|money }} every {{ offer.every|every }}{% if offer.with_rent %} besides the rent{% endif %} on "
            "{{ offer.on|court_day }}: no agreement recorded."
            "{% if left_over is not none %} By what they told us {{ left_over|money }} a month is left over.{% endif %}",
            "offer",
        ),
        ("Ask for", "{{ ask }}."),
        ("If not", "{% for one in fallbacks %}({{ loop.index }}) {{ one }}. {% endfor %}"),
        ("Authority", "{{ authority }}."),
        widths=widths,
    )
    paper.text("**What the court decided (fill in before leaving the building)")
    paper.facts_box(
        (
            "Order",
            "outright / suspended / postponed / adjourned to ........ / on terms / generally / struck out / dismissed",
        ),
        (
            "Ground",
            "........ mandatory / discretionary      Possession on ........      Judge ................",
        ),
        ("Terms", "rent + £........ every ........ from ........      Judgment £........      Costs £........"),
        ("Who came", "................................................      Given by ................................"),
        widths=widths,
    )
    return paper


def _boxes(paper: Paper) -> None:
    """The data of the court's form, in the order of its boxes."""
    paper.facts_box(
        ("Claimant", "{{ claimant.legal_name }}, {{ claimant.address|join(', ') }}"),
        ("Date of the order", "{{ made_on|court_day }}: {{ outcome }}"),
        ("Possession was due on", "{{ possession_on|court_day }}", "possession_on"),
        ("Judgment", "{{ judgment|money }}", "judgment is not none"),
        ("Costs ordered", "{{ judgment_costs|money }}", "judgment_costs is not none"),
        (
            "Balance due at this request",
            "{{ balance|money }}: judgment and costs, less what was received since the order ({{ received|money }}) over and "
            "above the rent that fell due since ({{ fell_due|money }})",
            "balance is not none",
        ),
        ("Amount for which the warrant is to issue", "{{ for_warrant|money }}: possession only"),
        ("Fee for issue", "{{ fee|money }}"),
        ("Legal representative's costs, Land Registry fee", "nil"),
        ("Total", "{{ total|money }}"),
        ("The land", "{{ heading.home|join(', ') }}, a home"),
        (
            "Proceed against",
            "{% for party in heading.defendants %}{{ party.name }}{% if not loop.last %}; {% endif %}{% endfor %}",
        ),
        ("Claimant's telephone", "{{ claimant.phone }} ({{ claimant.email }})"),
        ("Information for the bailiff", "on a sheet of its own, with the risks at the home; never in this request"),
        (
            "Rent arrears",
            "{{ arrears.pence|money }} at the end of {{ arrears.as_at|court_day }}; no part of the sums above",
        ),
        widths=(5.2, WIDE - 5.2),
    )


def e33(template: Template) -> Paper:
    """E-33: the road, the data of the form, the certificate of arrears."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    kit.in_form(
        paper,
        lambda: _e33(paper, template),
        heading=lambda: kit.court_box(paper),
        request=lambda: _request(paper),
        certificate=lambda: _certificate(paper),
        truth=lambda: kit.law_text(paper, "'V-SOT-CERT'"),
        signature=lambda: _signed(paper),
    )
    return paper


def _e33(paper: Paper, template: Template) -> None:
    kit.court_top(paper, template, "Requested on {{ requested_on|court_day }}.")
    kit.specimen_note(paper, "the court's own form and the certificate in the prescribed words are still needed.")
    paper.heading("1. The form, and why it is the right one")
    _road(paper)
    paper.heading("2. The request")
    _boxes(paper)
    paper.heading("3. Certificate")
    _certificate(paper)
    paper.text("The person named below signs the certificate in the words that the form prescribes, after checking it.")
    _signed(paper)


def _request(paper: Paper) -> None:
    _road(paper)
    _boxes(paper)


def _signed(paper: Paper) -> None:
    kit.signature(paper, for_whom="{{ heading.claimant }}, the claimant")


def _road(paper: Paper) -> None:
    paper.text("**{% if route == 'writ' %}Writ of possession.{% else %}Form {{ route }}.{% endif %}", " {{ because }}")
    paper.facts_box(
        ("Permission of the court", "{{ permission }}"),
        (
            "Moratorium",
            "none is recorded on this case on {{ holds_checked_on|court_day }}; search the register again before signing",
        ),
        (
            "Parties and home",
            "{% if as_in_order %}compared with the sealed order, and the same{% else %}compare them with the sealed order "
            "before signing{% endif %}",
        ),
        widths=(5.2, WIDE - 5.2),
    )


def _certificate(paper: Paper) -> None:
    paper.text("The home has not been given up to the claimant.")
    with paper.when("certificate"):
        paper.text(
            "The order asks for the rent of {{ certificate.rent|money }} a rent period and {{ certificate.plus|money }} every "
            "{{ certificate.every|every }} from {{ certificate.first_on|court_day }}. I have compared the payments it asks "
            "for with the rent account to the end of {{ certificate.short.as_at|court_day }}:"
        )
        kit.certified_table(paper)
        paper.text(
            "**{{ certificate.due|money }} had fallen due, {{ certificate.paid|money }} of it had been paid and "
            "{{ certificate.short.pence|money }} is unpaid.",
            " Court costs and other debts are not in these sums.",
        )
        kit.certified_payments(paper, none="Nothing was received on the account in that time.")
    paper.text("I will tell the court at once of any payment that comes after this certificate.")


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-27": e27, "E-33": e33})
