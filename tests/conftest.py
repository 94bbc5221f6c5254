"""One Chromium for all tests (its driver allows one connection in a process), one way to draw."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--no-first-run",
]  # fmt: skip

# The suite that guards a commit draws the same examples each time; VANBAN_RANDOM=1 draws new ones.
settings.register_profile("vanban", derandomize=not os.environ.get("VANBAN_RANDOM"))
settings.load_profile("vanban")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    named = os.environ.get("VANBAN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=named or None, args=ARGUMENTS)
        yield running
        running.close()
