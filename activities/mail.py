"""How a message leaves the house: as a file beside the data by default, or through the landlord's own mail server."""

from __future__ import annotations

import email.policy
import os
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import aiosmtplib

from law.dates import london_time
from settings import Settings
from store.outbox import OutboxRow

# Subjects are not broken over lines: some readers show the break.
_POLICY = email.policy.SMTP.clone(max_line_length=500)
_HOST = "due-course.invalid"  # of Message-IDs: the row's id alone makes them unique


class Mailer(Protocol):
    """Sends one message; raises OSError or aiosmtplib.SMTPException when it did not leave."""

    async def send(self, message: EmailMessage) -> None: ...


class FolderMail:
    """Writes each message into a folder under its own id, so that writing it again changes nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{message_key(message)}.eml"
        half = self._folder / f".{name}"
        half.write_bytes(message.as_bytes())
        os.replace(half, self._folder / name)


class SmtpMail:
    """Gives each message to a mail server, with STARTTLS wherever the server offers it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, message: EmailMessage) -> None:
        settings = self._settings
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username,
            password=settings.smtp_password,
            timeout=30,
        )


def mailer(settings: Settings) -> Mailer:
    """The mail server when the settings name one, else the folder."""
    return SmtpMail(settings) if settings.smtp_host else FolderMail(settings.mail_dir)


def compose(row: OutboxRow, *, to: str, sender: str, cover_for: str | None = None) -> EmailMessage:
    """A reminder as a message. Its Message-ID is the row's id, so that a mail system drops a second copy by itself."""
    message = EmailMessage(policy=_POLICY)
    message["Message-ID"] = f"<{row.id}@{_HOST}>"
    message["From"] = sender
    message["To"] = to
    message["Date"] = format_datetime(london_time(row.not_before))
    message["Subject"] = row.subject
    message["Auto-Submitted"] = "auto-generated"
    message["X-Due-Course-Case"] = row.case_ref
    note = f"You receive this in place of {cover_for}, who is away.\n\n" if cover_for else ""
    message.set_content(note + row.body)
    return message


def message_key(message: EmailMessage) -> UUID:
    """The id of the reminder that a message carries."""
    return UUID(str(message["Message-ID"]).strip("<>").split("@")[0])
