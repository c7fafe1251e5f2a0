"""Labels as PNG: one picture, several labels below each other."""

import io
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

from tests.sandbox.sendcloud.label import HEIGHT, WIDTH, Bars, Box, Square, Text
from tests.sandbox.sendcloud.label_codes import code128_runs, module_width, qr_cells
from tests.sandbox.sendcloud.label_text import printable

FONTS = Path(reportlab.__file__).parent / "fonts"
POINTS_PER_INCH, MILLIMETRES_PER_INCH = 72, 25.4
WIDER_THAN_HELVETICA = 0.88


def render_png(labels, dpi=300):
    """Bytes of a black and white PNG."""
    scale = dpi / MILLIMETRES_PER_INCH
    height = round(HEIGHT * scale)
    picture = Image.new("L", (round(WIDTH * scale), height * len(labels)), 255)
    drawing = ImageDraw.Draw(picture)
    for place, marks in enumerate(labels):
        for mark in marks:
            _DRAW[type(mark)](drawing, scale, place * height, mark)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()


def _text(drawing, scale, top, mark):
    name = "VeraBd.ttf" if mark.bold else "Vera.ttf"
    pixels = mark.size / POINTS_PER_INCH * MILLIMETRES_PER_INCH * scale * WIDER_THAN_HELVETICA
    font = ImageFont.truetype(FONTS / name, max(round(pixels), 1))
    text = printable(mark.text)
    while font.getlength(text) > mark.room * scale and font.size > 8:
        font = ImageFont.truetype(FONTS / name, font.size - 1)
    place = (mark.x * scale, top + mark.y * scale)
    anchor = "ms" if mark.centred else "ls"
    drawing.text(place, text, font=font, fill=255 if mark.white else 0, anchor=anchor)


def _box(drawing, scale, top, mark):
    corner = (mark.x * scale, top + mark.y * scale)
    opposite = ((mark.x + mark.width) * scale, top + (mark.y + mark.height) * scale)
    if mark.border:
        drawing.rectangle((corner, opposite), outline=0, width=max(round(mark.border * scale), 1))
        return
    drawing.rectangle((corner, opposite), fill=0)


def _bars(drawing, scale, top, mark):
    runs = code128_runs(mark.value)
    modules = sum(width for _bar, width in runs)
    module = max(int(module_width(runs, mark.width) * scale), 1)
    x = mark.x * scale + (mark.width * scale - modules * module) // 2
    y = top + mark.y * scale
    for is_bar, width in runs:
        if is_bar:
            end = (x + width * module - 1, y + mark.height * scale)
            drawing.rectangle(((x, y), end), fill=0)
        x += width * module


def _square(drawing, scale, top, mark):
    cells = qr_cells(mark.value)
    side = max(int(mark.side * scale / len(cells)), 1)
    margin = (mark.side * scale - side * len(cells)) // 2
    for row, line in enumerate(cells):
        for column, dark in enumerate(line):
            if dark:
                x = mark.x * scale + margin + column * side
                y = top + mark.y * scale + margin + row * side
                drawing.rectangle(((x, y), (x + side - 1, y + side - 1)), fill=0)


_DRAW = {Text: _text, Box: _box, Bars: _bars, Square: _square}
