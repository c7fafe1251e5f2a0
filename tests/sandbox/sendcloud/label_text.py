"""Letters that a label printer has: Western European ones; others lose their accents."""

import unicodedata

PRINTED = "cp1252"
PLAIN = str.maketrans("ŁłĐđŦŧĦħıĸŊŋ", "LlDdTtHhikNn")


def printable(text):
    """The text with each letter that the label's fonts lack replaced by its base, or by ?."""
    return "".join(_printable(character) for character in text)


def _printable(character):
    for attempt in (character, unicodedata.normalize("NFKD", character.translate(PLAIN))[:1]):
        try:
            attempt.encode(PRINTED)
        except UnicodeEncodeError:
            continue
        return attempt
    return "?"
