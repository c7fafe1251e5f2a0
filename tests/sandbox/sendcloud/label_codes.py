"""Barcodes as plain geometry: runs of Code 128 and cells of a QR code."""

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

WIDEST_MODULE = 0.45


def code128_runs(value):
    """[(is a bar, width in modules), …] from left to right, without quiet zones."""
    code = Code128(value)
    code.validate()
    code.encode()
    code.decompose()
    return [(char.isupper(), ord(char.lower()) - ord("a") + 1) for char in code.decomposed]


def qr_cells(value):
    """Rows of booleans, dark is True."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(value.encode()))
    code.make()
    places = range(code.getModuleCount())
    return [[bool(code.isDark(row, column)) for column in places] for row in places]


def module_width(runs, room):
    """Millimetres of the narrowest bar in this room: short codes keep white on both sides."""
    return min(room / sum(width for _bar, width in runs), WIDEST_MODULE)
