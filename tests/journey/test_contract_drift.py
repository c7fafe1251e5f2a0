"""The shop changes its API: Odoo says so, with a date, before an order fails; orders still come."""

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest

from tests.journey.back_office import wait
from tests.journey.woo_shop import Shop

FIELDS = ["text", "level", "state", "feeds", "count", "first_seen", "subject", "details"]
SOON = datetime.now(timezone.utc) + timedelta(days=20)


class ChangingShop(Shop):
    def notices(self, kind="contract"):
        domain = [("connection_id", "=", self.connection), ("kind", "=", kind)]
        return self.odoo.search_read("omni.notice", domain, FIELDS)

    def notice(self, subject):
        """Return the warning whose subject begins so, once it is there."""

        def found():
            return [row for row in self.notices() if row["subject"].startswith(subject)]

        return wait(found, f"the warning {subject}: {self.notices()}")[0]

    def pulled(self):
        """Read the orders by the schedule; return the order placed before that, in Odoo."""
        placed = self.place()
        self.office.run_feed(self.connection, "order")
        return placed, self.office.wait_for_order(f"#{placed['number']}")

    def health(self):
        fields = ["health", "health_reasons"]
        return self.odoo.call("omni.connection", "read", [self.connection], fields)[0]


@pytest.fixture(scope="module")
def shop(odoo, sandbox):
    return ChangingShop(odoo, sandbox.url)


@pytest.fixture(scope="module")
def changed(shop):
    """An order that came while the shop answered otherwise than known."""
    shop.pulled()
    shop.before = shop.notices()
    shop.outside.break_(
        "changed",
        "/wc/v3/orders",
        vendor="woocommerce",
        times=1000,
        add={"gift_wrap": {"for": "Zoé Lefèvre"}, "line_items.engraving": "À Zoé"},
        leave_out=["customer_note", "billing.phone"],
        headers={"Sunset": format_datetime(SOON, usegmt=True), "Deprecation": "true"},
    )
    shop.placed, shop.sale = shop.pulled()
    return shop


def test_a_shop_as_it_is_known_gives_no_warning(changed):
    assert changed.before == []


def test_a_new_field_is_told_with_its_place(changed):
    notice = changed.notice("order:gift_wrap")
    assert notice["level"] == "info" and "“gift_wrap”" in notice["text"]


def test_a_new_field_of_a_line_is_told(changed):
    assert "line_items.engraving" in changed.notice("order:line_items.engraving")["text"]


def test_no_value_of_a_new_field_is_told(changed):
    changed.notice("order:gift_wrap")
    assert "Zoé" not in str(changed.notices())


@pytest.mark.parametrize("path", ["customer_note", "billing.phone"])
def test_a_field_that_is_read_and_missing_is_a_warning(changed, path):
    notice = changed.notice(f"order:{path}")
    assert notice["level"] == "warning" and path in notice["text"]


def test_an_announced_end_is_told_with_its_date(changed):
    notice = changed.notice("sunset")
    assert notice["level"] == "warning" and f"{SOON:%m/%d/%Y}" in notice["text"]


def test_a_deprecation_is_told(changed):
    assert changed.notice("deprecated")["level"] == "warning"


def test_a_warning_names_the_feed_and_has_a_date(changed):
    notice = changed.notice("sunset")
    assert "Orders" in notice["feeds"] and notice["first_seen"] and notice["count"]


def test_the_order_still_arrives(changed):
    assert changed.sale["state"] == "sale"
    assert f"{changed.sale['amount_total']:.2f}" == changed.placed["total"]


def test_no_order_has_failed(changed):
    changed.notice("order:customer_note")
    assert changed.office.messages(changed.connection, state="dead") == []


def test_the_health_says_so(changed):
    changed.notice("order:customer_note")
    health = changed.health()
    assert health["health"] == "warning" and "customer_note" in health["health_reasons"]


def test_what_is_seen_is_silent(changed):
    notice = changed.notice("order:billing.phone")
    changed.odoo.press("omni.notice", "action_seen", notice["id"])
    assert "billing.phone" not in changed.health()["health_reasons"]
