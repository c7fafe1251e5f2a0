"""The mail sink."""

import base64
import smtplib
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest
import requests

from tests.sandbox.server import Sandbox
from tests.sandbox.smtp import MailSink


@pytest.fixture(scope="module")
def sandbox():
    sink = MailSink(port=0)
    sink.start()
    running = Sandbox(port=0, mails=sink).start()
    yield running
    running.stop()
    sink.stop()


@pytest.fixture(autouse=True)
def fresh(sandbox):
    sandbox.mails.clear()


def send(sandbox, subject="Votre colis est parti", receiver="elodie@example.com"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "shop@example.com", receiver, subject
    mail.set_content("Numéro 6A21000000001")
    mail.add_alternative("<p>Numéro <b>6A21000000001</b></p>", subtype="html")
    mail.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="étiquette.pdf")
    with smtplib.SMTP("127.0.0.1", sandbox.mails.port, timeout=5) as server:
        server.send_message(mail)


def mails(sandbox):
    return requests.get(f"{sandbox.url}/_control/mails", timeout=5).json()


def test_a_sent_mail_is_kept_with_its_envelope_and_subject(sandbox):
    send(sandbox)
    mail = mails(sandbox)[0]
    found = (mail["from"], mail["to"], mail["subject"])
    assert found == ("shop@example.com", ["elodie@example.com"], "Votre colis est parti")


def test_both_bodies_are_kept(sandbox):
    send(sandbox)
    mail = mails(sandbox)[0]
    assert "Numéro 6A21000000001" in mail["text"]
    assert "<b>6A21000000001</b>" in mail["html"]


def test_an_attachment_is_kept_byte_for_byte(sandbox):
    send(sandbox)
    part = mails(sandbox)[0]["attachments"][0]
    found = (part["name"], part["type"], part["size"], base64.b64decode(part["content_base64"]))
    assert found == ("étiquette.pdf", "application/pdf", 6, b"%PDF-1")


def test_mails_sent_at_once_are_all_kept(sandbox):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: send(sandbox, f"mail {number}"), range(20)))
    assert {mail["subject"] for mail in mails(sandbox)} == {f"mail {n}" for n in range(20)}


def test_delete_forgets_all_mails(sandbox):
    send(sandbox)
    requests.delete(f"{sandbox.url}/_control/mails", timeout=5)
    assert mails(sandbox) == []


def test_the_page_lists_the_newest_mail_first(sandbox):
    send(sandbox, "first")
    send(sandbox, "second")
    page = requests.get(f"{sandbox.url}/_mails", timeout=5).text
    assert page.index("second") < page.index("first")


def test_the_page_of_a_mail_shows_its_html_in_a_closed_frame(sandbox):
    send(sandbox)
    page = requests.get(f"{sandbox.url}/_mails/1", timeout=5).text
    assert '<iframe sandbox srcdoc="&lt;p&gt;Num' in page


def test_a_subject_is_shown_as_text_and_not_as_html(sandbox):
    send(sandbox, "<script>alert(1)</script>")
    assert "<script>" not in requests.get(f"{sandbox.url}/_mails", timeout=5).text


def test_an_attachment_can_be_opened(sandbox):
    send(sandbox)
    answer = requests.get(f"{sandbox.url}/_mails/1/1", timeout=5)
    assert (answer.content, answer.headers["Content-Type"]) == (b"%PDF-1", "application/pdf")


def test_an_unknown_mail_gets_404(sandbox):
    assert requests.get(f"{sandbox.url}/_mails/7", timeout=5).status_code == 404
