"""How this house speaks to PostgreSQL: connections, named queries from .sql files, rows as frozen models."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import psycopg
from psycopg.rows import class_row, scalar_row
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool
from pydantic import BaseModel, ConfigDict

Connection = psycopg.Connection[Any]
Model = TypeVar("Model", bound=BaseModel)
Params = Mapping[str, Any] | Sequence[Any] | None

_NAME = re.compile(r"^--\s*name:\s*(\w+)\s*$", re.MULTILINE)


class StoreError(Exception):
    """Something the memory refuses; the message is a sentence for a person."""


class Row(BaseModel):
    """A row of a table: frozen, and a column the model does not know is an error rather than lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def connect(url: str, *, autocommit: bool = False) -> Connection:
    """One connection to `url` (libpq form or URI). Times come back in UTC. Raises StoreError for text that is neither."""
    try:
        connection: Connection = psycopg.connect(url, autocommit=True, application_name="due-course")
    except psycopg.ProgrammingError:
        # What was given is not repeated: it may hold a password.
        raise StoreError("DATABASE_URL is not understood; expected postgresql://USER@HOST:PORT/DATABASE.") from None
    _in_utc(connection)
    connection.autocommit = autocommit
    return connection


def pool(
    url: str, *, min_size: int = 1, max_size: int = 8, autocommit: bool = False, jit: bool = True
) -> ConnectionPool[Connection]:
    """An opened pool of connections to `url`, each checked before it is handed out: it survives a server's restart.

    jit: whether PostgreSQL may compile a long query first, which costs a page more than it brings.
    """
    return ConnectionPool(
        url,
        min_size=min_size,
        max_size=max_size,
        kwargs={"application_name": "due-course", "autocommit": autocommit},
        configure=_in_utc if jit else _short_queries,
        check=ConnectionPool.check_connection,
        open=True,
    )


def _in_utc(connection: Connection) -> None:
    connection.execute("SET TIME ZONE 'UTC'")
    if not connection.autocommit:
        connection.commit()


def _short_queries(connection: Connection) -> None:
    # A query whose filters are mostly not asked for is planned for those that are.
    connection.execute("SET jit = off")
    connection.execute("SET plan_cache_mode = force_custom_plan")
    _in_utc(connection)


class Queries(dict[str, bytes]):
    """The named queries of one .sql file, by name."""


@cache
def queries(file_name: str) -> Queries:
    """The queries of `store/<file_name>`: each begins with a line `-- name: NAME` and a sentence on what it answers.

    Raises StoreError when a name occurs twice or a query has no sentence.
    """
    text = (files("store") / file_name).read_text(encoding="utf-8")
    parts = _NAME.split(text)
    found = Queries()
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        if name in found:
            raise StoreError(f"{file_name} has two queries named {name}; each name is expected once.")
        if not body.lstrip().startswith("-- "):
            raise StoreError(f"{file_name}: the query {name} has no sentence above it; one is expected after its name.")
        found[name] = body.strip().encode()
    return found


def rows(connection: Connection, model: type[Model], query: bytes, params: Params = None) -> list[Model]:
    """Every row of `query` as `model`."""
    with connection.cursor(row_factory=class_row(model)) as cursor:
        return cursor.execute(query, params).fetchall()


def row(connection: Connection, model: type[Model], query: bytes, params: Params = None) -> Model | None:
    """The first row of `query` as `model`, or None."""
    with connection.cursor(row_factory=class_row(model)) as cursor:
        return cursor.execute(query, params).fetchone()


def value(connection: Connection, query: bytes, params: Params = None) -> Any:
    """The first column of the first row of `query`, or None."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        return cursor.execute(query, params).fetchone()


def many(connection: Connection, query: bytes, params: Sequence[Mapping[str, Any]]) -> int:
    """Runs `query` once for each of `params`; how many rows were written in all."""
    if not params:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(query, params)
        return cursor.rowcount


def parameters(model: BaseModel) -> dict[str, Any]:
    """A row's fields as query parameters: objects and arrays of objects wrapped for jsonb, other arrays as lists."""
    return {name: _parameter(found) for name, found in model}


def _parameter(found: Any) -> Any:
    if isinstance(found, dict):
        return Jsonb(found)
    if isinstance(found, tuple):
        return Jsonb(list(found)) if any(isinstance(item, dict) for item in found) else list(found)
    return found
