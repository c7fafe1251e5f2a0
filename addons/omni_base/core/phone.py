"""Telephone numbers in one international form."""

import phonenumbers


def international(number, country_code=None):
    """Return e.g. ``+33 6 12 34 56 78``; what is no valid number comes back as it was written."""
    text = (number or "").strip()
    if not text:
        return ""
    try:
        parsed = phonenumbers.parse(text, (country_code or "").upper() or None)
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_valid_number(parsed):
        return text
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
