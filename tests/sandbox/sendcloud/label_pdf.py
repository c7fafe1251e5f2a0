"""Labels as PDF: A6 pages, or at the top left corner of a larger sheet."""

import io

from reportlab.lib.pagesizes import A4, A5, A6
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.sandbox.sendcloud.label import Bars, Box, Square, Text
from tests.sandbox.sendcloud.label_codes import code128_runs, module_width, qr_cells
from tests.sandbox.sendcloud.label_text import printable

PAPERS = {"A4": A4, "A5": A5, "A6": A6}
SMALLEST = 4.0


def render_pdf(labels, paper="A6"):
    """Bytes of a PDF with one page for each list of marks."""
    buffer = io.BytesIO()
    size = PAPERS[paper]
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    canvas.setTitle("Label")
    for marks in labels:
        for mark in marks:
            _DRAW[type(mark)](canvas, size[1], mark)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _text(canvas, top, mark):
    font = "Helvetica-Bold" if mark.bold else "Helvetica"
    size, text = mark.size, printable(mark.text)
    while size > SMALLEST and stringWidth(text, font, size) > mark.room * mm:
        size -= 0.5
    canvas.setFont(font, size)
    canvas.setFillGray(1 if mark.white else 0)
    draw = canvas.drawCentredString if mark.centred else canvas.drawString
    draw(mark.x * mm, top - mark.y * mm, text)


def _box(canvas, top, mark):
    canvas.setFillGray(0)
    canvas.setLineWidth(mark.border * mm)
    y = top - (mark.y + mark.height) * mm
    fill, stroke = int(not mark.border), int(bool(mark.border))
    canvas.rect(mark.x * mm, y, mark.width * mm, mark.height * mm, stroke=stroke, fill=fill)


def _bars(canvas, top, mark):
    runs = code128_runs(mark.value)
    module = module_width(runs, mark.width)
    canvas.setFillGray(0)
    x = mark.x + (mark.width - module * sum(width for _bar, width in runs)) / 2
    for is_bar, width in runs:
        if is_bar:
            y = top - (mark.y + mark.height) * mm
            canvas.rect(x * mm, y, width * module * mm, mark.height * mm, stroke=0, fill=1)
        x += width * module


def _square(canvas, top, mark):
    cells = qr_cells(mark.value)
    side = mark.side / len(cells)
    canvas.setFillGray(0)
    for row, line in enumerate(cells):
        for column, dark in enumerate(line):
            if dark:
                x, y = mark.x + column * side, mark.y + (row + 1) * side
                canvas.rect(x * mm, top - y * mm, side * mm, side * mm, stroke=0, fill=1)


_DRAW = {Text: _text, Box: _box, Bars: _bars, Square: _square}
