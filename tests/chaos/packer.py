"""A packer who sends parcels: each transfer until it left, or the carrier said no."""

import itertools
import time

import requests

from tests.support.odoo_client import OdooError

SECONDS_FOR_THE_REST = 240
TRIES_BEFORE_NO = 5


class Packer:
    """``wanted``: {transfer: whether it left}. ``heavy``: transfers that no carrier takes."""

    def __init__(self, world, buyers):
        self.world, self.buyers = world, buyers
        self.wanted, self.heavy = {}, set()
        self._settled, self._tries = set(), {}
        self._turns = itertools.cycle(range(len(world.servers)))

    def work(self):
        end = None
        while end is None or time.monotonic() < end:
            orders = [*self.buyers.to_ship, *self.buyers.heavy]
            waiting = [order for order in orders if order not in self._settled]
            if self.buyers.has_ended and not waiting:
                return
            for order in waiting:
                self._try(order)
            if self.buyers.has_ended and end is None:
                end = time.monotonic() + SECONDS_FOR_THE_REST
            time.sleep(1)

    def _try(self, order):
        found = self.world.sql(
            "SELECT p.id, p.name, p.state FROM stock_picking p JOIN sale_order s"
            f" ON s.id = p.sale_id WHERE s.omni_external_id = '{order}'"
        )
        if not found:
            return
        number, transfer, state = found[0].split("|")
        self.wanted[transfer] = state == "done"
        if order in self.buyers.heavy:
            self.heavy.add(transfer)
        if state == "done":
            self._settled.add(order)
        elif state == "assigned":
            self._validate(order, int(number), transfer)

    def _validate(self, order, number, transfer):
        try:
            odoo = self.world.client(next(self._turns))
            odoo.write("stock.picking", number, {"carrier_id": self.world.method})
            odoo.press("stock.picking", "button_validate", number, skip_backorder=True)
        except OdooError:
            self._hear(order, number, transfer)
        except requests.RequestException:
            return

    def _hear(self, order, number, transfer):
        """A no is believed when the carrier said it again and again; “wait” is none."""
        said = self.world.sql(
            "SELECT state, is_reference_spent FROM omni_label"
            f" WHERE picking_id = {number} ORDER BY id DESC LIMIT 1"
        )
        if said == ["failed|t"]:
            self._tries[transfer] = self._tries.get(transfer, 0) + 1
        if self._tries.get(transfer, 0) >= TRIES_BEFORE_NO:
            self._settled.add(order)
