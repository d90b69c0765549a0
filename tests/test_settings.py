"""Settings come from the environment, else from the running stack of the checkout, else a sentence says what to do."""

import json
import re
from pathlib import Path

import pytest

from settings import CHECKOUT, NoStack, Settings, SettingsError, data_folder, named_servers
from stack import processes
from stack.processes import Process
from stack.record import StackRecord, live_record, read_record, record_file, write_record

BOTH = {"DATABASE_URL": "postgresql://db.example.org/due", "TEMPORAL_ADDRESS": "temporal.example.org:7233"}
OURS = processes.ourselves()
GONE = Process(pid=OURS.pid, started=OURS.started - 1000)


def stack(folder: Path, *, postgres: Process | None = OURS, temporal: Process | None = OURS) -> dict[str, str]:
    """An environment whose data folder says that a stack runs, its servers being these processes."""
    record = StackRecord(
        supervisor=OURS,
        database_url="postgresql://postgres@/due_course?host=/tmp/x",
        temporal_address="127.0.0.1:7233",
        temporal_ui="http://127.0.0.1:8233",
        postgres=postgres,
        temporal=temporal,
    )
    write_record(folder, record)
    assert read_record(folder) == record
    return {"DUE_COURSE_DATA": str(folder)}


def test_the_environment_wins_over_a_running_stack(tmp_path: Path) -> None:
    settings = Settings.from_env(stack(tmp_path) | BOTH)
    assert (settings.database_url, settings.temporal_address) == tuple(BOTH.values())
    assert (settings.temporal_embedded, settings.temporal_ui) == (False, None)


def test_a_running_stack_is_found(tmp_path: Path) -> None:
    settings = Settings.from_env(stack(tmp_path))
    assert settings.database_url == "postgresql://postgres@/due_course?host=/tmp/x"
    assert settings.temporal_address == "127.0.0.1:7233"
    assert settings.temporal_ui == "http://127.0.0.1:8233"
    assert settings.temporal_embedded
    assert settings.mail_dir == tmp_path / "mail"


def test_one_server_may_be_named_and_the_other_found(tmp_path: Path) -> None:
    settings = Settings.from_env(stack(tmp_path) | {"DATABASE_URL": BOTH["DATABASE_URL"]})
    assert (settings.database_url, settings.temporal_address) == (BOTH["DATABASE_URL"], "127.0.0.1:7233")


def test_our_own_server_named_by_its_address_is_still_our_own(tmp_path: Path) -> None:
    assert Settings.from_env(stack(tmp_path) | BOTH | {"TEMPORAL_ADDRESS": "127.0.0.1:7233"}).temporal_embedded


@pytest.mark.parametrize("gone", ["postgres", "temporal"])
def test_a_stack_of_which_a_server_is_gone_is_none(tmp_path: Path, gone: str) -> None:
    environment = stack(tmp_path, **{gone: GONE})
    with pytest.raises(
        NoStack, match=r"^No stack is running here: start it with make demo, or set DATABASE_URL and TEMP"
    ):
        Settings.from_env(environment)


def test_without_anything_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoStack, match="make demo"):
        Settings.from_env({"DUE_COURSE_DATA": str(tmp_path)})
    record_file(tmp_path).write_text("not json")
    with pytest.raises(NoStack, match="make demo"):
        Settings.from_env({"DUE_COURSE_DATA": str(tmp_path), "DATABASE_URL": BOTH["DATABASE_URL"]})


def test_the_record_is_for_its_owner_only(tmp_path: Path) -> None:
    stack(tmp_path)
    assert record_file(tmp_path).stat().st_mode & 0o777 == 0o600
    assert json.loads(record_file(tmp_path).read_text())["temporal_address"] == "127.0.0.1:7233"
    assert live_record(tmp_path) is not None


def test_every_setting_is_read(tmp_path: Path) -> None:
    given = {
        "DUE_COURSE_DATA": str(tmp_path),
        "DUE_COURSE_TASK_QUEUE": "other",
        "DUE_COURSE_USER": "o@example.org",
        "BUILD_ID": "b7",
        "SMTP_HOST": "mail.example.org",
        "SMTP_PORT": "25",
        "SMTP_USERNAME": "u",
        "SMTP_PASSWORD": "secret",
        "SMTP_FROM": "arrears@example.org",
        "MAIL_DIR": str(tmp_path / "post"),
        "TEMPORAL_NAMESPACE": "arrears",
        "WEB_ADDRESS": "0.0.0.0:80",
        "WEB_URL": "https://cases.example.org/",
        "OIDC_ISSUER": "https://login.example.org",
        "OIDC_CLIENT_ID": "board",
        "OIDC_CLIENT_SECRET": "hush",
    }
    settings = Settings.from_env(BOTH | given)
    assert (settings.task_queue, settings.user, settings.build_id) == ("other", "o@example.org", "b7")
    assert settings.code_version == "b7"
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_username) == ("mail.example.org", 25, "u")
    assert (settings.smtp_password, settings.smtp_from) == ("secret", "arrears@example.org")
    assert settings.mail_dir == tmp_path / "post"
    assert settings.temporal_namespace == "arrears"
    assert (settings.web_address, settings.board_url) == ("0.0.0.0:80", "https://cases.example.org")
    assert (settings.oidc_issuer, settings.oidc_client_id) == ("https://login.example.org", "board")
    assert settings.oidc_client_secret == "hush" and "hush" not in repr(settings)
    assert "secret" not in repr(settings) and "db.example.org" not in repr(settings)


def test_our_own_database_is_known_by_its_record(tmp_path: Path) -> None:
    found = Settings.from_env(stack(tmp_path))
    assert found.database_embedded and found.board_url == "http://127.0.0.1:8080"
    told = {"DATABASE_URL": found.database_url, "TEMPORAL_ADDRESS": found.temporal_address}
    assert Settings.from_env(stack(tmp_path) | told).database_embedded
    assert not Settings.from_env(stack(tmp_path) | BOTH).database_embedded
    assert not Settings.from_env(stack(tmp_path, postgres=None)).database_embedded


@pytest.mark.parametrize("value", ["8080", "http://127.0.0.1:8080", "127.0.0.1:port"])
def test_an_address_without_host_and_port_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="The setting WEB_ADDRESS cannot be used"):
        Settings.from_env(BOTH | {"WEB_ADDRESS": value})


def test_an_empty_variable_is_no_setting(tmp_path: Path) -> None:
    settings = Settings.from_env(BOTH | {"BUILD_ID": "", "SMTP_PORT": "", "DUE_COURSE_DATA": str(tmp_path)})
    assert (settings.build_id, settings.smtp_port) == (None, 587)


def test_a_value_that_cannot_be_used_is_named() -> None:
    with pytest.raises(SettingsError, match="The setting SMTP_PORT cannot be used: input should be a valid integer"):
        Settings.from_env(BOTH | {"SMTP_PORT": "many"})


def test_data_is_beside_the_checkout_unless_told_otherwise(tmp_path: Path) -> None:
    assert data_folder({}) == CHECKOUT / ".data"
    assert data_folder({"DUE_COURSE_DATA": str(tmp_path)}) == tmp_path


def test_a_key_for_another_temporal_does_not_reach_our_own(tmp_path: Path) -> None:
    settings = Settings.from_env(stack(tmp_path) | {"TEMPORAL_API_KEY": "key", "TEMPORAL_NAMESPACE": "theirs"})
    assert settings.connect_config() == {"target_host": "127.0.0.1:7233", "namespace": "default"}


def test_the_standard_settings_reach_a_temporal_of_ones_own() -> None:
    settings = Settings.from_env(BOTH | {"TEMPORAL_API_KEY": "key", "TEMPORAL_NAMESPACE": "theirs"})
    config = settings.connect_config()
    assert (config["target_host"], config["namespace"]) == (BOTH["TEMPORAL_ADDRESS"], "theirs")
    assert config["api_key"] == "key"
    assert "key" not in repr(settings)


def test_a_profile_names_a_temporal_too(tmp_path: Path) -> None:
    file = tmp_path / "temporal.toml"
    file.write_text('[profile.live]\naddress = "live.example.org:7233"\nnamespace = "arrears"\n')
    named = {"TEMPORAL_CONFIG_FILE": str(file), "TEMPORAL_PROFILE": "live"}
    settings = Settings.from_env({"DATABASE_URL": BOTH["DATABASE_URL"]} | named)
    assert settings.temporal_address == "live.example.org:7233"
    assert settings.connect_config() == {"target_host": "live.example.org:7233", "namespace": "arrears"}
    assert named_servers(named)["temporal_address"] == "live.example.org:7233"


def test_nobody_else_reads_the_environment() -> None:
    rooms = [
        folder for folder in ("law", "cases", "store", "activities", "workflows", "cli") if (CHECKOUT / folder).exists()
    ]
    files = [*(file for room in rooms for file in (CHECKOUT / room).rglob("*.py")), *CHECKOUT.glob("*.py")]
    readers = [
        str(file.relative_to(CHECKOUT))
        for file in files
        if file.name != "settings.py" and re.search(r"os\.environ|os\.getenv|getenv\(", file.read_text())
    ]
    assert readers == []
