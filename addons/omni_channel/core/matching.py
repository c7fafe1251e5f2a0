"""When two codes that differ are most likely meant to be the same."""

import unicodedata

SPACES = " \t\u00a0\u2007\u202f\u200b\u200c\u200d\ufeff"
HYPHENS = "-_\u2010\u2011\u2012\u2013\u2014\u2212"
ALIKE = {
    "0": "O\u039f\u041e",
    "1": "IL|\u0399\u0406",
    "A": "\u0391\u0410",
    "B": "\u0392\u0412",
    "C": "\u0421",
    "E": "\u0395\u0415",
    "H": "\u0397\u041d",
    "K": "\u039a\u041a",
    "M": "\u039c\u041c",
    "N": "\u039d",
    "P": "\u03a1\u0420",
    "T": "\u03a4\u0422",
    "X": "\u03a7\u0425",
    "Y": "\u03a5\u0423",
    "Z": "\u0396",
}
"""Letters that a person takes for another one, each below the one that stands for it."""

ALIKE_FROM = "".join(ALIKE.values())
ALIKE_TO = "".join(plain * len(others) for plain, others in ALIKE.items())


def _without(characters):
    table = str.maketrans("", "", characters)
    return lambda code: code.translate(table)


STEPS = {
    "case": str.upper,
    "spaces": _without(SPACES),
    "hyphens": _without(HYPHENS),
    "alike": lambda code: code.translate(str.maketrans(ALIKE_FROM, ALIKE_TO)),
    "zeros": lambda code: code.lstrip("0"),
}
"""What is taken for the same, in the order in which it is done. SQL does the same."""


def folded(code, *left_out):
    """Return a code by all steps but those left out: equal for codes that are alike."""
    code = unicodedata.normalize("NFKC", code)
    for name, step in STEPS.items():
        if name not in left_out:
            code = step(code)
    return code


def differences(there, here):
    """Return the names of the steps without which two codes that are alike stay different."""
    return tuple(way for way in STEPS if folded(there, way) != folded(here, way))
