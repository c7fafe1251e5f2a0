"""Three states of the same values: as they were imported, as they are here, as they are told."""

CENTS_OF_CENTS = 6


def merge(imported, here, told):
    """Return (what to write here, names of what both sides changed and is therefore kept).

    A value that nobody changed here follows what is told; one that only people changed stays.
    """
    changes, kept = {}, []
    for name, value in told.items():
        old, have = plain(imported.get(name)), plain(here.get(name))
        if plain(value) in (have, old):
            continue
        if have == old:
            changes[name] = value
        else:
            kept.append(name)
    return changes, kept


def plain(value):
    """Return a value so that equal ones compare as equal after a stay in the database."""
    if isinstance(value, float):
        return round(value, CENTS_OF_CENTS)
    if isinstance(value, list | tuple):
        return sorted(value)
    return value or None
