"""Webhooks on their way out: asynchronous, retried, and spoiled when a fault says so."""

import base64
import contextlib
import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT = 5.0
RETRY_DELAYS = (0.5, 1.0, 2.0)
REORDER_SECONDS = 3.0


@dataclass
class Delivery:
    """One webhook. `signature_header` names the header a bad_signature fault falsifies.

    `failed` and `succeeded` are called with the delivery after its last try.
    """

    vendor: str
    topic: str
    url: str
    body: bytes
    headers: dict
    signature_header: str = ""
    failed: callable = None
    succeeded: callable = None
    is_retried: bool = True


class WebhookSender:
    """Sends deliveries from its own threads; a non-2xx answer or no answer is tried again."""

    def __init__(self, journal, faults):
        self.retry_delays = RETRY_DELAYS
        self._journal = journal
        self._faults = faults
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="webhook")
        self._silent = threading.local()
        self._lock = threading.Lock()
        self._held_back = []
        self._pending = 0
        self._generation = 0

    def send(self, delivery):
        """Take a delivery; returns at once."""
        if getattr(self._silent, "on", False):
            return
        rule = self._faults.take_webhook(delivery.vendor, delivery.topic) or {}
        mode = rule.get("mode")
        if mode == "lost":
            self._note(delivery, status="lost", seconds=0)
            return
        if mode == "bad_signature":
            falsified = base64.b64encode(b"not the signature of this body").decode()
            delivery.headers = {**delivery.headers, delivery.signature_header: falsified}
        if mode == "reordered":
            self._hold_back(delivery, float(rule.get("seconds", REORDER_SECONDS)))
            return
        copies = int(rule.get("copies", 2)) if mode == "doubled" else 1
        delay = float(rule.get("seconds", 5)) if mode == "late" else 0
        for _copy in range(copies):
            self._submit(delivery, delay)
        self._release_held_back()

    @contextlib.contextmanager
    def silence(self):
        """Nothing that this thread sends meanwhile leaves."""
        self._silent.on = True
        try:
            yield
        finally:
            self._silent.on = False

    def pending(self):
        """How many deliveries are under way or waiting for their next try."""
        with self._lock:
            return self._pending + len(self._held_back)

    def forget(self):
        """Give up everything that still waits."""
        with self._lock:
            self._generation += 1
            self._pending = 0
            self._held_back.clear()
        self.retry_delays = RETRY_DELAYS

    def close(self):
        self.forget()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _hold_back(self, delivery, seconds):
        with self._lock:
            self._held_back.append(delivery)
        self._later(seconds, self._release_held_back)

    def _release_held_back(self):
        with self._lock:
            held, self._held_back = self._held_back, []
        for delivery in held:
            self._submit(delivery, 0.3)

    def _submit(self, delivery, delay):
        with self._lock:
            self._pending += 1
            generation = self._generation
        self._schedule(delivery, delay, 0, generation)

    def _schedule(self, delivery, delay, attempt, generation):
        def start():
            with contextlib.suppress(RuntimeError):
                self._pool.submit(self._try, delivery, attempt, generation)

        if delay:
            self._later(delay, start)
        else:
            start()

    @staticmethod
    def _later(seconds, action):
        timer = threading.Timer(seconds, action)
        timer.daemon = True
        timer.start()

    def _try(self, delivery, attempt, generation):
        if generation != self._generation:
            return
        started = time.time()
        status = post(delivery.url, delivery.body, delivery.headers)
        self._note(delivery, status=status, seconds=time.time() - started)
        good = isinstance(status, int) and 200 <= status < 300
        delays = self.retry_delays if delivery.is_retried else ()
        if not good and attempt < len(delays):
            self._schedule(delivery, delays[attempt], attempt + 1, generation)
            return
        ended = delivery.succeeded if good else delivery.failed
        if ended and generation == self._generation:
            ended(delivery)
        with self._lock:
            if generation == self._generation:
                self._pending -= 1

    def _note(self, delivery, status, seconds):
        self._journal.write(
            direction="out",
            vendor=delivery.vendor,
            method="POST",
            path=delivery.url,
            operation=delivery.topic,
            status=status,
            bytes=len(delivery.body),
            seconds=round(seconds, 4),
            body=delivery.body,
            headers=dict(delivery.headers),
        )


def post(url, body, headers):
    """Status code of the answer, or the name of what went wrong on the way."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = None
    try:
        connection = kind(parts.hostname, parts.port, timeout=TIMEOUT)
        connection.request("POST", target or "/", body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException, ValueError) as problem:
        return type(problem).__name__
    finally:
        if connection is not None:
            connection.close()
