"""Labels as files."""

import base64
import io

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.sandbox_tests.sendcloud_client import POINT, running

A6_POINTS = (298, 420)


@pytest.fixture(scope="module")
def caller():
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(caller):
    caller.control("reset")


def announced(caller, **changes):
    return caller.announce(**changes).json()["data"]["parcels"][0]


def page_text(content):
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_the_linked_label_is_a_pdf(caller):
    parcel = announced(caller)
    answer = caller.session.get(parcel["documents"][0]["link"], timeout=10)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_the_linked_label_needs_the_keys(caller):
    link = announced(caller)["documents"][0]["link"]
    caller.session.auth = None
    try:
        assert caller.session.get(link, timeout=10).status_code == 401
    finally:
        caller.session.auth = ("sandbox-public", "sandbox-secret")


def test_the_label_is_one_a6_page(caller):
    pages = PdfReader(io.BytesIO(base64.b64decode(announced(caller)["label_file"]))).pages
    sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages]
    assert sizes == [A6_POINTS]


@pytest.mark.parametrize(
    "text",
    ["Élodie Lefèvre", "75011 PARIS", "COLISSIMO", "6A21 0000 0000 1", "#1042", "1,32 kg"],
)
def test_the_label_shows(caller, text):
    assert text in page_text(base64.b64decode(announced(caller)["label_file"]))


def test_letters_the_label_lacks_lose_their_accents(caller):
    parcel = announced(caller, address={"name": "Łukasz Żółć 東"})
    assert "Lukasz Zólc ?" in page_text(base64.b64decode(parcel["label_file"]))


def test_a_relay_label_shows_the_point_and_not_the_home(caller):
    parcel = announced(caller, code=POINT, to_service_point={"id": "10600002"})
    text = page_text(base64.b64decode(parcel["label_file"]))
    assert "41 Rue de Turenne" in text
    assert "Saint-Antoine" not in text


def test_a_larger_sheet_is_made_when_asked_for(caller):
    answer = caller.get(f"/parcels/{announced(caller)['id']}/documents/label?paper_size=A4")
    page = PdfReader(io.BytesIO(answer.content)).pages[0]
    assert round(float(page.mediabox[2])) == 595


def test_png_comes_when_accepted(caller):
    path = f"/parcels/{announced(caller)['id']}/documents/label?dpi=150"
    answer = caller.get(path, headers={"Accept": "image/png"})
    assert Image.open(io.BytesIO(answer.content)).size == (620, 874)


def test_a_label_bought_as_zpl_stays_zpl(caller):
    zpl = {"mime_type": "application/zpl", "dpi": 203}
    parcel = announced(caller, label_details=zpl)
    answer = caller.get(f"/parcels/{parcel['id']}/documents/label")
    assert answer.headers["Content-Type"] == "application/zpl"
    assert answer.content.startswith(b"^XA")
    assert b"6A21000000001" in answer.content


def test_several_labels_come_as_one_pdf(caller):
    numbers = [announced(caller)["id"] for _ in range(3)]
    answer = caller.get("/parcel-documents/label", params={"parcels": numbers})
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 3


def test_an_unknown_parcel_has_no_label(caller):
    assert caller.get("/parcels/1/documents/label").status_code == 404


def test_an_unknown_document_type_is_refused(caller):
    answer = caller.get(f"/parcels/{announced(caller)['id']}/documents/invoice")
    assert answer.json()["errors"][0]["detail"] == "Invalid document type."
