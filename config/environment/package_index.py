"""Hands the machine's own Python package index settings on to uv.

uv reads its own variables and files, and neither pip's configuration nor pip's
variables; a machine that was set up for pip alone must work as well.
"""

import os
import subprocess
import sys

UV_SETTINGS = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")


def index_environment() -> dict[str, str]:
    environment = dict(os.environ)
    if any(name in environment for name in UV_SETTINGS):
        return environment
    settings = _pip_settings()
    if settings.get("index-url"):
        environment["UV_DEFAULT_INDEX"] = settings["index-url"]
    if settings.get("cert"):
        environment.setdefault("SSL_CERT_FILE", settings["cert"])
    return environment


def _pip_settings() -> dict[str, str]:
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    settings = {}
    for line in listed.stdout.splitlines():
        name, found, value = line.partition("=")
        if found and "." in name:
            settings[name.rpartition(".")[2]] = value.strip().strip("'\"")
    return settings
