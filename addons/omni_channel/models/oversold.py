from odoo import api, fields, models
from odoo.addons.omni_base.models.window import form_of
from odoo.exceptions import UserError
from odoo.tools import SQL, float_compare, float_round

WAITING = ("waiting", "confirmed", "partially_available")


class Oversold(models.Model):
    """A line of an order that takes more than there is: the buyer has paid, a person decides.

    It is in order by itself as soon as its transfer has what it needs.
    """

    _name = "omni.oversold"
    _inherit = "omni.confined"
    _description = "Oversold line"
    _order = "id desc"
    _rec_name = "product_id"

    line_id = fields.Many2one("sale.order.line", required=True, readonly=True, ondelete="cascade")
    sale_id = fields.Many2one(related="line_id.order_id", store=True, string="Order")
    sale_name = fields.Char(related="sale_id.omni_name", string="Order in the channel")
    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    product_id = fields.Many2one(related="line_id.product_id", store=True)
    missing = fields.Float(string="Short by", digits="Product Unit", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    reason = fields.Char(readonly=True)
    found_at = fields.Datetime(string="Found on", readonly=True, default=fields.Datetime.now)
    state = fields.Selection(
        [("open", "To decide"), ("decided", "Decided"), ("ignored", "Ignored")],
        required=True,
        readonly=True,
        default="open",
    )
    is_short = fields.Boolean(string="Still missing", compute="_compute_is_short")
    note = fields.Char(string="What was decided", readonly=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Other warehouse",
        compute="_compute_warehouse_id",
        help="The one that has the most of it",
    )
    url = fields.Char(related="sale_id.omni_url")

    _one_per_line = models.Constraint("UNIQUE (line_id)", "A line is oversold once.")

    @api.depends("line_id.move_ids.state", "state")
    def _compute_is_short(self):
        for row in self:
            states = row.sudo().line_id.move_ids.mapped("state")
            row.is_short = row.state == "open" and not set(WAITING).isdisjoint(states)

    @api.depends("product_id", "missing")
    def _compute_warehouse_id(self):
        for row in self:
            row.warehouse_id = row._other_warehouse()

    def _other_warehouse(self):
        """Return the other warehouse that can give what is missing, the fullest; or none."""
        own = self.sale_id.warehouse_id
        others = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id), ("id", "!=", own.id)]
        )
        free = {one: self._free(one) for one in others}
        enough = [one for one in others if float_compare(free[one], self.missing, 2) >= 0]
        return max(enough, key=free.get, default=others.browse())

    def _free(self, warehouse):
        product = self.product_id.with_context(warehouse_id=warehouse.id)
        return product.qty_available - product.outgoing_qty

    def _moves(self):
        """Return what still waits to leave for these lines."""
        moves = self.line_id.move_ids
        return moves.filtered(
            lambda move: (
                move.state in WAITING
                and move.picking_type_id.code == "outgoing"
                and move.picking_id
            )
        )

    def action_other_warehouse(self):
        """The button “Send it from there”: a transfer of its own, from the other warehouse."""
        self.ensure_one()
        self._check_open()
        warehouse = self.warehouse_id
        if not warehouse:
            raise UserError(self.env._("No other warehouse has %s of it.", f"{self.missing:g}"))
        moves = self.sudo()._moves()
        moves._do_unreserve()
        moves.write(
            {
                "picking_id": False,
                "warehouse_id": warehouse.id,
                "picking_type_id": warehouse.out_type_id.id,
                "location_id": warehouse.lot_stock_id.id,
            }
        )
        moves._assign_picking()
        moves._action_assign()
        self._decide(self.env._("Sent from %s", warehouse.name))

    def action_replenish(self):
        """The button “Buy or make it”: Odoo's own window, filled in."""
        self.ensure_one()
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.action_product_replenish")
        product, quantity = self._to_replenish()
        context = {
            "default_product_id": product.id,
            "default_product_tmpl_id": product.product_tmpl_id.id,
            "default_quantity": quantity,
            "default_warehouse_id": self.sale_id.warehouse_id.id,
        }
        return {**action, "context": context}

    def _to_replenish(self):
        """A hook: return (product, how many) to buy or make."""
        return self.product_id, self.missing

    def action_partial(self):
        """The button “Send what is there”: the rest waits in a transfer of its own."""
        self._check_open()
        self._decide(self.env._("Send what is there; the rest waits"))

    def action_there(self):
        """The button “Cancel it in the shop”: what is cancelled there comes back by itself."""
        self.ensure_one()
        self._check_open()
        if not self.url:
            raise UserError(self.env._("The shop does not say where its order is: open it there."))
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}

    def action_open_order(self):
        self.ensure_one()
        return form_of("sale.order", self.sale_id.id)

    def action_retry(self):
        """The button “Try again”: reserve what has come meanwhile."""
        self.check_access("read")
        self.sudo()._moves()._action_assign()

    def action_ignore(self):
        return self.env["omni.ignore"]._open(self)

    def _ignore(self, reason):
        self._decide(reason, "ignored")

    def _check_open(self):
        self.check_access("read")
        if any(row.state != "open" for row in self):
            raise UserError(self.env._("This was decided already."))

    def _decide(self, note, state="decided"):
        self.sudo().write({"state": state, "note": note})
        self.env["omni.bell"]._ring(self.connection_id)

    @api.model
    def _note(self, connection, sales):
        """Note the lines of these new orders for which there is not enough: two queries a slice."""
        waiting = sales.order_line.filtered(self._takes)
        rows = []
        for warehouse in waiting.order_id.warehouse_id:
            own = waiting.filtered(lambda line, w=warehouse: line.order_id.warehouse_id == w)
            rows += self._short_lines(connection, own, warehouse)
        if rows:
            self.sudo().create(rows)
            self.env["omni.bell"]._ring(connection)

    def _takes(self, line):
        """A hook: return {product: pieces} that a line takes, if it waits for some; else none."""
        waits = any(
            move.state in WAITING and move.procure_method == "make_to_stock"
            for move in line.move_ids
        )
        product = line.product_id
        if not (waits and product.is_storable):
            return {}
        unit = line.product_uom_id
        return {product: unit._compute_quantity(line.product_uom_qty, product.uom_id)}

    def _short_lines(self, connection, lines, warehouse):
        """The youngest lines lack what is missing: who ordered first is served first."""
        takes = {line: self._takes(line) for line in lines}
        taken = [product for wanted in takes.values() for product in wanted]
        products = self.env["product.product"].union(*taken)
        quantities = products.with_context(
            warehouse_id=warehouse.id, prefetch_fields=False
        )._compute_quantities_dict(None, None, None)
        lacking = {
            product_id: found["outgoing_qty"] - found["qty_available"]
            for product_id, found in quantities.items()
        }
        rows = []
        for line in lines.sorted("id", reverse=True):
            missing = {}
            for product, wanted in takes[line].items():
                short = float_round(min(wanted, lacking[product.id]), precision_digits=2)
                if short > 0:
                    lacking[product.id] -= short
                    missing[product] = short
            if missing:
                rows.append(self._row(connection, line, missing, takes[line]))
        return rows

    def _row(self, connection, line, missing, takes):
        """A hook: return the values of a line's row. Both: {product: pieces}."""
        missing, wanted = missing[line.product_id], takes[line.product_id]
        return {
            "connection_id": connection.id,
            "line_id": line.id,
            "missing": missing,
            "reason": self.env._(
                "%(order)s takes %(wanted)s × %(product)s, and %(missing)s are missing. The buyer "
                "has ordered: choose what to do.",
                order=line.order_id.omni_name or line.order_id.name,
                wanted=f"{wanted:g}",
                product=line.product_id.display_name,
                missing=f"{missing:g}",
            ),
        }


class OrderImport(models.AbstractModel):
    """An order that takes more than there is, is imported all the same, and seen."""

    _inherit = "omni.order.import"

    def _make(self, connection, fresh):
        verdicts = super()._make(connection, fresh)
        made = [one.record for one in verdicts.values() if one.state == "done" and one.record]
        sales = self.env["sale.order"].browse([sale.id for sale in made])
        self.env["omni.oversold"]._note(connection, sales)
        return verdicts


class Problem(models.Model):
    _inherit = "omni.problem"
    _depends = {
        "omni.oversold": ["state", "reason", "line_id", "connection_id"],
        "stock.move": ["state", "sale_line_id"],
    }

    @api.model
    def _selects(self):
        short = SQL(
            """
            SELECT o.connection_id, o.company_id, o.id, 'oversold', s.omni_name, 'error', o.reason,
                   o.found_at, NULL::timestamp
              FROM omni_oversold o JOIN sale_order s ON s.id = o.sale_id
             WHERE o.state = 'open' AND EXISTS (
                   SELECT 1 FROM stock_move m WHERE m.sale_line_id = o.line_id AND m.state IN %s)
            """,
            WAITING,
        )
        return {**super()._selects(), "omni.oversold": short}

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_label(self):
        super()._compute_label()
        for problem in self.filtered(lambda one: one.resource == "oversold"):
            problem.label = self.env._("Oversold")
