"""What leaves the command line: text for people, JSON for programs, a sentence and an exit code for what went wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

DONE, FAILED, USAGE, REFUSED, NOT_FOUND = range(5)

_WIDE = 160
_PIPED = 240  # columns of a table that nobody's terminal limits

P = ParamSpec("P")
R = TypeVar("R")


class Problem(Exception):
    """Ends the command: the sentences go to stderr, the code to the shell. data: for stdout when JSON was asked for."""

    code = FAILED

    def __init__(self, *sentences: str, data: Any = None) -> None:
        self.sentences = sentences
        self.data = data
        super().__init__(" ".join(sentences))


class Failed(Problem):
    """It was understood and allowed, and did not work."""


class Usage(Problem):
    """What was typed is not understood; the sentence names what is expected."""

    code = USAGE


class RefusedByRule(Problem):
    """A rule forbids it; the sentence has the citation and the first day on which it becomes possible."""

    code = REFUSED


class NotFound(Problem):
    """There is no such case, account or paper."""

    code = NOT_FOUND


def reports(command: Callable[P, R]) -> Callable[P, R]:
    """Wraps a command: whatever goes wrong inside becomes a sentence on stderr and one of the five exit codes."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        as_json = bool(kwargs.get("as_json"))
        try:
            return command(*args, **kwargs)
        except Problem as problem:
            end(problem, as_json=as_json)
        except BrokenPipeError:
            sys.stderr.close()  # the reader (head, less) has what it wanted
            raise typer.Exit(DONE) from None
        except (typer.Exit, KeyboardInterrupt):
            raise
        except Exception as error:
            from cli.desk import problem_of

            known = problem_of(error)
            if known is None:
                raise
            end(known, as_json=as_json)
        raise AssertionError("end() always raises")

    return run


def end(problem: Problem, *, as_json: bool = False) -> None:
    """Prints the problem and leaves with its code. With `as_json` a program finds it on stdout as well."""
    if as_json:
        put_json(
            problem.data
            if problem.data is not None
            else {"error": " ".join(problem.sentences), "exit_code": problem.code}
        )
    for sentence in problem.sentences:
        print(sentence, file=sys.stderr)
    raise typer.Exit(problem.code)


def console() -> Console:
    """Where text goes. Piped output is not cut to a terminal's width; square brackets in a name are only brackets."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _PIPED
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def is_narrow() -> bool:
    """True on a terminal on which a wide table would break its words."""
    return sys.stdout.isatty() and console().width < _WIDE


def _print(shown: RenderableType) -> None:
    """Prints without the spaces with which a table fills its last column."""
    out = console()
    with out.capture() as caught:
        out.print(shown)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in caught.get().splitlines()))


def put(text: str = "", *, style: str | None = None, indent: int = 0) -> None:
    """One paragraph: wrapped with its indent on a terminal, one line in a pipe."""
    if not text or not sys.stdout.isatty():
        sys.stdout.write(f"{' ' * indent if text else ''}{text}\n")
        return
    from rich.padding import Padding
    from rich.text import Text

    _print(Padding(Text(text, style=style or ""), (0, 0, 0, indent), expand=False))


def heading(text: str) -> None:
    """A heading above what follows."""
    put()
    put(text, style="bold")


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = (), keep: Sequence[str] = ()
) -> None:
    """A plain table. right: columns of figures; keep: columns never wrapped."""
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        figures = name in right
        shown.add_column(name, justify="right" if figures else "left", no_wrap=figures or name in keep, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    _print(shown)


def pairs(items: Sequence[tuple[str, str]], *, indent: int = 0) -> None:
    """Names and values below each other; a pair without a value is left out."""
    from rich.padding import Padding
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    shown.add_column(style="bold", no_wrap=True)
    shown.add_column(overflow="fold")
    for name, value in items:
        if value:
            shown.add_row(name, value)
    if shown.row_count:
        _print(Padding(shown, (0, 0, 0, indent), expand=False))


def put_json(data: Any) -> None:
    """JSON for programs: days and times as ISO text, money as pence."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} has no JSON form here")
