"""Official forms: which maps there are, taking a form's file in, and filling it in from a case."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app
from speech import words

forms_app = typer.Typer(help="The courts' own forms, filled in from the record.", rich_markup_mode="rich")
app.add_typer(forms_app, name="forms", no_args_is_help=True)


def _folder() -> Path:
    return desk.settings().data / "forms"


@forms_app.command("list")
@say.reports
def forms_list(as_json: AsJson = False) -> None:
    """The forms that there is a map of, and whether the form itself has been added here."""
    from templates.form_maps import all_forms

    rows = [(one, (_folder() / f"{one.form}.pdf").exists()) for one in all_forms().values()]
    if as_json:
        say.put_json([{**one.model_dump(mode="json"), "added": added} for one, added in rows])
        return
    shown = [
        (one.form, one.version, one.title, one.confidence, "added" if added else "not added") for one, added in rows
    ]
    say.table(("Form", "Version", "What", "Map", "File"), shown, keep=("Form",))


@forms_app.command("add")
@say.reports
def forms_add(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The form, as fetched from the court's pages.")],
    form: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which form it is, where its hash is not known.")
    ] = None,
    sha256: Annotated[
        str | None,
        typer.Option("--sha256", metavar="HASH", help="Its hash, by whoever compared its fields with the map."),
    ] = None,
    by: By = None,
) -> None:
    """Takes a form in, when it is the one that a map was made for and has every field of the map."""
    from activities import official_forms

    try:
        content = file.read_bytes()
    except OSError as error:
        raise say.NotFound(f"{file} could not be read: {error.strerror}.") from None
    who = by or desk.settings_user()
    if sha256 and not who:
        raise say.Usage("Say who compared the form with its map, with --by E-MAIL.")
    now = datetime.now(UTC)
    added = official_forms.add(content, _folder(), form=form, sha256=sha256, by=who or "known by its hash", now=now)
    say.put(
        f"{added.form} of version {added.version} is added: {words.count(len(added.fields), 'field')} of it are mapped."
    )


@forms_app.command("fill")
@say.reports
def forms_fill(
    case: Case,
    form: Annotated[str, typer.Argument(metavar="FORM", help="Such as N325; `forms list` shows them.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to put it.")] = None,
) -> None:
    """A form filled in from the record of a case, for a person to check and sign."""
    from activities import official_forms
    from templates.form_maps import NoForm, form_map

    try:
        mapped = form_map(form)
    except NoForm as unknown:
        raise say.NotFound(str(unknown)) from None
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        content = official_forms.fill(connection, row, mapped, _folder(), today=desk.today_of(row))
    target = out or Path(f"{row.case_ref} {mapped.form}.pdf")
    if out is None and target.exists():
        raise say.Usage(f"{target.resolve()} is there already and is left as it is; say where to put it with -o FILE.")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise say.Failed(f"{target.resolve()} could not be written: {error.strerror}.") from None
    say.put(f"Written to {target.resolve()}: check every field, then sign it.")
    if mapped.confidence == "unconfirmed":
        say.put("The map of this form is unconfirmed: nobody has compared it with the court's own file.", style="bold")
