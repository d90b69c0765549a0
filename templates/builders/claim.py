"""The templates of what goes to court with a claim: protocol statement, particulars, schedule of arrears. Our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import form_kit as kit
from templates.builders.form_kit import WIDE, numbered
from templates.builders.kit import Paper
from templates.manifest import Template

_Section = Callable[[Paper], None]
ROUTE = (
    "{% if act in ('secure', 'flexible') %}the Housing Act 1985, Schedule 2{% elif act == 'assured' %}the Housing Act 1988, "
    "Schedule 2{% elif act == 'demoted' %}the Housing Act 1996, section 143D{% else %}the Housing Act 1996, section 127"
    "{% endif %}"
)


def e18(template: Template) -> Paper:
    """E-18: one row for each paragraph and tenant; gaps and reasons after it; the short answer at the end."""
    paper = kit.court_head(
        template,
        "Pre-Action Protocol for Possession Claims by Social Landlords, Part {{ part }}, as at {{ as_at|court_day }}.",
    )
    kit.specimen_note(
        paper,
        "the text of the protocol still has to be loaded, so that a copy of it can go to each tenant (paragraph 2.8).",
    )
    numbered(
        paper,
        "1.",
        "Each row is one paragraph of the protocol for one defendant. Nothing is called done unless the claimant's record "
        "shows it; the newest entries are given, each with its day. Attempted means that the claimant tried and "
        "that the record shows no answer on it. What has to follow the notice is shown only by what came after its service.",
    )
    paper.table(
        ("Para.", "What it asks", "Defendant", "Status", "What shows it"),
        (
            "{{ row.paragraph }}",
            "{{ row.title }}",
            "{% if row.tenant %}{{ row.tenant }}{% else %}all{% endif %}",
            "{% if row.status == 'met' %}Done{% elif row.status == 'attempted' %}Attempted"
            "{% elif row.status == 'waived' %}Waived{% elif row.mandatory %}OPEN{% else %}Open, not required{% endif %}",
            "{% for step in row.done %}{{ step.on|court_day }}: {{ step.what }}{% if not loop.last %}{{ '\\n' }}{% endif %}"
            "{% endfor %}{% if not row.done %}Nothing recorded{% endif %}"
            "{% if row.attempts %}{{ '\\n' }}The claimant takes as reasonable attempts: "
            "{{ row.attempts }}.{% endif %}",
        ),
        name="row",
        over="rows",
        widths=(1.6, 3.3, 2.7, 1.9, 6.0),
    )
    paper.heading("2. What is open")
    with paper.when("gaps"):
        with paper.each("gap", "gaps"):
            paper.bullets(
                "Paragraph {{ gap.paragraph }}{% if gap.tenant %}, {{ gap.tenant }}{% endif %}: {{ gap.title }}. "
                "{{ gap.why }}"
            )
        paper.otherwise()
        paper.text("No required step is open.")
    paper.heading("3. What was waived, and why")
    with paper.when("waived"):
        with paper.each("one", "waived"):
            paper.bullets(
                "Paragraph {{ one.paragraph }}{% if one.tenant %}, {{ one.tenant }}{% endif %}: {{ one.reason }} "
                "({{ one.by }}, {{ one.on|court_day }})"
            )
        paper.otherwise()
        paper.text("No step was waived.")
    paper.heading("4. The short answer")
    paper.facts_box(
        ("Was the protocol followed?", "{% if followed %}Yes{% else %}No{% endif %}"),
        ("If not, why", "{{ explanation }}", "explanation"),
        ("Prepared by", "{{ prepared_by.name }}, {{ prepared_by.position }}"),
        widths=(5.0, WIDE - 5.0),
    )
    paper.text(
        "If this statement is to stand as evidence, it needs a statement of truth in the words that the rules prescribe."
    )
    kit.signature(paper, for_whom="{{ heading.claimant }}, the claimant")
    paper.enclosures()
    return paper


def arrears(paper: Paper) -> None:
    """Paragraph 4(a): the sum, its day, what it leaves out, how it came about."""
    numbered(
        paper,
        "4(a)",
        "Rent lawfully due has not been paid. ",
        "**At the end of {{ arrears.as_at|court_day }} it came to {{ arrears.pence|money }}.",
        " {% if first_default_on %}In the schedule of arrears, the first rent that was not paid on its day fell due on "
        "{{ first_default_on|court_day }}. {% else %}Rent was owed already before the first line of the schedule of "
        "arrears. {% endif %}Something has been owed every day since {{ since|court_day }}. Details are in the schedule of "
        "arrears (Schedule 1).",
    )
    kit.left_out(paper, "left_out")


def _grounds(paper: Paper) -> None:
    """Paragraph 4(c): the route and the grounds, with what each needs."""
    with paper.when("act in ('introductory', 'demoted')"):
        numbered(
            paper,
            "4(c)",
            f"The claim is made under {ROUTE}, on the notice in paragraph 6, which gave the claimant's reasons. "
            "No ground is needed.",
        )
        paper.otherwise()
        numbered(
            paper,
            "4(c)",
            "The claim is made on ground{% if grounds|length > 1 %}s{% endif %} "
            f"{{{{ grounds|map(attribute='number')|listed }}}} of {ROUTE}.",
        )
    with paper.when("ground_8"):
        paper.text(
            "Ground 8 asks for at least {{ ground_8.units }}, which is {{ ground_8.threshold|money }}, when the notice was "
            "served and again at the hearing. {% if awaited %}It leaves out {{ awaited.pence|money }}, unpaid only because "
            "universal credit for the rent has not been received yet ({{ awaited.as_at|court_day }}). {% endif %}"
            "{{ notice.arrears.pence|money }} was owed when the notice was served "
            "({{ notice.arrears.as_at|court_day }}) and {{ arrears.pence|money }} at the start of this claim. "
            "{% if ground_8_met %}The claimant relies on it.{% else %}That does not reach the threshold on both days, and "
            "the claimant does not rely on ground 8.{% endif %}"
        )
    with paper.when("late"):
        paper.text(
            "Ground 11: of the rent that fell due from {{ late_since|court_day }}, payments being put to the oldest debt "
            "first, this was not paid in full on its day:"
        )
        kit.late_table(paper, "late")


def part_3(paper: Paper) -> None:
    """Paragraph 4A: what the defendants were asked about themselves, and what was decided."""
    with paper.when("part_3"):
        numbered(paper, "4A", "Personal circumstances (Part 3 of the pre-action protocol):")
        with paper.each("one", "part_3"):
            paper.bullets(
                "{{ one.defendant.name }}: {% if one.invited_on %}asked in writing on {{ one.invited_on|court_day }}"
                "{% else %}not asked{% endif %}; {% if one.considered_on %}"
                "{% if one.replied is none %}considered{% elif one.replied %}a reply came and was considered{% else %}no reply "
                "came, which was noted{% endif %} on {{ one.considered_on|court_day }}{% else %}not considered{% endif %}."
                "{% if one.reason %} Reason for going on: {{ one.reason }}{% endif %}"
            )


def claim_form(template: Template, ours: _Section, **own: _Section) -> Paper:
    """Particulars of claim in the court's form, or in our own words. own: the parts that a nation says in its own way."""
    paper = Paper(template.paper, title=template.title, page=kit.COURT)
    parts: dict[str, _Section] = {
        "heading": kit.court_box,
        "property": property_and_tenancy,
        "reasons": _reasons,
        "steps": steps,
        "notice": _notice,
        "people": people,
        "relief": relief,
        "address": address,
        "truth": lambda paper: kit.law_text(paper, "'V-SOT-POC'"),
        "signature": signed,
        **own,
    }
    kit.in_form(
        paper,
        lambda: ours(paper),
        **{name: lambda put=put: put(paper) for name, put in parts.items()},
    )
    return paper


def e21(template: Template) -> Paper:
    """E-21: the paragraphs of form N119, by their numbers."""
    return claim_form(template, lambda paper: _e21(paper, template), people=_people, relief=_relief)


def _e21(paper: Paper, template: Template) -> None:
    kit.court_top(paper, template, "Rented residential property. The numbers are those of form N119.")
    kit.specimen_note(
        paper, "the court's form N119 and the statement of truth in the prescribed words are still needed."
    )
    property_and_tenancy(paper)
    paper.heading("Why possession is asked for")
    _reasons(paper)
    steps(paper)
    paper.heading("The notice")
    _notice(paper)
    _people(paper)
    paper.heading("What the court is asked for")
    _termination(paper)
    numbered(paper, "10.", "The claimant asks the court to order that the defendants:")
    relief(paper)
    numbered(paper, "11, 12, 14 and 15.", "No demotion, and no order about the right to buy, is asked for.")
    numbered(
        paper,
        "13.",
        "The claimant is {% if claimant_kind == 'local_authority' %}a local authority{% else %}a private registered provider "
        "of social housing{% endif %}.",
    )
    verification(paper)


def _reasons(paper: Paper) -> None:
    """Paragraph 4."""
    arrears(paper)
    numbered(paper, "4(b)", "No other breach of the tenancy is relied on.")
    _grounds(paper)
    part_3(paper)


def _notice(paper: Paper) -> None:
    notice(paper)
    with paper.when("review"):
        paper.text("{{ review }}")


def _people(paper: Paper) -> None:
    """Paragraphs 7 to 9: a fixed term that the landlord may end is the one in which somebody may ask for relief."""
    circumstances(paper)
    with paper.when("clause"):
        numbered(
            paper,
            "9.",
            "The agreement lets the claimant end the fixed term: {{ clause }} "
            "{% if relief == 'nobody' %}Nobody besides the defendants is known who may ask for relief."
            "{% elif relief_by %}This person may ask for relief too: {{ relief_by }}."
            "{% else %}Whether anybody besides the defendants may ask for relief, such as a mortgagee or an underlessee, is to "
            "be added here before this is filed.{% endif %}",
        )
        paper.otherwise()
        no_forfeiture(paper)


def _termination(paper: Paper) -> None:
    with paper.when("clause"):
        paper.text("The claimant asks the court to terminate the tenancy (Housing Act 1985, section 82(3)).")


def _relief(paper: Paper) -> None:
    _termination(paper)
    relief(paper)


def property_and_tenancy(paper: Paper) -> None:
    """Paragraphs 1 to 3."""
    paper.heading("The property and who lives there")
    numbered(paper, "1.", "The claimant has a right to possession of: {{ heading.home|join(', ') }}. It is a home.")
    numbered(
        paper,
        "2.",
        "To the best of the claimant's knowledge these people live there: {{ occupiers.adults|join('; ') }}"
        "{% if occupiers.children %}; and {{ occupiers.children }} child{% if occupiers.children > 1 %}ren{% endif %}"
        "{% endif %}.",
    )
    paper.heading("The tenancy")
    numbered(paper, "3(a)", "Tenancy: {{ tenancy.words }}. It began on {{ tenancy.started_on|court_day }}.")
    numbered(
        paper,
        "3(b)",
        "The current rent is {{ tenancy.rent|money }} every {{ tenancy.period|every }}"
        "{% if tenancy.due %}, due {{ tenancy.due }}{% endif %}.",
    )
    numbered(
        paper,
        "3(c)",
        "Rent, or a charge for use and occupation, goes on at ",
        "**{{ daily.pence|money }} a day",
        " ({{ daily.as_at|court_day }}).",
    )


def steps(paper: Paper) -> None:
    """Paragraph 5."""
    paper.heading("Steps taken to recover the arrears")
    numbered(
        paper, "5.", "The claimant has taken these steps. The protocol is set out paragraph by paragraph in Schedule 3."
    )
    with paper.each("step", "steps"):
        paper.bullets("{{ step.on|court_day }}: {{ step.what }}")
    paper.text("Agreements to pay:")
    kit.agreements(paper, "agreements")
    paper.text("Earlier notices and proceedings about this tenancy:")
    kit.dated_steps(paper, "proceedings", none="Nothing of the kind is recorded.")


def notice(paper: Paper) -> None:
    """Paragraph 6: which notice, how it was served, and the window for a claim on it.

    A pleading states the law and what was done: when the time that the Act allows ends (the statutory day), and when this
    claim is begun. Whether the anniversary of a secure tenancy's notice still counts is arguable, so nothing says that a claim
    may be begun on it. The notice itself (E-08) names the safe day, because there it is what we promise to keep to.
    """
    numbered(
        paper,
        "6.",
        "A {{ notice.words }}{% if notice.form %}, {{ notice.form }}{% endif %}"
        "{% if notice.specified_on %}, naming {{ notice.specified_on|court_day }}{% endif %}, was served:",
    )
    with paper.each("one", "served"):
        paper.bullets("{{ one.defendant.name }}: {{ one.on|court_day }}, {{ one.how }}")
    paper.text(
        "A claim may be begun on it from {{ notice.claim_from.on|court_day }}"
        "{% if notice.last_day %}, and the time that the Act allows for one ends on {{ notice.last_day.on|court_day }}"
        "{% endif %}. This claim is begun on {{ begun_on|court_day }}. The certificates of service are attached."
    )


def people(paper: Paper) -> None:
    """Paragraphs 7 to 9."""
    circumstances(paper)
    no_forfeiture(paper)


def circumstances(paper: Paper) -> None:
    """Paragraphs 7 and 8."""
    paper.heading("The defendants and the claimant")
    numbered(paper, "7.", "What is known about the defendants' circumstances:")
    with paper.each("one", "circumstances"):
        paper.bullets("{{ one.defendant.name }}: {{ one.known|join(' ') }}")
    paper.text(kit.benefit_words())
    kit.expected(paper, "expected")
    numbered(
        paper,
        "8.",
        "The claimant gives no further information about itself.",
    )


def no_forfeiture(paper: Paper) -> None:
    """Paragraph 9."""
    numbered(
        paper,
        "9.",
        "The claim is not made by forfeiture, so nobody has a right to relief from it.",
    )


def relief(paper: Paper) -> None:
    """What the defendants are to be ordered to do."""
    paper.bullets("(a) give the claimant possession of the property;")
    with paper.when("money_claimed"):
        paper.bullets(
            "(b) pay the unpaid rent up to the day of the order;",
            "(c) pay at the daily rate in paragraph 3(c) from the order until possession is given;",
        )
    paper.bullets("(d) pay the claimant's costs of this claim, of which the court fee is {{ fee|money }}.")


def verification(paper: Paper) -> None:
    """Where papers may be sent, who verifies, and what is attached."""
    paper.heading("Address for papers")
    address(paper)
    paper.heading("Verification")
    paper.text(
        "The person named below verifies these particulars by a statement of truth, in the words that the rules prescribe, "
        "after reading them."
    )
    signed(paper)


def address(paper: Paper) -> None:
    """Where papers for the claimant may be sent."""
    paper.text("**{{ claimant.legal_name }}", style="Close")
    paper.lines("claimant.address")
    paper.text("Telephone {{ claimant.phone }}; {{ claimant.email }}")


def signed(paper: Paper) -> None:
    """Room for the signature, and what is attached."""
    kit.signature(paper, for_whom="{{ heading.claimant }}, the claimant")
    paper.text(
        "Schedule 1: schedule of arrears. Schedule 2: the notice and its certificates. Schedule 3: the protocol."
    )


def e22(template: Template) -> Paper:
    """E-22: every sum due and every payment, the running balance, totals, daily rate."""
    paper = kit.court_head(template, "Rent account {{ reference }}.")
    numbered(
        paper,
        "1.",
        "**At the end of {{ arrears.as_at|court_day }} the unpaid rent was {{ arrears.pence|money }}.",
        " Rent goes on at {{ daily.pence|money }} a day ({{ daily.as_at|court_day }}).",
    )
    with paper.when("projected"):
        paper.text(
            "If nothing more is paid, the arrears on the day of the hearing, {{ hearing_on|court_day }}, will be about "
            "{{ projected.pence|money }}: an estimate, from the figure of {{ projected.as_at|court_day }} and the daily rate."
        )
    numbered(
        paper,
        "2.",
        "The schedule has to start on {{ starts_on.on|court_day }}{% if incomplete %}; the lines held begin later"
        "{% endif %}. {{ because }}{% if first_default_on %} The first rent here that was not paid on its day fell due on "
        "{{ first_default_on|court_day }}.{% endif %}",
    )
    with paper.when("brought_forward and incomplete"):
        paper.text(
            "**Brought forward:",
            " what was owed before the first line is one figure. The lines behind it are not held here; they have to be "
            "added from the claimant's own records before this schedule is filed.",
        )
    with paper.when("brought_forward and not incomplete"):
        paper.text(
            "**Brought forward:",
            " what was owed before the first line is older than the two years that the practice direction asks for.",
        )
    numbered(paper, "3.", "Each line is one sum that fell due or one payment, on the day on which it counts.")
    kit.account_table(paper, "account")
    with paper.when("changes"):
        numbered(paper, "4.", "Days from which another sum was charged for a rent period:")
        with paper.each("one", "changes"):
            paper.bullets("{{ one.on|court_day }}: {{ one.now|money }} in place of {{ one.was|money }}")
        paper.otherwise()
        numbered(paper, "4.", "The sum charged for a rent period did not change.")
    numbered(paper, "5.", "What the figure in paragraph 1 leaves out:")
    with paper.when("left_out"):
        with paper.each("part", "left_out"):
            paper.bullets("{{ part.what }}: {{ part.sum.pence|money }} ({{ part.sum.as_at|court_day }})")
        paper.otherwise()
        paper.text("No court costs and no other charges are on the account.")
    numbered(
        paper,
        "6.",
        "Source: the claimant's rent account {{ reference }}, as at {{ arrears.as_at|court_day }}, read by "
        "{{ extracted_by.name }}, {{ extracted_by.position }}.",
    )
    return paper


PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType({"E-18": e18, "E-21": e21, "E-22": e22})
