"""What a transaction gathers, and tells once."""

from functools import partial


def gather(cr, key, members, tell):
    """Keep these members until just before the commit; ``tell`` is given all of them then, as a
    set, once. ``key`` names what is gathered; the ``tell`` of its first members counts.
    """
    precommit = cr.precommit
    if key not in precommit.data:
        precommit.data[key] = set()
        precommit.add(partial(_tell, precommit, key, tell))
    precommit.data[key].update(members)


def _tell(precommit, key, tell):
    members = precommit.data.pop(key, None)
    if members:
        tell(members)
