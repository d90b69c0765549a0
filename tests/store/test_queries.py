"""Every named query has a sentence, and every one is used."""

from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from store import db

ROOM = Path(__file__).parents[2] / "store"
FILES = sorted(item.name for item in files("store").iterdir() if item.name.endswith(".sql"))


@pytest.mark.parametrize("name", FILES)
def test_each_query_has_a_name_a_sentence_and_a_user(name: str) -> None:
    queries = db.queries(name)
    assert queries
    room = "\n".join(file.read_text() for file in ROOM.rglob("*.py"))
    unused = [query for query in queries if f'"{query}"' not in room]
    assert unused == []


def test_the_columns_of_a_row_that_the_model_does_not_know_are_an_error(conn: db.Connection) -> None:
    ledger = import_module("store.ledger")
    with pytest.raises(ValueError, match="surprise"):
        db.row(conn, ledger.StepRow, b"SELECT 1 AS surprise")
