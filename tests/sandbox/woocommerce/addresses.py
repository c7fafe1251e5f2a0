"""Addresses as the shop keeps them: every field there, empty when unknown."""

FIELDS = (
    "first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode",
    "country", "email", "phone",
)  # fmt: skip
ALIASES = {"zip": "postcode", "address1": "address_1", "address2": "address_2",
           "country_code": "country", "province_code": "state"}  # fmt: skip


def address(typed):
    """All fields; the names of the other played shop's form are understood too."""
    typed = typed or {}
    named = {ALIASES.get(name, name): value for name, value in typed.items()}
    return {name: str(named.get(name) or "") for name in FIELDS}
