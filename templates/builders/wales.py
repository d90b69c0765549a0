"""The templates of Wales's own papers in our own words: possession notices, the review's decision, the claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import claim as english_claim
from templates.builders import form_kit as kit
from templates.builders import notices, review
from templates.builders.form_kit import numbered
from templates.builders.kit import Paper
from templates.builders.nation_words import say
from templates.manifest import Template

_Section = Callable[[Paper], None]


def _possession_notice(template: Template, opening: str, ours: _Section, particulars: _Section) -> Paper:
    """A possession notice in its prescribed form, or in our own words. ours: what follows the parts A to C."""
    paper = notices.blank(template)

    def own_words() -> None:
        _parts_a_to_c(paper, template, opening)
        ours(paper)

    notices.in_form(paper, own_words, particulars=lambda: particulars(paper))
    return say(paper, "wales")


def _parts_a_to_c(paper: Paper, template: Template, opening: str) -> None:
    """The parts that every possession notice begins with: landlord, contract-holders, dwelling."""
    notices.titled(paper, template, "Renting Homes (Wales) Act 2016. Contents as in {{ form }}.")
    kit.specimen_note(paper, "the prescribed form, in Welsh and in English, still has to be put in.")
    paper.text(f"**{opening}")
    paper.heading("Part A: the landlord")
    notices.who_we_are(paper)
    paper.heading("Part B: the contract-holders")
    notices.addressed(paper)
    paper.heading("Part C: the dwelling")
    paper.lines("home")


def _fit(paper: Paper, number: str) -> None:
    numbered(
        paper,
        number,
        "No rent is due for a day on which the dwelling is unfit to live in, or on which the report on its electrical "
        "installation has not been given to the contract-holder as it has to be. We looked into that on "
        "{{ fit_on|day }}; no rent of such a day is in the figure.",
    )


def _dates(paper: Paper) -> None:
    paper.text(
        "**A claim may be made after {{ specified_on.on|day }}: the first day for it is {{ claim_from.on|day }}.",
        " No claim may be made on this notice after six months that begin with the day on which it is given; we will make "
        "none after {{ last_day.on|day }}.",
    )


def _close(paper: Paper, number: int) -> None:
    paper.heading(f"{number}. Help for you")
    paper.text(
        "{% if tenants|length > 1 %}Every contract-holder named above is{% else %}You are{% endif %} answerable for the "
        "whole rent. Tell us if you think that any figure is wrong. You can have this notice and what we write with it in "
        "Welsh."
    )
    notices.help_(paper)
    paper.heading(f"{number + 1}. Signature")
    notices.signed(paper)


def w01(template: Template) -> Paper:
    """W-01: possession notice for a breach of the contract, on rent arrears (RHW23)."""
    return _possession_notice(
        template,
        "This notice is the first step that may lead to a court deciding about your home. It is not an order. You do not "
        "have to leave because of it. Only a court can decide that, and only if it is reasonable.",
        _w01,
        lambda paper: _particulars(paper, "1"),
    )


def _particulars(paper: Paper, section: str) -> None:
    notices.debt(paper, section)
    _fit(paper, f"{section}.9")


def _w01(paper: Paper) -> None:
    paper.heading("1. What we mean to do")
    paper.text("We mean to make a possession claim to the court for the dwelling in Part C.")
    paper.heading("2. The ground")
    paper.text(
        "We rely on section {{ ground|replace('s', '') }} of the Act: a breach of the occupation contract. In our own "
        "words, the rent that the contract asks for has not been paid. No other breach is relied on."
    )
    paper.heading("3. Particulars of the breach")
    _particulars(paper, "3")
    paper.heading("4. When a claim may be made")
    _dates(paper)
    paper.text(
        "The court makes an order on this ground only if it thinks that reasonable. It can put an order off, on terms that "
        "you can keep to, such as the rent and something towards the arrears."
    )
    _close(paper, 5)


def w02(template: Template) -> Paper:
    """W-02: possession notice for serious rent arrears (RHW20; RHW21 with a right to a review)."""
    return _possession_notice(
        template,
        "This notice may lead to a court deciding about your home. It is not an order, and you do not have to leave because "
        "of it. If the facts in it are right the court may have no choice, so get advice straight away.",
        _w02,
        lambda paper: _serious(paper, "1"),
    )


def _serious(paper: Paper, section: str) -> None:
    paper.text(
        "Rent falls due every {{ tenancy.period|every }}, so {{ units }} is meant, which is {{ threshold|money }}. The "
        f"arrears in paragraph {section}.2 are {{{{ arrears.pence|money }}}}."
    )
    _particulars(paper, section)


def _w02(paper: Paper) -> None:
    paper.heading("1. What we mean to do")
    paper.text("We mean to make a possession claim to the court for the dwelling in Part C.")
    paper.heading("2. The ground")
    paper.text(
        "We rely on section {{ ground|replace('s', '') }} of the Act: serious rent arrears. In our own words, it asks that "
        "{{ units }} or more is unpaid on the day on which this notice is given, and again on the day of the hearing."
    )
    paper.heading("3. How the arrears are serious")
    _serious(paper, "3")
    paper.heading("4. When a claim may be made")
    _dates(paper)
    with paper.when("review_by"):
        paper.heading("Your right to a review")
        paper.text(
            "You have the right to ask us to look again at the decision to give this notice. Ask by ",
            "**{{ review_by.on|day }}",
            ", the last of fourteen days that begin with the day on which it is given ({{ served_on|day }}). Ask in any way "
            "you like: by telephone, by email, by letter, in person, or through someone else.",
        )
    with paper.when("decide_by"):
        paper.text(
            "We will tell you what we decide by {{ decide_by.on|day }}, before a claim may be made, with our reasons if the "
            "decision stands."
        )
    paper.heading("What the court can do")
    paper.text(
        "If we have kept to the rules and the arrears are as high as that on both days, the court has to order possession, "
        "unless that would go against your rights under the European Convention on Human Rights. Paying part of the debt "
        "before the hearing can matter."
    )
    _close(paper, 5)


def w03(template: Template) -> Paper:
    """W-03: the decision on the review, to each contract-holder."""
    paper = review.decided(
        template,
        challenge="If we go to court, the court can look at how we made this decision. It must be asked before it makes an "
        "order. An adviser can tell you how.",
        extension="{% if extended_to %} We wrote to you on {{ extended_on|day }}. We said that you could ask until "
        "{{ extended_to|day }}.{% endif %}",
    )
    paper.text("You can have this letter in Welsh.")
    return say(paper, "wales")


def _ground(paper: Paper) -> None:
    numbered(
        paper,
        "4(c)",
        "The claim is made under section{% if sections|length > 1 %}s{% endif %} {{ sections|listed }} of the Renting Homes "
        "(Wales) Act 2016{% if not mandatory %}: a breach of the contract by not paying rent{% endif %}.",
    )
    with paper.when("mandatory"):
        paper.text(
            "Serious arrears: {{ units }} is {{ threshold|money }}. {{ notice.arrears.pence|money }} was owed when the "
            "notice was given ({{ notice.arrears.as_at|court_day }}) and {{ arrears.pence|money }} at the start of this "
            "claim. {% if met %}The claimant relies on it.{% else %}That does not reach it on both days, and the claimant "
            "does not rely on it.{% endif %}"
        )
    numbered(
        paper,
        "4(d)",
        "No rent of a day on which the dwelling was unfit to live in is in the figure; that was looked into on "
        "{{ fit_on|court_day }}.",
    )


def w04(template: Template) -> Paper:
    """W-04: E-21 with what the court asks in Wales: the contract, its sections, the notice, three safety documents."""
    paper = english_claim.claim_form(
        template,
        lambda paper: _w04(paper, template),
        reasons=_reasons,
        notice=_notice,
        documents=_documents,
        relief=_relief,
    )
    return say(paper, "wales")


def _w04(paper: Paper, template: Template) -> None:
    kit.court_top(paper, template, "Occupation contract. The numbers are those of form N119, as far as it has them.")
    kit.specimen_note(
        paper, "the court's forms for Wales and the statement of truth in the prescribed words are still needed."
    )
    english_claim.property_and_tenancy(paper)
    paper.heading("Why possession is asked for")
    _reasons(paper)
    english_claim.steps(paper)
    paper.heading("The notice")
    _notice(paper)
    paper.heading("Documents of the dwelling")
    _documents(paper)
    english_claim.people(paper)
    paper.heading("What the court is asked for")
    numbered(paper, "10.", "The claimant asks the court to order that the defendants:")
    _relief(paper)
    numbered(
        paper,
        "13.",
        "The claimant is a community landlord: {% if claimant_kind == 'local_authority' %}a local "
        "authority{% else %}a registered social landlord{% endif %}.",
    )
    english_claim.verification(paper)


def _reasons(paper: Paper) -> None:
    english_claim.arrears(paper)
    numbered(paper, "4(b)", "No other breach of the contract is relied on.")
    _ground(paper)
    english_claim.part_3(paper)


def _notice(paper: Paper) -> None:
    english_claim.notice(paper)
    paper.text("Notice type, for the court's service: {{ notice_type }}.")
    with paper.when("review"):
        paper.text("{{ review }}")


def _documents(paper: Paper) -> None:
    paper.text("The court asks for a copy of each of these, or for the reason why there is none.")
    with paper.each("one", "documents"):
        paper.bullets("{{ one.what }}: {{ one.said }}")


def _relief(paper: Paper) -> None:
    english_claim.relief(paper)
    paper.text(
        "{% if mandatory and met %}Possession can be put off for 14 days, or in exceptional hardship for six weeks "
        "(section 219).{% else %}The court can put possession off on terms (section 211).{% endif %}"
    )


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {"W-01": w01, "W-02": w02, "W-03": w03, "W-04": w04}
)
