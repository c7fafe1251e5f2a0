from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

PARTITIONED = "partitioned"


class Pool(models.Model):
    """The stock of some warehouses, and how channels have it: together, or each its own part."""

    _name = "omni.pool"
    _inherit = "omni.confined"
    _description = "Stock of channels"
    _order = "company_id, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        "omni_pool_warehouse",
        "pool_id",
        "warehouse_id",
        string="Warehouses",
        check_company=True,
        domain="[('company_id', '=', company_id)]",
        help="Their stock is counted together. A warehouse belongs to one pool at most.",
    )
    mode = fields.Selection(
        [("shared", "All show the whole"), (PARTITIONED, "Each has its part")],
        string="Channels",
        default="shared",
        required=True,
        help="The whole: every channel shows all of it, less the buffer; two can sell the last "
        "piece at the same moment.\n"
        "Its part: what one channel may sell, no other one and nobody else is promised.",
    )
    kept = fields.Integer(
        string="Kept for others",
        help="Pieces of each product that no channel gets: for the till, direct orders, production",
    )
    share_ids = fields.One2many("omni.share", "pool_id")
    allotment_ids = fields.One2many("omni.allotment", "pool_id")
    allotment_count = fields.Integer(compute="_compute_allotment_count")

    _kept_is_not_negative = models.Constraint(
        "CHECK (kept >= 0)", "The pieces kept for others cannot be below 0: type 0 or more."
    )

    @api.depends("allotment_ids")
    def _compute_allotment_count(self):
        counts = self.env["omni.allotment"]._read_group(
            [("pool_id", "in", self.ids)], ["pool_id"], ["__count"]
        )
        found = {pool.id: count for pool, count in counts}
        for pool in self:
            pool.allotment_count = found.get(pool.id, 0)

    @api.constrains("warehouse_ids", "company_id")
    def _check_one_pool_a_warehouse(self):
        for pool in self:
            others = self.sudo().search(
                [("warehouse_ids", "in", pool.warehouse_ids.ids), ("id", "!=", pool.id)], limit=1
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "A warehouse of “%(pool)s” is in “%(other)s” already: take it out there "
                        "first, so that each piece is shared out once.",
                        pool=pool.name,
                        other=others.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        pools = super().create(vals_list)
        pools._follow()
        return pools

    def write(self, values):
        before = self._connections()
        result = super().write(values)
        self._follow(before)
        return result

    def unlink(self):
        before = self._connections()
        result = super().unlink()
        self._follow(before)
        return result

    def _follow(self, before=None):
        """What was decided is told to all channels concerned, before and behind.

        Whoever reads what is parted before this is committed remembers the old state: it is
        forgotten once more behind the commit, and when nobody is open who still sees the old one.
        """
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)
        pools = self.exists()
        pools._complete_shares()
        connections = pools._connections() | (before or self.env["omni.connection"])
        connections.sudo()._mark_parted()
        self.env["omni.stock.change"].sudo()._note_all(connections)
        connections.sudo()._note_second_look(["stock"])

    def _connections(self):
        """Return the channels that show the stock of these warehouses."""
        places = self.env["omni.channel.location"].sudo()
        return places.search([("warehouse_id", "in", self.warehouse_ids.ids)]).connection_id

    def _complete_shares(self):
        """A channel without a share gets one, by sales."""
        for pool in self:
            missing = pool._connections() - pool.sudo().share_ids.connection_id
            self.env["omni.share"].sudo().create(
                [{"pool_id": pool.id, "connection_id": one.id} for one in missing]
            )

    @api.model
    @tools.ormcache()
    def _parted(self):
        """Return {warehouse id: pool id} of the stock that is parted; no query once it is known."""
        pools = self.sudo().search([("mode", "=", PARTITIONED)])
        return {warehouse.id: pool.id for pool in pools for warehouse in pool.warehouse_ids}

    def action_open_allotments(self):
        """Show what each product's stock is parted into."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_channel.action_allotment")
        action["domain"] = [("pool_id", "in", self.ids)]
        return action


class Connection(models.Model):
    _inherit = "omni.connection"

    def _look_again(self, code, record_ids):
        if code == "stock" and not record_ids:
            self.env.registry.clear_cache()
        return super()._look_again(code, record_ids)
