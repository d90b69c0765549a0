"""`python -m bench`: everything measured in one run, side by side with its floor, and kept in .data/bench/latest.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path

from bench.figures import Measure
from bench.measures import bench
from bench.servers import servers
from settings import data_folder


async def measure(only: str) -> list[Measure]:
    """Takes each measure whose name begins with `only` (all of them for an empty one) and says what it is."""
    found: list[Measure] = []
    with servers(metrics=True) as running:
        async with bench(running) as made:
            for name, work in made.all().items():
                if not name.startswith(only):
                    continue
                for one in await work():
                    floor = (
                        "" if one.floor is None else f"   floor {one.floor:>12,.1f}   {one.ratio:.2f} times the floor"
                    )
                    print(f"{one.name:<20}{one.value:>14,.1f} {one.unit:<26}{floor}", flush=True)
                    found.append(one)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", default="", help="the beginning of a measure's name")
    asked.add_argument("--json", type=Path, default=data_folder() / "bench" / "latest.json")
    given = asked.parse_args()
    found = asyncio.run(measure(given.only))
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps([one.model_dump() for one in found], indent=1) + "\n", encoding="utf-8")
    print(f"Kept in {given.json}.")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
