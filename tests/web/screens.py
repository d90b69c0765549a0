"""`python -m tests.web.screens URL`: the pictures of docs/tour.md, taken of a running demonstration with a real browser."""

from __future__ import annotations

import argparse
import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WHO = "noor.castell@example.org"
SCREENS = {
    "work-list": "/work?tab=all",
    "case": "/cases/A1061-1",
    "record": "/cases/A1061-1/record",
    "deadlines": "/deadlines?owner=me",
    "hearings": "/hearings",
    "reports": "/reports",
}
COLOURS = 96  # a picture of text needs few, and is small


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("url", help="the address that `make demo` printed")
    url = asked.parse_args().url.rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        page = browser.new_page(base_url=url, viewport={"width": 1280, "height": 800})
        page.goto("/sign-in")
        page.locator(f'button[value="{WHO}"]').click()
        for name, path in SCREENS.items():
            answer = page.goto(path)
            assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
            page.wait_for_load_state("load")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(FOLDER / f"{name}.png", optimize=True)
            print(name, (FOLDER / f"{name}.png").stat().st_size)
        browser.close()


if __name__ == "__main__":
    main()
