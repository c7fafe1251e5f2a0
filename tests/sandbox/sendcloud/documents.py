"""Parcel documents: which format is asked for, and the file itself."""

import base64

from werkzeug.wrappers import Response

from tests.sandbox.sendcloud.errors import not_found, refuse
from tests.sandbox.sendcloud.label import label_marks
from tests.sandbox.sendcloud.label_pdf import PAPERS, render_pdf
from tests.sandbox.sendcloud.label_png import render_png
from tests.sandbox.sendcloud.label_zpl import render_zpl

PDF, ZPL, PNG = "application/pdf", "application/zpl", "image/png"
TYPES = ("label", "customs-declaration", "air-waybill")
DPI = (72, 150, 203, 300, 600)
MOST_PARCELS = 20


def document(store, numbers, kind, request):
    """The answer with the labels of these parcels; Refusal when one has none."""
    if kind not in TYPES:
        raise refuse(400, "invalid", "Invalid document type.")
    if not 1 <= len(numbers) <= MOST_PARCELS:
        raise refuse(400, "invalid", f"Between 1 and {MOST_PARCELS} parcels are allowed.")
    found = [store.find_parcel(number) for number in numbers]
    if kind != "label" or any(not (parcel and parcel["documents"]) for _s, parcel in found):
        raise not_found("No Parcel matches the given query.")
    mime_type = _wanted_type(store, [parcel["id"] for _shipment, parcel in found], request)
    paper = request.args.get("paper_size") or "A6"
    dpi = request.args.get("dpi") or "300"
    if paper not in PAPERS or not dpi.isdigit() or int(dpi) not in DPI:
        raise refuse(400, "invalid_choice", "Not a valid paper_size or dpi.")
    content = render([label_marks(*pair) for pair in found], mime_type, paper, int(dpi))
    return Response(content, content_type=mime_type)


def _wanted_type(store, parcel_ids, request):
    """A label bought as ZPL stays ZPL; else the Accept header decides, PDF when it is silent."""
    if any(store.formats.get(number) == ZPL for number in parcel_ids):
        return ZPL
    return request.accept_mimetypes.best_match((PDF, ZPL, PNG), default=PDF)


def render(labels, mime_type, paper="A6", dpi=300):
    if mime_type == ZPL:
        return render_zpl(labels)
    if mime_type == PNG:
        return render_png(labels, max(dpi, 150))
    return render_pdf(labels, paper)


def label_file(shipment, parcel):
    """Base64 of a label in the format that its shipment was announced with."""
    details = shipment["label_details"]
    content = render([label_marks(shipment, parcel)], details["mime_type"], dpi=details["dpi"])
    return base64.b64encode(content).decode()
