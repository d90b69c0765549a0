"""Papers that no event writes: one is chosen, told what only the officer knows, and written, or refused with every reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from cases.nations import NATIONS
from store import web
from templates.manifest import Template, all_templates
from web import kit, options
from web.access import WORKERS, Viewer, may
from web.casefile import CaseFile
from web.forms import Input, Typed
from web.house import Memory, NoSuchPage, now_of
from workflows import papers as asked
from workflows.papers import Refusal, RenderRefused

router = APIRouter(prefix="/cases/{ref}/papers", include_in_schema=False)

Worker = Annotated[Viewer, may(*WORKERS)]
WHOM = "whom"


def _case_file(ref: str, viewer: Worker, memory: Memory) -> CaseFile:
    found = CaseFile(memory, ref, viewer)
    if not found.row.restricted:
        web.note_view(memory, found.row.case_ref, viewer.email)
    return found


Case = Annotated[CaseFile, Depends(_case_file)]


@router.get("")
def choose(request: Request, viewer: Worker, case: Case) -> Response:
    """The papers that may be asked for on this case."""
    return _page(request, case, "case/papers.html", "Write a paper", papers=on_offer(case))


@router.get("/{paper}")
def ask(request: Request, viewer: Worker, case: Case, paper: str) -> Response:
    return _form(request, case, paper, _template(case, paper), {})


@router.post("/{paper}")
def write(request: Request, viewer: Worker, case: Case, paper: str, sent: options.Sent) -> Response:
    """Writes it. The form sent again with nothing changed is the same paper."""
    template = _template(case, paper)
    values, errors = options.read(asked.gatherer(paper).options, sent, case.today)
    whom = tuple(dict.fromkeys(one for one in sent.get(WHOM, ()) if one))
    if template.each and not whom and len(case.tenants) > 1:
        errors[WHOM] = "Choose for whom it is."
    if errors:
        return _form(request, case, paper, template, sent, 422, errors)
    try:
        written = asked.write(
            case.memory, case.row, paper, by=viewer.email, now=now_of(case.row), options=values, whom=whom
        )
    except RenderRefused as no:
        return _form(request, case, paper, template, sent, 422, against=no.refusals)
    except asked.NotAsked as no:
        return _form(request, case, paper, template, sent, 422, sentence=str(no))
    new = any(one.new for one in written)
    wrote = quote(written[0].row.paper)
    return RedirectResponse(f"/cases/{case.row.case_ref}/documents?wrote={wrote}&new={int(new)}", 303)


def on_offer(case: CaseFile) -> dict[str, Template]:
    """The papers that this viewer may ask for on the case, by England's code; only those held for its nation."""
    nation, held = NATIONS[case.state.the_tenancy.nation], all_templates()
    own = {code: held.get(nation.paper(code) or "") for code in asked.GATHERERS}
    readable = case.viewer.reads_restricted
    return {code: one for code, one in own.items() if one is not None and (readable or not one.restricted)}


def _template(case: CaseFile, paper: str) -> Template:
    found = on_offer(case).get(paper)
    if found is None:
        raise NoSuchPage(f"There is no paper {paper} that can be asked for on case {case.row.case_ref}.")
    return found


def _whom(case: CaseFile, paper: str, template: Template, typed: Typed, error: str) -> list[Input]:
    """The question for whom it is, where there is a choice."""
    if asked.gatherer(paper).of_one:
        people = (("", "The whole case"), *((p.person_ref, case.names[p.person_ref]) for p in case.people))
        return [Input(WHOM, "Of whom", "radios", True, "", people, tuple(typed.get(WHOM, ("",))), error)]
    if template.each and len(case.tenants) > 1:
        tenants = tuple((ref, case.names.get(ref, ref)) for ref in case.tenants)
        return [Input(WHOM, "For whom", "checkboxes", True, "", tenants, tuple(typed.get(WHOM, case.tenants)), error)]
    return []


def _form(
    request: Request, case: CaseFile, paper: str, template: Template, typed: Typed, status: int = 200,
    errors: Mapping[str, str] | None = None, against: Sequence[Refusal] = (), sentence: str = "",
) -> Response:  # fmt: skip
    errors = errors or {}
    asks = _whom(case, paper, template, typed, errors.get(WHOM, ""))
    asks += options.inputs(asked.gatherer(paper).options, typed, errors)
    return _page(
        request, case, "case/paper.html", template.title, status, template=template, inputs=asks, errors=errors,
        against=against, sentence=sentence,
    )  # fmt: skip


def _page(request: Request, case: CaseFile, name: str, title: str, status: int = 200, **about: Any) -> Response:
    return kit.page(
        request, name, status, title=title, case=case, row=case.row, state=case.state, today=case.today,
        parts_of_case=case.navigation("documents"), refetch="", **about,
    )  # fmt: skip
