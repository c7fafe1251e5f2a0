from odoo.addons.omni_base.tests.rights_case import ALL, RightsCase
from odoo.tests import tagged

READERS = {"user": "r", "manager": "r"}
POOLERS = {"user": "r", "manager": ALL}
EVERYBODY = {
    **READERS,
    **dict.fromkeys(("stock", "stock_manager", "sales", "sales_manager"), "r"),
}


@tagged("post_install", "-at_install")
class TestRights(RightsCase):
    """Who may read, write, create and delete what of the channels."""

    addon = "omni_channel"
    rights = {
        "omni.allotment": READERS,
        "omni.audit": READERS,
        "omni.channel.location": {"user": "r", "manager": "rw"},
        "omni.channel.status": {"user": "r", "manager": "rw"},
        "omni.completeness": READERS,
        "omni.completeness.period": {"user": ALL, "manager": ALL},
        "omni.drift": READERS,
        "omni.go.live.price": {"manager": ALL},
        "omni.go.live.shipment": {"manager": ALL},
        "omni.listing": {"sales": "r", "sales_manager": "r", "user": "rw", "manager": ALL},
        "omni.listing.level": READERS,
        "omni.listing.price": READERS,
        "omni.offer": READERS,
        "omni.offer.ask": {"user": ALL, "manager": ALL},
        "omni.match": {"user": "rw", "manager": "rw"},
        "omni.match.choice": {"user": ALL, "manager": ALL},
        "omni.match.choice.line": {"user": ALL, "manager": ALL},
        "omni.match.ignored": READERS,
        "omni.opening": {"manager": ALL},
        "omni.opening.line": {"manager": ALL},
        "omni.oversold": EVERYBODY,
        "omni.parked.demand": READERS,
        "omni.partner.link": READERS,
        "omni.picture": READERS,
        "omni.pool": POOLERS,
        "omni.refund": EVERYBODY,
        "omni.refund.line": EVERYBODY,
        "omni.share": POOLERS,
        "omni.variant.choice": {"user": ALL, "manager": ALL},
        "omni.variant.choice.line": {"user": ALL, "manager": ALL},
        "omni.way.back.line": {"manager": ALL},
        "omni.way.back.price": {"manager": ALL},
    }
    typed = {
        "omni.channel.location": {"active", "name", "stock_location_ids", "warehouse_id"},
        "omni.channel.status": {"meaning"},
        "omni.connection": {
            "adds_variants",
            "buffer",
            "buffer_unit",
            "confirmed_status_id",
            "creates_categories",
            "creates_customers",
            "creates_products",
            "creates_taxes",
            "delivers_on_invoice",
            "follows_stock",
            "lag_buffer",
            "lag_minutes",
            "made_to_order",
            "notifies_buyer",
            "order_minutes",
            "order_share",
            "payment_rule",
            "price_step",
            "price_steps",
            "price_taxes",
            "pricelist_id",
            "product_category_id",
            "repair_limit",
            "repairs_drift",
            "rounding_limit",
            "shown_figure",
            "shown_most",
            "shows",
            "stock_master",
            "stock_minutes",
            "stock_share",
            "team_id",
            "warehouse_id",
        },
        "omni.listing": {
            "active",
            "buffer",
            "buffer_unit",
            "connection_id",
            "match",
            "own_price",
            "product_id",
            "publishes_price",
            "publishes_stock",
            "shown_figure",
            "shown_most",
            "shows",
        },
        "omni.match": {"product_id"},
        "omni.pool": {"company_id", "kept", "mode", "name", "warehouse_ids"},
        "omni.share": {
            "connection_id",
            "days",
            "percent",
            "pieces",
            "pool_id",
            "rule",
            "sequence",
        },
    }

    def test_who_may_what_is_in_the_table(self):
        self.assert_rights_are_those_of_the_table()

    def test_the_table_names_each_model(self):
        self.assert_the_table_names_models()

    def test_nobody_writes_what_the_engine_keeps(self):
        self.assert_only_what_is_typed_can_be_written()
