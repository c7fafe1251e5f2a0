"""Who may call, at which version, and what a document may say."""

import requests

from tests.sandbox_tests.shopify_client import SET, Shop


def test_a_wrong_token_is_refused_in_shopifys_words(shop: Shop):
    answer = shop.ask("{ shop { name } }", token="shpat_wrong")
    assert answer.status_code == 401
    assert answer.json()["errors"].startswith("[API] Invalid API key or access token")


def test_client_credentials_give_a_token_that_works(shop: Shop):
    given = {
        "grant_type": "client_credentials",
        "client_id": "sandbox-app",
        "client_secret": "sandbox-secret",
    }
    path = f"{shop.url}/shopify/admin/oauth/access_token"
    got = requests.post(path, data=given, timeout=5).json()
    assert got["expires_in"] == 86399
    assert shop.ask("{ shop { name } }", token=got["access_token"]).json()["data"]


def test_a_wrong_client_secret_gives_no_token(shop: Shop):
    given = {
        "grant_type": "client_credentials",
        "client_id": "sandbox-app",
        "client_secret": "guessed",
    }
    path = f"{shop.url}/shopify/admin/oauth/access_token"
    assert requests.post(path, data=given, timeout=5).status_code == 401


def test_an_old_version_is_answered_by_the_oldest_kept_one(shop: Shop):
    answer = shop.ask("{ shop { name } }", version="2024-01")
    assert answer.headers["X-Shopify-API-Version"] == "2026-04"


def test_a_version_that_never_was_is_not_found(shop: Shop):
    assert shop.ask("{ shop { name } }", version="2026-05").status_code == 404


def test_an_unknown_field_is_named(shop: Shop):
    (error,) = shop.errors("{ shop { nom } }")
    assert error["extensions"] == {
        "code": "undefinedField",
        "typeName": "Shop",
        "fieldName": "nom",
    }


def test_a_syntax_error_is_told_in_a_200(shop: Shop):
    answer = shop.ask("{ shop {")
    assert (answer.status_code, "errors" in answer.json()) == (200, True)


def test_a_wrong_variable_is_refused(shop: Shop):
    (error,) = shop.errors("query($id: ID!) { order(id: $id) { name } }", id=None)
    assert error["extensions"]["code"] == "INVALID_VARIABLE"


def test_scopes_are_told(shop: Shop):
    data = shop.data("{ currentAppInstallation { accessScopes { handle } } }")
    handles = {scope["handle"] for scope in data["currentAppInstallation"]["accessScopes"]}
    assert {"read_orders", "write_inventory"} <= handles


def test_a_mutation_without_its_scope_is_denied_and_changes_nothing(shop: Shop):
    shop.control("shopify/settings", {"scopes": ["read_inventory"]})
    given = {"name": "available", "reason": "correction", "quantities": []}
    (error,) = shop.errors(SET, input=given, key="k")
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "`write_inventory` access scope" in error["message"]


def test_secrets_never_reach_the_journal(shop: Shop):
    shop.ask("{ shop { name } }")
    calls = str(shop.control("calls", method="GET"))
    assert "shop { name }" in calls
    assert "shpat_sandbox" not in calls


def test_an_uninstalled_app_is_locked_out(shop: Shop):
    shop.control("shopify/uninstall", {})
    assert shop.ask("{ shop { name } }").status_code == 401
