"""A database is brought up to date once, in order, by one process at a time, and never by an edited file."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from store.db import connect
from store.migrate import MigrationRefused, migrate


def folder(path: Path, **contents: str) -> Path:
    for name, content in contents.items():
        (path / f"{name}.sql").write_text(content)
    return path


def test_everything_is_applied_once(empty_db_url: str) -> None:
    with connect(empty_db_url) as connection:
        applied = migrate(connection)
        assert applied == tuple(
            sorted(item.name for item in (files("store") / "migrations").iterdir() if item.name.endswith(".sql"))
        )
        assert migrate(connection) == ()
        tables = {
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            )
        }
    assert tables >= {
        *("landlord", "officer", "rent_account", "person", "account_transaction", "import_batch"),
        *("case_step", "case_event", "board", "board_deadline", "case_watch", "case_fact"),
        *("paper", "paper_content", "outbox", "schema_migration"),
    }


def test_two_processes_at_once_apply_each_file_once(empty_db_url: str) -> None:
    def one(_: int) -> tuple[str, ...]:
        with connect(empty_db_url) as connection:
            return migrate(connection)

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(one, range(4)))
    assert sorted(map(bool, results)) == [False, False, False, True]


def test_an_edited_file_is_refused(empty_db_url: str, tmp_path: Path) -> None:
    with connect(empty_db_url) as connection:
        migrate(connection, folder(tmp_path, **{"0001_one": "CREATE TABLE one (a int);"}))
        folder(tmp_path, **{"0001_one": "CREATE TABLE one (a bigint);", "0002_two": "CREATE TABLE two (a int);"})
        with pytest.raises(MigrationRefused, match=r"0001_one\.sql was edited after it was applied"):
            migrate(connection, tmp_path)
        assert connection.execute("SELECT to_regclass('two')").fetchone() == (None,)


def test_other_line_ends_are_no_edit(empty_db_url: str, tmp_path: Path) -> None:
    with connect(empty_db_url) as connection:
        migrate(connection, folder(tmp_path, **{"0001_one": "CREATE TABLE one (\na int);"}))
        (tmp_path / "0001_one.sql").write_bytes(b"CREATE TABLE one (\r\na int);")
        assert migrate(connection, tmp_path) == ()


def test_a_database_of_newer_code_is_refused(empty_db_url: str, tmp_path: Path) -> None:
    with connect(empty_db_url) as connection:
        migrate(connection, folder(tmp_path, **{"0001_one": "SELECT 1;", "0002_two": "SELECT 2;"}))
        (tmp_path / "0002_two.sql").unlink()
        with pytest.raises(MigrationRefused, match=r"0002_two\.sql, which this code does not know"):
            migrate(connection, tmp_path)


def test_a_gap_in_the_numbers_is_refused(empty_db_url: str, tmp_path: Path) -> None:
    with connect(empty_db_url) as connection, pytest.raises(MigrationRefused, match="a name beginning 0002"):
        migrate(connection, folder(tmp_path, **{"0001_one": "SELECT 1;", "0003_three": "SELECT 3;"}))


def test_a_file_that_fails_leaves_nothing(empty_db_url: str, tmp_path: Path) -> None:
    with connect(empty_db_url) as connection:
        with pytest.raises(Exception, match="no_such_table"):
            migrate(
                connection,
                folder(tmp_path, **{"0001_one": "CREATE TABLE one (a int);", "0002_two": "DROP TABLE no_such_table;"}),
            )
        assert connection.execute("SELECT to_regclass('one'), to_regclass('schema_migration')").fetchone() == (
            None,
            None,
        )
