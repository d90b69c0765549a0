"""Official forms: which maps there are, taking a form's file in, drafting a map of one, and filling one in from a case."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app
from cli.packs import Costs, FeeAccount, HumanRights, claim_options
from speech import words

forms_app = typer.Typer(help="The courts' own forms, filled in from the record.", rich_markup_mode="rich")
app.add_typer(forms_app, name="forms", no_args_is_help=True)

Pdf = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The form, as fetched from the court's pages.")]


def _folder() -> Path:
    return desk.settings().data / "forms"


@forms_app.command("list")
@say.reports
def forms_list(as_json: AsJson = False) -> None:
    """The forms that there is a map of, whether each was added here, and those a case may need that no map is held of."""
    from templates.form_maps import BadMap, all_forms, unmapped

    folder = _folder()
    try:
        maps = all_forms(folder)
    except BadMap as broken:
        raise say.Failed(str(broken)) from None
    rows = [(one, (folder / f"{one.form}.pdf").exists()) for one in maps.values()]
    without = [one for one in unmapped() if one.form.upper() not in maps]
    if as_json:
        held = [{**one.model_dump(mode="json"), "added": added} for one, added in rows]
        say.put_json({"maps": held, "without_map": [one.model_dump(mode="json") for one in without]})
        return
    shown = [
        (one.form, one.version, one.title, one.confidence, "added" if added else "not added") for one, added in rows
    ]
    say.table(("Form", "Version", "What", "Map", "File"), shown, keep=("Form",))
    for one, _ in rows:
        if one.lacks:
            say.put(f"{one.form}: {one.lacks}")
    say.heading(f"No map is held: {len(without)}")
    say.table(
        ("Form", "What", "Nation", "Facts", "Why"),
        [(one.form, one.title, one.nation.title(), one.paper, one.why) for one in without],
        keep=("Form",),
    )
    say.put("`forms map FILE.pdf --form NAME --paper PAPER` drafts a map of a form that you have fetched.")


@forms_app.command("map")
@say.reports
def forms_map(
    file: Pdf,
    form: Annotated[str, typer.Option("--form", metavar="NAME", help="What the form is called, such as N215.")],
    paper: Annotated[
        str, typer.Option("--paper", metavar="PAPER", help="The paper whose facts go into it, such as E-15.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to put it; else printed.")
    ] = None,
) -> None:
    """A draft of a map of your own: the names of the form's fields, to be edited, and the facts there are for them."""
    from activities import official_forms
    from templates.form_maps import BadMap

    content = _read(file)
    try:
        drafted = official_forms.draft_map(content, form=form, paper=paper, name=file.name)
    except BadMap as unknown:
        raise say.NotFound(str(unknown)) from None
    if out is None:
        typer.echo(drafted, nl=False)
        return
    _write(out, drafted.encode(), asked=False)
    say.put(f"Written to {out.resolve()}: fill in what you know, then `forms add {file} --map {out} --by E-MAIL`.")


@forms_app.command("add")
@say.reports
def forms_add(
    file: Pdf,
    form: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which form it is, where its hash is not known.")
    ] = None,
    sha256: Annotated[
        str | None,
        typer.Option("--sha256", metavar="HASH", help="Its hash, by whoever compared its fields with the map."),
    ] = None,
    own: Annotated[
        Path | None, typer.Option("--map", metavar="MAP.toml", help="A map of your own, from `forms map`.")
    ] = None,
    by: By = None,
) -> None:
    """Takes a form in, when it is the one that a map was made for and has every field of the map."""
    from activities import official_forms
    from templates.form_maps import BadMap, read

    content = _read(file)
    who = by or desk.settings_user()
    if (sha256 or own) and not who:
        raise say.Usage("Say who compared the form with its map, with --by E-MAIL.")
    try:
        added = official_forms.add(
            content,
            _folder(),
            form=form,
            sha256=sha256,
            own=read(own) if own else None,
            by=who or "known by its hash",
            now=datetime.now(UTC),
        )
    except BadMap as bad:
        raise say.Failed(str(bad)) from None
    version = f" of version {added.version}" if added.version else ""
    mapped = sum(bool(rule) for rule in added.fields.values())
    say.put(f"{added.form}{version} is added: {words.count(mapped, 'field')} of it are filled in from a case.")
    if added.lacks:
        say.put(added.lacks)


@forms_app.command("fill")
@say.reports
def forms_fill(
    case: Case,
    form: Annotated[str, typer.Argument(metavar="FORM", help="Such as N325; `forms list` shows them.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to put it.")] = None,
    tenant: Annotated[
        str | None,
        typer.Option("--tenant", metavar="REF", help="Whom it is about, where there is one for each tenant."),
    ] = None,
    costs: Costs = None,
    human_rights: HumanRights = None,
    fee_account: FeeAccount = None,
) -> None:
    """A form filled in from the record of a case, for a person to check and sign."""
    from activities import official_forms
    from templates.form_maps import BadMap, NoForm, form_map

    try:
        mapped = form_map(form, _folder())
    except NoForm as unknown:
        raise say.NotFound(str(unknown)) from None
    except BadMap as broken:
        raise say.Failed(str(broken)) from None
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        today = desk.today_of(row)
        options = claim_options(costs, human_rights, fee_account, None, today=today)
        made = official_forms.fill(connection, row, mapped, _folder(), today=today, tenant=tenant, options=options)
    target = out or Path(" ".join(filter(None, (row.case_ref, mapped.form, tenant))) + ".pdf")
    _write(target, made.content, asked=out is not None)
    say.put(f"Written to {target.resolve()}: check every field, then sign it.")
    if made.moved:
        say.put("Too long for its box, which says where it stands instead:")
        for name in made.moved:
            say.put(f"- {name}", indent=2)
    if made.left:
        say.put(f"Left to you: {words.count(len(made.left), 'field')}.")
        for name in made.left:
            say.put(f"- {name}", indent=2)
    if mapped.lacks:
        say.put(mapped.lacks)
    if mapped.confidence == "unconfirmed":
        say.put("The map of this form is unconfirmed: nobody has compared it with the court's own file.", style="bold")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise say.NotFound(f"{file} could not be read: {error.strerror}.") from None


def _write(target: Path, content: bytes, *, asked: bool) -> None:
    if not asked and target.exists():
        raise say.Usage(f"{target.resolve()} is there already and is left as it is; say where to put it with -o FILE.")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise say.Failed(f"{target.resolve()} could not be written: {error.strerror}.") from None
