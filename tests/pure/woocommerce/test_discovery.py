"""The typed address is another page of the shop, or another name of its server."""

import pytest

from odoo.addons.omni_base.core.errors import AuthError, RejectedError

from tests.pure.wire import Reply

from .shop import NOT_FOUND, answer, refusal, shop

API = 'rel="https://api.w.org/"'
SERVER_ERROR = Reply("<html>error</html>", status=500)
INDEX = {"name": "Café", "home": "", "namespaces": ["wc/v3"]}


class Site:
    """A shop in the folder /boutique of a server; ``answers`` for other addresses by path."""

    def __init__(self, **answers):
        self.answers = answers
        self.wire = None

    def __call__(self, asked):
        path = asked.path.partition("?")[0]
        if path in self.answers:
            return self.answers[path](asked)
        if path.startswith("/boutique/wp-json/"):
            return answer(
                INDEX if path.endswith("wp-json/") else [] if "GET" in asked.method else {}
            )
        return NOT_FOUND


def page(asked):
    link = f"<http://{asked.headers['host']}/boutique/wp-json/>; {API}"
    return Reply("<html>", headers={"Content-Type": "text/html", "Link": link})


def check(folder, **answers):
    """What is corrected when the shop's address is typed with this folder; and the wire."""
    with shop(Site(**answers), door=None) as (woo, wire):
        woo.values["url"] = woo.rest.root = f"{wire.url}{folder}"
        return woo.check().corrected, wire


def test_the_right_address_stays():
    corrected, _wire = check("/boutique")
    assert corrected == {}


@pytest.mark.parametrize("folder", ["/boutique/produit/tasse", "", "/de"])
def test_a_page_of_the_shop_leads_to_its_api(folder):
    typed = f"{folder}/"
    corrected, wire = check(folder, **{typed: page, "/": page})
    assert corrected == {"url": f"{wire.url}/boutique"}


def test_a_redirection_is_followed_without_the_key():
    def elsewhere(asked):
        there = f"http://localhost:{asked.headers['host'].partition(':')[2]}/boutique/?lang=fr"
        return Reply("", status=301, headers={"Location": there})

    corrected, wire = check("", **{"/": elsewhere})
    assert corrected == {"url": f"{wire.url}/boutique".replace("127.0.0.1", "localhost")}
    assert all("oauth" not in one.path for one in wire.asked if one.path == "/")


def test_the_key_is_not_carried_to_another_server():
    def stranger(asked):
        link = f"<https://evil.example/wp-json/>; {API}"
        return Reply("<html>", headers={"Content-Type": "text/html", "Link": link})

    with pytest.raises(RejectedError, match="Enter the address of the shop's home page"):
        check("", **{"/": stranger})


def test_a_page_that_passes_for_the_shop_is_not_kept():
    def whatever(asked):
        port = asked.headers["host"].partition(":")[2]
        if "wc/v3" in asked.path.partition("via=")[0]:
            return answer([])
        return answer(INDEX | {"home": f"http://127.0.0.1:{port}/boutique"})

    corrected, wire = check("/produit", **{"/produit/index.php": whatever})
    assert corrected == {"url": f"{wire.url}/boutique"}


def test_a_shop_that_signs_by_another_name_of_the_machine_is_found():
    def index(asked):
        port = asked.headers["host"].partition(":")[2]
        return answer(INDEX | {"home": f"http://localhost:{port}/boutique"})

    def orders(asked):
        if asked.headers["host"].startswith("localhost"):
            return answer([])
        return refusal(401, "woocommerce_rest_authentication_error", "Invalid signature")

    paths = {f"/boutique/wp-json/wc/v3/{name}": orders for name in ("orders", "products")}
    corrected, wire = check("/boutique", **paths, **{"/boutique/wp-json/": index})
    assert corrected == {"url": f"{wire.url}/boutique".replace("127.0.0.1", "localhost")}


def test_a_wrong_key_is_said_after_all():
    def refused(_asked):
        return refusal(401, "woocommerce_rest_authentication_error", "Consumer key is invalid.")

    routes = ("orders", "products", "orders/batch")
    paths = {f"/boutique/wp-json/wc/v3/{name}": refused for name in routes}
    with pytest.raises(AuthError, match="Consumer key is invalid"):
        check("/boutique", **paths)
