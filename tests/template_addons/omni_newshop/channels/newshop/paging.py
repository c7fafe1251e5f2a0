"""Lists by time of change, oldest first: none is missed, and a stopped one goes on."""

from odoo.addons.omni_base.core import paging
from odoo.addons.omni_base.core.documents import Page
from odoo.addons.omni_base.core.times import instant, iso


def changed(cursor, ask, first_days=30):
    """Yield Pages from the cursor on. ``ask(since, after)`` returns (Items, the next place).

    ``first_days``: how far the first list of all goes back. A place is (time of change, id), so
    that what changes meanwhile is met again at the end. While a list goes on, its cursor holds
    where it began, the place, and the newest change seen.
    """
    since = cursor.get("from") or iso(paging.since(cursor, first_days=first_days))
    after, newest = cursor.get("after"), cursor.get("newest", "")
    while True:
        items, after = ask(since, after)
        newest = max([newest, *(item.version for item in items)])
        place = {**cursor, "from": since, "after": after, "newest": newest}
        done = paging.moved(cursor, instant(newest))
        yield Page(items=tuple(items), cursor=place if after else done, more=bool(after))
        if not after:
            return
