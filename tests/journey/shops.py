"""The played shops as the main job sees them: the same questions, each in its vendor's words."""

from datetime import datetime, timezone

from tests.journey.outside import usual_order
from tests.journey.woo_shop import WISH


class ShopifyShop:
    """``outside``: an Outside; ``office``: the merchant's BackOffice.

    ``stock_calls_needed``: the fewest calls that tell the stock of both products of an order.
    """

    name = "shopify"
    stock_calls_needed = 1

    def __init__(self, office, outside):
        self.office, self.outside = office, outside

    def connect(self):
        return self.office.connect_shopify()

    def place(self):
        """Let a buyer order; returns {id, name, total, tax, placed_at} as the shop tells them."""
        order = self.outside.order(**usual_order())
        return {
            "id": order["id"],
            "name": order["name"],
            "total": order["total_price"],
            "tax": order["total_tax"],
            "placed_at": _utc(order["created_at"]),
        }

    def stock(self, sku):
        places = self.outside.state()["stock"][sku]
        return next(row["available"] for name, row in places.items() if "Nantes" in name)

    def stock_calls(self):
        """Return the calls that wrote stock."""
        return [call for call in self.outside.calls() if "inventorySetQuantities" in str(call)]

    def shipments(self, placed):
        """Return [{number, carrier, link}] of what the shop says has left."""
        return [
            {
                "number": one["tracking_number"],
                "carrier": one["tracking_company"],
                "link": one["tracking_url"],
            }
            for one in self._order(placed)["fulfillments"]
        ]

    def is_sent(self, placed):
        return self._order(placed)["fulfillment_status"] == "fulfilled"

    def _order(self, placed):
        orders = self.outside.state()["orders"]
        return next(order for order in orders if order["name"] == placed["name"])


class WooCommerceShop:
    """It keeps what has left where the plugin of the vendor's own company keeps it.

    One of the products is a variation, which is written below its own product.
    """

    name = "woocommerce"
    stock_calls_needed = 2

    def __init__(self, office, outside):
        self.office, self.outside = office, outside

    def connect(self):
        return self.office.connect_woocommerce()

    def place(self):
        order = self.outside.post("/_control/woocommerce/orders", {**WISH, "coupon": "bienvenue10"})
        return {
            "id": order["id"],
            "name": f"#{order['number']}",
            "total": order["total"],
            "tax": order["total_tax"],
            "placed_at": f"{order['date_created_gmt'].replace('T', ' ')}",
        }

    def stock(self, sku):
        return self.outside.state("woocommerce")["stock"][sku]

    def stock_calls(self):
        written = [one for one in self.outside.calls("woocommerce") if one["method"] != "GET"]
        return [call for call in written if "stock_quantity" in call["body"]]

    def shipments(self, placed):
        meta = {one["key"]: one["value"] for one in self._order(placed)["meta_data"]}
        return [
            {
                "number": one["tracking_number"],
                "carrier": one["custom_tracking_provider"] or one["tracking_provider"],
                "link": one["custom_tracking_link"],
            }
            for one in meta.get("_wc_shipment_tracking_items", ())
        ]

    def is_sent(self, placed):
        return self._order(placed)["status"] == "completed"

    def _order(self, placed):
        orders = self.outside.state("woocommerce")["orders"]
        return next(order for order in orders if order["id"] == placed["id"])


def _utc(text):
    return datetime.fromisoformat(text).astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
