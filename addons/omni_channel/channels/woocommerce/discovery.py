"""Where the REST API of a shop is, when it is not at the address that was typed.

Every page of WordPress names it in its header ``Link``, and the API's index names the shop's home.
https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/
"""

import re
from contextlib import suppress
from urllib.parse import urlsplit

from odoo.addons.omni_base.core.errors import RejectedError, RemoteError
from odoo.addons.omni_base.core.http import LOOPBACK

from .shop import clean_url

API_LINK = re.compile(r'<([^<>]+)>;\s*rel="https://api\.w\.org/"')
BEHIND_THE_ROOT = re.compile(r"/?(index\.php)?(\?rest_route=/|/wp-json/?)$")


def same_server(rest, named):
    """Return the named addresses that are worth a try as the shop's, in their normal form.

    The key is not carried to another server because a page says so: only to the same one, with or
    without www, or to another name of the own machine.
    """
    roots = []
    for url in filter(None, named):
        with suppress(RejectedError):
            root = clean_url(url)
            if root not in (rest.root, *roots) and is_same_server(root, rest.root):
                roots.append(root)
    return roots


def told_by_pages(rest):
    """Yield the roots that the typed page and the server's first page name, or redirect to."""
    typed = urlsplit(rest.root)
    for page in dict.fromkeys((f"{rest.root}/", f"{typed.scheme}://{typed.netloc}/")):
        try:
            link = API_LINK.search(rest.header(page, "link"))
        except RemoteError as error:
            if error.status in range(300, 400):
                yield error.detail
            continue
        if link:
            yield BEHIND_THE_ROOT.sub("", link[1])


def is_same_server(one, other):
    hosts = {(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)}
    return len(hosts) == 1 or hosts <= set(LOOPBACK)
