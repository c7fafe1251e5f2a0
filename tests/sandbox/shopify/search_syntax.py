"""Shopify's search syntax for the `query` argument: terms, AND (implied), OR, NOT or -, ( )."""

import re
from datetime import datetime, timezone

TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\)) |
        (?P<or>OR\b) | (?P<and>AND\b) | (?P<not>NOT\b|-(?=[\w('"])) |
        (?P<field>[A-Za-z_][\w.]*):(?P<op>>=|<=|>|<)?\s*
            (?P<value>'[^']*'|"[^"]*"|[^\s()]+) |
        (?P<word>'[^']*'|"[^"]*"|[^\s()]+)
    )""",
    re.VERBOSE,
)
COMPARE = {
    None: lambda a, b: a == b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}


class Search:
    """A compiled query. `fields` maps a field name to a function object -> value or values.

    Values ending in _at are compared as times. `unknown` holds field names that were ignored,
    which Shopify reports as warnings.
    """

    def __init__(self, text, fields, words=()):
        self.fields, self.words, self.unknown = fields, words, []
        self._tokens = [m for m in TOKEN.finditer(text or "") if m.group().strip()]
        self._at = 0
        self.matches = self._either() if self._tokens else _always

    def _peek(self, kind):
        more = self._at < len(self._tokens)
        return more and self._tokens[self._at][kind] is not None

    def _take(self, kind):
        if not self._peek(kind):
            return False
        self._at += 1
        return True

    def _either(self):
        tests = [self._all()]
        while self._take("or"):
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda thing: any(t(thing) for t in tests)

    def _all(self):
        tests = []
        while self._at < len(self._tokens) and not self._peek("or") and not self._peek("close"):
            if self._take("and"):
                continue
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda thing: all(t(thing) for t in tests)

    def _one(self):
        if self._take("not"):
            test = self._one()
            return lambda thing: not test(thing)
        if self._take("open"):
            test = self._either()
            self._take("close")
            return test
        token = self._tokens[self._at]
        self._at += 1
        if token["field"]:
            return self._term(token["field"], token["op"], token["value"].strip("'\""))
        return self._word((token["word"] or "").strip("'\"").lower())

    def _word(self, word):
        if not word:
            return _always
        return lambda thing: any(
            word in str(value).lower()
            for name in self.words
            for value in _listed(self.fields[name](thing))
        )

    def _term(self, field, operator, value):
        read = self.fields.get(field)
        if read is None:
            self.unknown.append(field)
            return _always
        if value == "*":
            return lambda thing: bool(read(thing))
        if field.endswith("_at"):
            return _compared(read, operator, when(value), when)
        if operator and re.fullmatch(r"-?\d+(\.\d+)?", value):
            return _compared(read, operator, float(value), _number)
        if "," in value and field in ("id", "sku", "ids"):
            wanted = set(value.lower().split(","))
            return lambda thing: any(str(x).lower() in wanted for x in _listed(read(thing)))
        return _equal(read, value.lower())


def _equal(read, value):
    if value.endswith("*"):
        start = value[:-1]
        return lambda thing: any(str(x).lower().startswith(start) for x in _listed(read(thing)))
    return lambda thing: any(str(x).lower() == value for x in _listed(read(thing)))


def _compared(read, operator, wanted, convert):
    compare = COMPARE[operator]
    return lambda thing: any(compare(convert(x), wanted) for x in _listed(read(thing)))


def _number(value):
    """A number, or that at the end of a global id."""
    return float(str(value).rpartition("/")[2])


def _listed(value):
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple, set)) else (value,)


def _always(thing):
    return True


_known_times = {}


def when(text):
    """A time as a number; an offset is honoured, none means UTC."""
    if text not in _known_times:
        if len(_known_times) > 100_000:
            _known_times.clear()
        parsed = datetime.fromisoformat(str(text).replace("Z", "+00:00"))
        aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=timezone.utc)
        _known_times[text] = aware.timestamp()
    return _known_times[text]
