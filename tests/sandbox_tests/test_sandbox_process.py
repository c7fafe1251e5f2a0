"""The sandbox as its own process."""

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import requests

REPOSITORY = Path(__file__).parents[2]
READY = re.compile(r"sandbox ready on (http://127\.0\.0\.1:\d+)")
PATIENCE = 20


def test_it_says_when_it_is_ready_and_stops_when_told():
    command = [sys.executable, "-m", "tests.sandbox", "--port", "0", "--smtp-port", "0"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        impatient = threading.Timer(PATIENCE, process.kill)
        impatient.start()
        lines = (line.strip() for line in process.stdout)
        url = next((found[1] for line in lines if (found := READY.fullmatch(line))), None)
        impatient.cancel()
        assert url, "it never said that it is ready"
        assert requests.get(f"{url}/_control/violations", timeout=5).json() == []
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
