"""Labels as ZPL for a Zebra printer of 203 dots an inch."""

from tests.sandbox.sendcloud.label import HEIGHT, WIDTH, Bars, Box, Square, Text

DOTS = 8
WIDEST_MODULE = 3
POINT = 25.4 / 72 * DOTS


def render_zpl(labels):
    """Bytes (UTF-8) with one ^XA…^XZ for each list of marks."""
    return "\n".join(_label(marks) for marks in labels).encode()


def _label(marks):
    start = f"^XA^CI28^PW{round(WIDTH * DOTS)}^LL{round(HEIGHT * DOTS)}^LH0,0"
    return "\n".join([start, *(_DRAW[type(mark)](mark) for mark in marks), "^XZ"])


def _text(mark):
    height = round(mark.size * POINT)
    widest = mark.room * DOTS / max(len(mark.text), 1) * 1.7
    width = round(min(height * 0.9, widest))
    x = mark.x - mark.room / 2 if mark.centred else mark.x
    across = f"^FB{round(mark.room * DOTS)},1,0,C" if mark.centred else ""
    inverse = "^FR" if mark.white else ""
    place = f"^FO{round(x * DOTS)},{max(round(mark.y * DOTS) - height, 0)}"
    return f"{place}^A0N,{height},{width}{across}{inverse}^FD{_plain(mark.text)}^FS"


def _plain(text):
    return text.replace("^", " ").replace("~", "-")


def _box(mark):
    width, height = max(round(mark.width * DOTS), 1), max(round(mark.height * DOTS), 1)
    thickness = round(mark.border * DOTS) if mark.border else min(width, height)
    return f"^FO{round(mark.x * DOTS)},{round(mark.y * DOTS)}^GB{width},{height},{thickness}^FS"


def _bars(mark):
    modules = 11 * (len(mark.value) + 3) + 2
    module = min(max(int(mark.width * DOTS / modules), 1), WIDEST_MODULE)
    x = mark.x * DOTS + max(mark.width * DOTS - module * modules, 0) / 2
    place = f"^FO{round(x)},{round(mark.y * DOTS)}^BY{module}"
    return f"{place}^BCN,{round(mark.height * DOTS)},N,N,N^FD{mark.value}^FS"


def _square(mark):
    place = f"^FO{round(mark.x * DOTS)},{round(mark.y * DOTS)}"
    return f"{place}^BQN,2,4^FDMA,{_plain(mark.value)}^FS"


_DRAW = {Text: _text, Box: _box, Bars: _bars, Square: _square}
