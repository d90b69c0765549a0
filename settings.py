"""What can be set from outside. `Settings.from_env()` is the only reader of the environment in this house."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stack.record import StackRecord, live_record

if TYPE_CHECKING:
    from temporalio.envconfig import ClientConnectConfig

CHECKOUT = Path(__file__).resolve().parent
VERSION = "0.1.0"


class SettingsError(Exception):
    """A setting that cannot be used; the message is a sentence for a person."""


class NoStack(SettingsError):
    """Neither the environment nor a running stack of this checkout says where the servers are."""


class Settings(BaseModel):
    """The settings in force. Each field says which environment variable sets it."""

    model_config = ConfigDict(frozen=True)

    # DATABASE_URL: any PostgreSQL 15 or newer.
    database_url: str = Field(repr=False)
    # TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_*, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE.
    temporal_address: str
    temporal_namespace: str = "default"
    temporal_settings: Mapping[str, str] = Field(default_factory=dict, repr=False)
    # Whether Temporal is this checkout's own dev server: only there may a case's clock be moved.
    temporal_embedded: bool = False
    temporal_ui: str | None = None
    # DUE_COURSE_TASK_QUEUE: workers that share it share the work.
    task_queue: str = "due-course"
    # DUE_COURSE_DATA: everything the embedded servers keep.
    data: Path
    # BUILD_ID: which build a worker is; with it set, running cases stay with the build they began on.
    build_id: str | None = None
    # SMTP_HOST, SMTP_PORT, SMTP_USERNAME, SMTP_PASSWORD, SMTP_FROM: without a host, mail is written to MAIL_DIR.
    smtp_host: str | None = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_username: str | None = None
    smtp_password: str | None = Field(default=None, repr=False)
    smtp_from: str = "due-course@localhost"
    mail_dir: Path
    # DUE_COURSE_USER: who records, when a command does not say.
    user: str | None = None
    # Whether PostgreSQL is this checkout's own: only beside it and our own Temporal may the board's sign-in be a demonstration.
    database_embedded: bool = False
    # WEB_ADDRESS: where the board listens. WEB_URL: how people reach it, when something stands in front of it.
    web_address: str = Field(default="127.0.0.1:8080", pattern=r"^[^:\s]+:\d{1,5}$")
    web_url: str = Field(default="", pattern=r"^(https?://[^/\s]+)?/?$")
    # EVIDENCE_MAX_MB: how large a file may be that is taken in as evidence.
    evidence_max_mb: int = Field(default=25, ge=1, le=200)
    # OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: who the organisation says people are.
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = Field(default=None, repr=False)

    @property
    def code_version(self) -> str:
        """What the record names as the code that decided: the build, else the version."""
        return self.build_id or VERSION

    @property
    def board_url(self) -> str:
        """Where people find the board, without a slash at the end."""
        return self.web_url.rstrip("/") or f"http://{self.web_address}"

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of `environment` (the process's own by default); servers it does not name are those of the
        running stack of this checkout.

        Raises NoStack when a server is named by neither, SettingsError for a value that cannot be used.
        """
        given = {name: found for name, found in (os.environ if environment is None else environment).items() if found}
        data = data_folder(given)
        named = _named_temporal(given)
        record = live_record(data)
        try:
            database_url = given.get("DATABASE_URL") or _known(record).database_url
            return cls(
                database_url=database_url,
                # The processes of our own stack are told the address of our own database; it is still our own.
                database_embedded=bool(record and record.postgres and record.database_url == database_url),
                **_temporal(given, named, record),
                data=data,
                mail_dir=given.get("MAIL_DIR") or data / "mail",
                build_id=given.get("BUILD_ID"),
                user=given.get("DUE_COURSE_USER"),
                **{field: given[name] for name, field in _PLAIN.items() if name in given},
            )
        except ValidationError as wrong:
            fields = {field: name for name, field in _PLAIN.items()}
            first = wrong.errors()[0]
            name = fields.get(str(first["loc"][0]), str(first["loc"][0]).upper())
            raise SettingsError(
                f"The setting {name} cannot be used: {first['msg'][:1].lower()}{first['msg'][1:]}."
            ) from wrong

    def for_child(self) -> dict[str, str]:
        """The environment of a process of ours that is to use the same servers."""
        return dict(os.environ) | {
            "DATABASE_URL": self.database_url,
            "TEMPORAL_ADDRESS": self.temporal_address,
            "DUE_COURSE_TASK_QUEUE": self.task_queue,
            "DUE_COURSE_DATA": str(self.data),
        }

    def connect_config(self) -> ClientConnectConfig:
        """The arguments of `temporalio.client.Client.connect`: address, namespace and what else the settings say."""
        from temporalio.envconfig import ClientConfig

        if self.temporal_embedded:
            # A key or profile meant for another Temporal must not change how we speak to our own.
            return {"target_host": self.temporal_address, "namespace": self.temporal_namespace}
        config = ClientConfig.load_client_connect_config(override_env_vars=dict(self.temporal_settings))
        config["target_host"] = self.temporal_address
        config.setdefault("namespace", self.temporal_namespace)
        return config


_PLAIN = {
    "DUE_COURSE_TASK_QUEUE": "task_queue",
    "SMTP_HOST": "smtp_host",
    "SMTP_PORT": "smtp_port",
    "SMTP_USERNAME": "smtp_username",
    "SMTP_PASSWORD": "smtp_password",
    "SMTP_FROM": "smtp_from",
    "EVIDENCE_MAX_MB": "evidence_max_mb",
    "WEB_ADDRESS": "web_address",
    "WEB_URL": "web_url",
    "OIDC_ISSUER": "oidc_issuer",
    "OIDC_CLIENT_ID": "oidc_client_id",
    "OIDC_CLIENT_SECRET": "oidc_client_secret",
}


class Board(BaseModel):
    """A board elsewhere, by whose API events are recorded. DUE_COURSE_BOARD: its address; DUE_COURSE_KEY: a key made there."""

    model_config = ConfigDict(frozen=True)

    url: str
    key: str = Field(repr=False)


def board_elsewhere(environment: Mapping[str, str] | None = None) -> Board | None:
    """The board that events go to, None when none is named. Raises SettingsError when it is named by half."""
    given = os.environ if environment is None else environment
    url, key = given.get("DUE_COURSE_BOARD", "").rstrip("/"), given.get("DUE_COURSE_KEY", "")
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise SettingsError(
            "The setting DUE_COURSE_BOARD cannot be used: an address such as https://cases.example.org is expected."
        )
    if not key:
        raise SettingsError(
            "DUE_COURSE_BOARD is set and DUE_COURSE_KEY is not: an administrator makes a key under /account on the board."
        )
    return Board(url=url, key=key)


def data_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where the embedded servers keep everything: DUE_COURSE_DATA, else `.data` beside this file."""
    given = (os.environ if environment is None else environment).get("DUE_COURSE_DATA")
    return Path(given).expanduser().resolve() if given else CHECKOUT / ".data"


class NamedServers(TypedDict):
    """Servers of somebody else, as the environment names them; None where it names none."""

    database_url: str | None
    temporal_address: str | None
    task_queue: str
    web_address: str
    oidc: bool


def named_servers(environment: Mapping[str, str] | None = None) -> NamedServers:
    """What the embedded default need not start: DATABASE_URL and TEMPORAL_ADDRESS always win."""
    given = {name: found for name, found in (os.environ if environment is None else environment).items() if found}
    return {
        "database_url": given.get("DATABASE_URL"),
        "temporal_address": _named_temporal(given),
        "task_queue": given.get("DUE_COURSE_TASK_QUEUE", "due-course"),
        "web_address": given.get("WEB_ADDRESS", "127.0.0.1:8080"),
        "oidc": "OIDC_ISSUER" in given,
    }


def _known(record: StackRecord | None) -> StackRecord:
    if record is None:
        raise NoStack("No stack is running here: start it with make demo, or set DATABASE_URL and TEMPORAL_ADDRESS.")
    return record


def _named_temporal(given: Mapping[str, str]) -> str | None:
    """The address of a Temporal that the environment names itself, by address or by a profile it points to."""
    if "TEMPORAL_ADDRESS" in given or not {"TEMPORAL_PROFILE", "TEMPORAL_CONFIG_FILE"} & given.keys():
        return given.get("TEMPORAL_ADDRESS")
    from temporalio.envconfig import ClientConfig

    return ClientConfig.load_client_connect_config(override_env_vars=dict(given)).get("target_host")


def _temporal(given: Mapping[str, str], named: str | None, record: StackRecord | None) -> dict[str, object]:
    ours = {name: found for name, found in given.items() if name.startswith("TEMPORAL_")}
    if named is None:
        running = _known(record)
        return {
            "temporal_address": running.temporal_address,
            "temporal_ui": running.temporal_ui,
            "temporal_embedded": running.temporal is not None,
            "temporal_settings": ours,
        }
    # The worker of our own stack is told the address of our own dev server; that does not make it a stranger's.
    embedded = record is not None and record.temporal is not None and record.temporal_address == named
    return {
        "temporal_address": named,
        "temporal_namespace": given.get("TEMPORAL_NAMESPACE", "default"),
        "temporal_embedded": embedded,
        "temporal_ui": record.temporal_ui if embedded and record else None,
        "temporal_settings": ours,
    }
