from .match_case import MatchCase
from .papers import line


class TestMatchingSpeed(MatchCase):
    """The page and the taking cost the same number of statements, however many there are."""

    def statements(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def many(self, count, letter):
        for number in range(count):
            code = f"{letter}{number}"
            self.make_product(code, code)
            self.lists(code, external_id=code)
            self.make_product(f"near {code}", f"n-{code}")
            self.lists(f"N_{code}", external_id=f"near {code}")

    def page(self):
        names = {"display_name": {}}
        shown = {
            "name": {},
            "why": {},
            "proposal_id": {"fields": names},
            "product_id": {"fields": names},
        }
        self.matches().web_search_read([], shown, limit=80)

    def test_a_page_costs_no_statement_a_row(self):
        counts = []
        for count in (2, 12):
            self.many(count, f"p{count}-")
            counts.append(self.statements(self.page))
        self.assertEqual(*counts)

    def test_taking_costs_no_statement_a_listing(self):
        counts = []
        for count in (2, 12):
            self.many(count, f"t{count}-")
            counts.append(self.statements(lambda: self.matches().action_match_sure()))
        self.assertEqual(*counts)

    def test_waiting_orders_cost_no_statement_a_listing(self):
        counts = []
        for count in (2, 12):
            codes = [f"W{count}-{number}" for number in range(count)]
            listings = [self.lists(code, external_id=code) for code in codes]
            for listing in listings:
                self.sell(
                    line(sku=listing.sku, listing_id=listing.external_id), external_id=listing.sku
                )
            for code in codes:
                self.make_product(code, f"{code} ")
            rows = self.matches().browse([self.row(one).id for one in listings])
            counts.append(self.statements(rows._take))
        self.assertEqual(*counts)
