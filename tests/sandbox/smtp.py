"""A mail server that delivers nowhere: it keeps what is sent, for tests and for demo viewers."""

import base64
import html
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from werkzeug.wrappers import Response

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem; color: #222; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; padding: .5rem; border-bottom: 1px solid #ddd; }}
iframe {{ width: 100%; height: 36rem; border: 1px solid #ddd; background: #fff; }}
pre {{ white-space: pre-wrap; background: #f6f6f6; padding: 1rem; }}
</style></head><body>{body}</body></html>"""


class MailSink:
    """SMTP server on a port of its own; port 0 takes a free one, readable in `port`."""

    def __init__(self, host="127.0.0.1", port=8025):
        self._lock = threading.Lock()
        self._messages = []
        self._controller = _Controller(self, hostname=host, port=port)

    @property
    def port(self):
        return self._controller.port

    def start(self):
        self._controller.start()
        return self

    def stop(self):
        self._controller.stop()

    def messages(self):
        """Mails in order of arrival: from, to, subject, text, html, attachments, and more.

        `to` is the envelope's list of receivers; `headers` keeps what the sender wrote.
        """
        with self._lock:
            return [dict(message) for message in self._messages]

    def clear(self):
        with self._lock:
            self._messages.clear()

    def page(self, request):
        """HTML for people: /_mails lists, /_mails/<n> shows, /_mails/<n>/<m> an attachment."""
        parts = request.path.removeprefix("/_mails").strip("/").split("/")
        messages = self.messages()
        if parts == [""]:
            return _html("Mails", _list(messages))
        try:
            message = messages[int(parts[0]) - 1]
            if len(parts) == 1:
                return _html(message["subject"], _detail(message, int(parts[0])))
            return _attachment(message["attachments"][int(parts[1]) - 1])
        except (ValueError, IndexError):
            return Response("no such mail", status=404)

    async def handle_DATA(self, server, session, envelope):
        message = read_message(envelope.content, envelope.mail_from, envelope.rcpt_tos)
        with self._lock:
            self._messages.append(message)
        return "250 Message accepted for delivery"


class _Controller(Controller):
    """aiosmtpd's controller, able to listen on a free port chosen by the system."""

    def _trigger_server(self):
        if self.port == 0:
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def read_message(content, mail_from, receivers):
    """One mail as JSON-able data."""
    mail = message_from_bytes(content, policy=policy.default)
    return {
        "from": mail_from,
        "to": list(receivers),
        "subject": str(mail.get("Subject", "")),
        "text": _body(mail, "plain"),
        "html": _body(mail, "html"),
        "attachments": [_read_attachment(part) for part in mail.iter_attachments()],
        "headers": {name: str(value) for name, value in mail.items()},
    }


def _body(mail, kind):
    part = mail.get_body(preferencelist=(kind,))
    return part.get_content() if part is not None else ""


def _read_attachment(part):
    content = part.get_payload(decode=True) or b""
    return {
        "name": part.get_filename() or "",
        "type": part.get_content_type(),
        "size": len(content),
        "content_base64": base64.b64encode(content).decode(),
    }


def _html(title, body):
    return Response(PAGE.format(title=html.escape(title), body=body), mimetype="text/html")


def _list(messages):
    rows = [
        f"<tr><td>{number}</td><td>{html.escape(message['from'] or '')}</td>"
        f"<td>{html.escape(', '.join(message['to']))}</td>"
        f'<td><a href="/_mails/{number}">{html.escape(message["subject"] or "(no subject)")}</a>'
        f"</td><td>{len(message['attachments'])}</td></tr>"
        for number, message in enumerate(messages, start=1)
    ]
    head = "<tr><th>#</th><th>From</th><th>To</th><th>Subject</th><th>Files</th></tr>"
    table = f"<table>{head}{''.join(reversed(rows))}</table>" if rows else "<p>No mail yet.</p>"
    return f"<h1>Mails</h1>{table}"


def _detail(message, number):
    files = "".join(
        f'<li><a href="/_mails/{number}/{place}">{html.escape(part["name"] or "file")}</a>'
        f" ({part['type']}, {part['size']} bytes)</li>"
        for place, part in enumerate(message["attachments"], start=1)
    )
    shown = (
        f'<iframe sandbox srcdoc="{html.escape(message["html"])}"></iframe>'
        if message["html"]
        else f"<pre>{html.escape(message['text'])}</pre>"
    )
    return (
        f'<p><a href="/_mails">All mails</a></p><h1>{html.escape(message["subject"])}</h1>'
        f"<p>From {html.escape(message['from'] or '')} to {html.escape(', '.join(message['to']))}"
        f"</p><ul>{files}</ul>{shown}"
    )


def _attachment(part):
    name = part["name"].encode("ascii", "replace").decode()
    name = name.replace('"', "").replace("\r", "").replace("\n", "") or "file"
    return Response(
        base64.b64decode(part["content_base64"]),
        content_type=part["type"],
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
