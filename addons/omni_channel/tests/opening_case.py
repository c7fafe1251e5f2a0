from .common import ChannelCase
from .stall import COUNTER


class OpeningCase(ChannelCase):
    """A shop in test mode whose stock is taken over."""

    def setUp(self):
        super().setUp()
        self.listing = self.list_product(self.teapot)
        self.shows(self.listing, 7)

    def shows(self, listing, pieces):
        COUNTER.there[listing.stock_id] = pieces

    def lists(self, product, pieces, key="v-2", **values):
        listing = self.list_product(product, key, sku=product.default_code, **values)
        self.shows(listing, pieces)
        return listing

    def read(self, connection=None):
        """Press “Take over stock…”; return the window."""
        connection = connection or self.connection
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            action = connection.with_env(self.env(cr=cr)).action_take_over_stock()
        self.env.invalidate_all()
        return self.env["omni.opening"].browse(action["res_id"])

    def take_over(self):
        wizard = self.read()
        wizard.action_take_over()
        return wizard

    def on_hand(self, product=None, warehouse=None):
        warehouse = warehouse or self.warehouse
        return (product or self.teapot).with_context(warehouse_id=warehouse.id).qty_available

    def left(self):
        return dict(self.read().left_ids.mapped(lambda line: (line.label, line.reason)))
