import math
from collections import defaultdict

from odoo import fields, models


class StockMove(models.Model):
    """What leaves on other ways than the channels' takes the rest: who takes more is told."""

    _inherit = "stock.move"

    def _action_confirm(self, *args, **options):
        moves = super()._action_confirm(*args, **options)
        moves._warn_beyond_rest()
        return moves

    def _warn_beyond_rest(self):
        """Say on the documents what was taken that channels still sell. Nothing is stopped."""
        parted = self.env["omni.pool"]._parted()
        if not parted:
            return
        taken = self.filtered(lambda move: move._takes_from(parted))
        if not taken:
            return
        short = self.env["omni.allotment"].sudo()._beyond_rest(taken, parted)
        for document, moves in taken.grouped(lambda move: move._taken_for()).items():
            words = [short[key] for key in {move._pool_key(parted) for move in moves} & set(short)]
            if document and words:
                document._note_beyond_rest("\n".join(sorted(words)))

    def _taken_for(self):
        """A hook: return the document that a person looks at where a move takes something."""
        return self.scrap_id or self.picking_id

    def _takes_from(self, parted):
        """Whether it leaves a parted stock, and was not sold by one of its channels."""
        leaves = self.location_dest_id.usage not in ("internal", "transit", "view")
        is_ours = self.location_id.warehouse_id.id in parted and leaves
        return is_ours and not self.sale_line_id.order_id.omni_connection_id

    def _pool_key(self, parted):
        return parted[self.location_id.warehouse_id.id], self.product_id.id


class Allotment(models.Model):
    _inherit = "omni.allotment"

    def _beyond_rest(self, moves, parted):
        """Return {(pool id, product id): sentence} of products of which channels hold more than is
        left; a few queries.
        """
        by_pool = defaultdict(lambda: self.env["product.product"])
        for move in moves:
            by_pool[parted[move.location_id.warehouse_id.id]] |= move.product_id
        found = {}
        for pool_id, products in by_pool.items():
            pool = self.env["omni.pool"].browse(pool_id)
            stock = pool._available(products.sudo())
            held = self._held_by_channel(pool, products)
            for product in products:
                own = held.get(product.id, {})
                short = sum(own.values()) - int(stock[product.id].promised)
                if own and short > 0:
                    found[pool_id, product.id] = self._beyond_words(product, short, own)
        return found

    def _beyond_words(self, product, short, held):
        return self.env._(
            "%(product)s: %(short)s more than what is left for others. Channels were still selling "
            "it then (%(held)s); until each has acknowledged a lower number, it can sell what is "
            "gone.",
            product=product.display_name,
            short=short,
            held=", ".join(f"{name} {pieces}" for name, pieces in held.items()),
        )

    def _held_by_channel(self, pool, products):
        """Return {product id: {channel's name: pieces}}, in the order of the names."""
        sharers = pool._sharers(products)
        takes, held = pool._takes(sharers), defaultdict(lambda: defaultdict(int))
        for row in pool._read_parts(sharers):
            product_id, connection_id, part = row[1], row[2], row[-1]
            for counted, pieces in takes[product_id].items():
                held[counted][connection_id] += part.held * pieces
        names = {one.id: one.name for one in self._channels(held).sorted("name")}
        return {
            product.id: {
                names[connection_id]: math.ceil(held[product.id][connection_id])
                for connection_id in names
                if held[product.id].get(connection_id, 0) > 0
            }
            for product in products
        }

    def _channels(self, held):
        ids = {connection_id for pieces in held.values() for connection_id in pieces}
        return self.env["omni.connection"].sudo().browse(sorted(ids))


class BeyondRest(models.AbstractModel):
    """A document that takes stock, and says what of it channels were selling."""

    _name = "omni.beyond.rest"
    _description = "Takes stock from channels"

    omni_beyond_rest = fields.Text(
        string="Taken from channels",
        copy=False,
        readonly=True,
        help="What this takes that channels were selling when it was confirmed",
    )

    def _note_beyond_rest(self, words):
        self.sudo().omni_beyond_rest = words
        self._message_log(body=words)


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "omni.beyond.rest"]

    def _note_beyond_rest(self, words):
        """The order that it is for says so too."""
        super()._note_beyond_rest(words)
        orders = self.sale_id.filtered(lambda sale: not sale.omni_connection_id)
        for order in orders:
            order._message_log(body=words)


class StockScrap(models.Model):
    _name = "stock.scrap"
    _inherit = ["stock.scrap", "omni.beyond.rest"]

    def do_scrap(self):
        """Its move is never confirmed, only done."""
        result = super().do_scrap()
        self.move_ids._warn_beyond_rest()
        return result


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_beyond_rest = fields.Text(
        string="Taken from channels", compute="_compute_omni_beyond_rest", compute_sudo=True
    )

    def _compute_omni_beyond_rest(self):
        for order in self:
            said = order.picking_ids.filtered(
                lambda picking: picking.state not in ("done", "cancel")
            )
            words = "\n".join(filter(None, said.mapped("omni_beyond_rest")))
            order.omni_beyond_rest = words or False
