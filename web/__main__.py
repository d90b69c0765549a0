"""Starts the board: `python -m web`."""

from __future__ import annotations

import sys

import uvicorn

from settings import Settings, SettingsError
from web.app import create_app


def main() -> int:
    """Serves until it is told to stop; the exit code."""
    try:
        settings = Settings.from_env()
        app = create_app(settings)
    except SettingsError as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1
    host, _, port = settings.web_address.partition(":")
    # Addresses hold references and what people searched for, so no list of them is kept.
    uvicorn.run(
        app,
        host=host,
        port=int(port),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
        proxy_headers=False,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
