"""Server processes: started on a free port, waited for, and gone when their starter is."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOG_FOLDER = Path(__file__).resolve().parents[2] / ".run"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 20
SHOWN_LINES = 25
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's prctl(2)."""


class DidNotStart(Exception):
    """The process ended, or did not answer in time; with the end of its log."""


@dataclass
class Server:
    """A running process that answers at `url`; its output is in the file `log`."""

    process: subprocess.Popen
    url: str
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Asks it to end, and kills it when it does not."""
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """As a crash would: it gets no chance to tidy up."""
        self.process.kill()
        self.process.wait()

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_busy(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start_server(
    command: Sequence[str], url: str, ready_path: str, name: str, variables: dict | None = None
) -> Server:
    """`ready_path` answers 200 once the server can be used. Raises `DidNotStart`."""
    LOG_FOLDER.mkdir(exist_ok=True)
    log = LOG_FOLDER / f"{name}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **(variables or {})},
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    server = Server(process, url, log)
    try:
        _wait(server, url + ready_path)
    except BaseException:
        server.kill()
        raise
    return server


def start_odoo(
    database: str, port: int | None = None, options: Sequence[str] = (), name: str = "odoo"
) -> Server:
    """A real Odoo with its cron threads; `options` as on Odoo's command line."""
    port = port or free_port()
    own = ["-d", database, f"--db-filter=^{database}$", f"--http-port={port}"]
    command = ["odoo", *own, *options]
    log_name = f"{name}-{port}"
    return start_server(command, f"http://127.0.0.1:{port}", "/web/login", log_name)


@dataclass
class SandboxServer(Server):
    smtp_port: int = 0


def start_sandbox(
    port: int | None = None,
    smtp_port: int | None = None,
    after: int = 0,
    variables: dict | None = None,
) -> SandboxServer:
    """The played outside world; its mail sink listens on `smtp_port`.

    `after`: how many orders an earlier one may have numbered, which a database still knows.
    `variables`: of its environment, beside our own.
    """
    port, smtp_port = port or free_port(), smtp_port or free_port()
    options = ["--port", str(port), "--smtp-port", str(smtp_port), "--after", str(after)]
    command = [sys.executable, "-m", "tests.sandbox", *options]
    started = start_server(
        command, f"http://127.0.0.1:{port}", "/_control/calls", f"sandbox-{port}", variables
    )
    return SandboxServer(started.process, started.url, started.log, smtp_port)


def mail_options(sandbox: SandboxServer) -> list[str]:
    """Makes Odoo send its e-mail into the sandbox's sink."""
    return ["--smtp=127.0.0.1", f"--smtp-port={sandbox.smtp_port}"]


def _wait(server: Server, url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if not server.is_running():
            raise DidNotStart(_told(server, f"ended with code {server.process.returncode}"))
        if _answers(url):
            return
        time.sleep(0.1)
    raise DidNotStart(_told(server, f"did not answer at {url} in {SECONDS_TO_START} s"))


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False


def _told(server: Server, what: str) -> str:
    last = server.log_text().splitlines()[-SHOWN_LINES:]
    return "\n    ".join([f"{server.log.stem} {what}; the end of {server.log}:", *last])


def die_with_parent() -> None:
    """Asks the kernel (Linux) to end this process when the one that started it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
