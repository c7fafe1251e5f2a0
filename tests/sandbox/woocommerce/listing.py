"""Collections: filters by date and id, order, pages, and the headers that count them."""

from urllib.parse import urlencode

from tests.sandbox.woocommerce.call import Answer
from tests.sandbox.woocommerce.clock import local, wall

DATE_FILTERS = (
    ("after", "date_created", 1),
    ("before", "date_created", -1),
    ("modified_after", "date_modified", 1),
    ("modified_before", "date_modified", -1),
)


def dated(rows, call, store):
    """Rows strictly after and strictly before, to the second.

    Without dates_are_gmt the site's own wall clock is compared. A zone in the text is turned into
    the site's wall clock first, whatever dates_are_gmt says.
    """
    for name, column, side in DATE_FILTERS:
        asked = call.params.get(name)
        if not asked or (name.startswith("modified") and not store.settings["modified_filters"]):
            continue
        limit = wall(asked, store.zone)
        is_gmt = call.flag("dates_are_gmt") and store.settings["modified_filters"]
        rows = [row for row in rows if _passes(row[column], limit, side, is_gmt, store.zone)]
    return rows


def _passes(moment, limit, side, is_gmt, zone):
    if moment is None:
        return False
    shown = moment if is_gmt else local(moment, zone)
    return shown > limit if side > 0 else shown < limit


def chosen(rows, call):
    """include, exclude, parent, parent_exclude."""
    include, exclude = call.ids("include"), set(call.ids("exclude"))
    parents, others = set(call.ids("parent")), set(call.ids("parent_exclude"))
    return [
        row
        for row in rows
        if (not include or row["id"] in include)
        and row["id"] not in exclude
        and (not parents or row.get("parent_id") in parents)
        and (not others or row.get("parent_id") not in others)
    ]


def ordered(rows, call, keys, default="date"):
    """`keys`: {orderby: function of a row}; ties are by id."""
    by = call.params.get("orderby", default)
    if by == "include":
        include = call.ids("include")
        return sorted(rows, key=lambda row: include.index(row["id"]) if include else 0)
    is_down = call.params.get("order", "desc") == "desc"
    return sorted(rows, key=lambda row: (keys[by](row), row["id"]), reverse=is_down)


BY_DATE = {
    "date": lambda row: row["date_created"],
    "modified": lambda row: row["date_modified"],
    "id": lambda row: row["id"],
}


def paged(api, call, rows, show, collection):
    """One page as an answer; `show` is only called for what is on it."""
    size, page = call.number("per_page", 10), call.number("page", 1)
    offset = call.number("offset", (page - 1) * size)
    total = len(rows)
    pages = -(-total // size)
    headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)}
    links = _links(api, call, collection, page, pages)
    if links:
        headers["Link"] = ", ".join(f'<{url}>; rel="{name}"' for name, url in links)
    return Answer([show(row) for row in rows[offset : offset + size]], headers=headers)


def _links(api, call, collection, page, pages):
    found = []
    if page > 1:
        found.append(("prev", _page_url(api, call, collection, min(page - 1, max(pages, 1)))))
    if pages > page:
        found.append(("next", _page_url(api, call, collection, page + 1)))
    return found


def _page_url(api, call, collection, page):
    """The caller's own query with another page; its key or signature is in it, as in WordPress."""
    kept = [(n, v) for n, v in _flat(call.query) if n not in ("rest_route", "page")]
    url = api.url(collection)
    return f"{url}{'&' if '?' in url else '?'}{urlencode([*kept, ('page', page)])}"


def _flat(query, name=""):
    for key, value in query.items():
        full = f"{name}[{key}]" if name else key
        if isinstance(value, dict):
            yield from _flat(value, full)
        else:
            yield full, value
