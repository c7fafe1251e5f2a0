"""python -m tests.sandbox: play the outside world until Ctrl-C or SIGTERM."""

import argparse
import importlib.util
import signal
import sys
import threading

from tests.sandbox.server import Sandbox


def main():
    options = read_options()
    mails = start_mails(options.host, options.smtp_port)
    try:
        sandbox = Sandbox(options.host, options.port, options.seed, mails, options.after)
    except SystemExit:
        sys.exit(f"Port {options.port} is in use: stop what listens there, or give --port.")
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    sandbox.start()
    print(f"sandbox ready on {sandbox.url}", flush=True)
    stopped.wait()
    sandbox.stop()
    if mails:
        mails.stop()


def read_options():
    parser = argparse.ArgumentParser(prog="python -m tests.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8070, help="0: a free port, printed")
    parser.add_argument("--smtp-port", type=int, default=8025, help="0: a free port")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--after", type=int, default=0, help="go on as after so many orders: no number comes twice"
    )
    return parser.parse_args()


def start_mails(host, port):
    """The SMTP sink, when the part of the sandbox that plays it is there."""
    if not importlib.util.find_spec("tests.sandbox.smtp"):
        return None
    from tests.sandbox.smtp import MailSink

    sink = MailSink(host, port)
    sink.start()
    print(f"mail sink on {host}:{sink.port}", flush=True)
    return sink


if __name__ == "__main__":
    main()
