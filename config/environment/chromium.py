"""Finds Chromium for the browser tests, or installs Debian's package where that is allowed."""

import os
import shutil

from .command import run_quietly
from .progress import CannotContinue, step

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ABSENT = (
    "The browser tests need Chromium: install it (Debian: apt-get install chromium) "
    "or name it with CHROMIUM=/path/to/it."
)


def chromium_program() -> str:
    named = os.environ.get("CHROMIUM")
    return named or _installed() or _install()


def _installed() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _install() -> str:
    if os.getuid() or not shutil.which("apt-get"):
        raise CannotContinue(ABSENT)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step("Chromium from Debian"):
        run_quietly(["apt-get", "update"], ABSENT, environment)
        command = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        run_quietly(command, ABSENT, environment)
    found = _installed()
    if not found:
        raise CannotContinue(ABSENT)
    return found
