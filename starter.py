"""The command line of Due Course: `python starter.py COMMAND`, or `duecourse COMMAND` once installed."""

from __future__ import annotations

from cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
