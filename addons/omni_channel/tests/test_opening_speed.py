from .opening_case import OpeningCase


class TestOpeningSpeed(OpeningCase):
    """Many products cost no statement each, beyond those of Odoo's own adjustment."""

    def goods(self, letter, count, stock=0):
        names = [f"{letter}{number}" for number in range(count)]
        return [self.make_product(name, name, stock=stock) for name in names]

    def statements(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def core(self, products):
        """Return what Odoo's own way costs: a count of each, applied together."""
        location = self.warehouse.lot_stock_id.id
        rows = [
            {"product_id": product.id, "location_id": location, "inventory_quantity": 3}
            for product in products
        ]

        def count():
            quants = self.env["stock.quant"].with_context(inventory_mode=True).create(rows)
            quants.action_apply_inventory()

        return self.statements(count)

    def ours(self, letter, products):
        for product in products:
            self.lists(product, 3, f"v-{product.default_code}")
        return self.statements(self.read().action_take_over)

    def per_product(self, measure):
        few, many = measure(2), measure(12)
        return (many - few) / 10

    def test_taking_over_costs_a_product_no_more_than_odoo_s_own_way(self):
        core = self.per_product(lambda count: self.core(self.goods(f"c{count}-", count)))

        def ours(count):
            self.connection.opening_is_locked = False
            return self.ours("o", self.goods(f"o{count}-", count))

        self.assertLessEqual(self.per_product(ours), core)

    def test_reading_costs_no_statement_for_each_product(self):
        counts = []
        for count in (2, 12):
            for product in self.goods(f"r{count}-", count, stock=1):
                self.lists(product, 3, f"v-{product.default_code}")
            counts.append(self.statements(self.read))
        self.assertLessEqual(counts[1] - counts[0], 2)
