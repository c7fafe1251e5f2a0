"""A label that a transfer waits for is a problem until it is bought, given up or ignored."""

import logging
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.addons.omni_base.models.checkpoint import CONFLICTS
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

NOT_BOUGHT = ("asked", "unknown", "failed")
ATTEMPTS = 5


class Problem(models.Model):
    """The newest label of a transfer that is still to be sent, where it was not bought.

    A label that is just being bought is none yet. Whether one without an answer was made is found
    out by itself, where the carrier can be asked: it needs a person after a quarter of an hour.
    """

    _inherit = "omni.problem"
    _depends = {
        "omni.label": ["state", "reason", "transfer", "picking_id", "carrier_id", "ignored_by_id"],
        "stock.picking": ["state", "carrier_id", "carrier_tracking_ref"],
    }

    @api.model
    def _selects(self):
        now = fields.Datetime.now()
        select = SQL(
            """
            SELECT l.connection_id, l.company_id, l.id, 'label', l.transfer,
                   CASE WHEN l.state = 'failed'
                          OR l.requested_at < %(now)s::timestamp - interval '15 minutes'
                        THEN 'error' ELSE 'retry' END,
                   l.reason, l.requested_at, NULL::timestamp
              FROM omni_label l JOIN stock_picking p ON p.id = l.picking_id
             WHERE (l.state IN ('failed', 'unknown') OR (l.state = 'asked'
                    AND l.requested_at < %(now)s::timestamp - interval '5 minutes'))
               AND l.ignored_by_id IS NULL AND p.state NOT IN ('draft', 'cancel')
               AND (p.state != 'done' OR (p.carrier_id = l.carrier_id
                                          AND COALESCE(p.carrier_tracking_ref, '') = ''))
               AND NOT EXISTS (SELECT FROM omni_label n WHERE n.picking_id = l.picking_id
                                  AND (n.id > l.id OR n.state = 'bought'))
            """,
            now=now,
        )
        return {**super()._selects(), "omni.label": select}

    @api.depends("resource")
    @api.depends_context("lang")
    def _compute_label(self):
        super()._compute_label()
        for problem in self:
            if problem.res_model == "omni.label":
                problem.label = self.env._("Shipping label")


class Label(models.Model):
    _inherit = "omni.label"

    ignored_by_id = fields.Many2one("res.users", string="Ignored by", readonly=True)
    is_problem = fields.Boolean(compute="_compute_is_problem", compute_sudo=True)

    _open_ones = models.Index("(picking_id) WHERE state IN ('asked', 'unknown', 'failed')")

    def _compute_is_problem(self):
        found = self.env["omni.problem"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        open_ids = set(found.mapped("res_id"))
        for label in self:
            label.is_problem = label.id in open_ids

    def write(self, values):
        result = super().write(values)
        if {"state", "ignored_by_id"} & values.keys():
            self._ring_after_commit()
        return result

    def _ring_after_commit(self):
        """Tell the responsible people in a transaction of its own.

        What a carrier has sold is committed whatever becomes of a notice of it.
        """
        if self:
            ring = partial(_ring, self.env.registry, self.connection_id.ids)
            self.env.cr.postcommit.add(ring)

    def action_open_transfer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.transfer,
            "res_model": "stock.picking",
            "res_id": self.picking_id.id,
            "views": [[False, "form"]],
        }

    def action_retry(self):
        """Send the transfers once more, as their person would: a label is bought once, as always.

        Of several, each stands for itself; how many did not work is said.
        """
        self.check_access("read")
        pickings = self.picking_id
        pickings.check_access("write")
        if not all(label.is_problem for label in self):
            raise UserError(self.env._("There is nothing left to try again: look at the transfer."))
        if len(pickings) == 1:
            return pickings._omni_send_again()
        left = [picking.name for picking in pickings if not self._sent(picking)]
        if not left:
            return None
        text = self.env._("Not sent, open them to see why: %s.", ", ".join(left))
        return self.connection_id[:1]._notice("warning", text)

    def _sent(self, picking):
        """Whether a transfer could be sent without asking the person anything."""
        try:
            with self.env.cr.savepoint():
                if picking._omni_send_again():
                    raise UserError(self.env._("A person is asked."))
        except UserError:
            return False
        return True

    def action_ignore(self):
        return self.env["omni.ignore"]._open(self)

    def _ignore(self, reason):
        """The transfer goes another way; the carrier's own words stay behind the person's."""
        for label in self:
            said = self.env._(
                "Ignored by %(name)s: %(reason)s", name=self.env.user.name, reason=reason
            )
            before = label.reason and self.env._("Before: %s", label.reason)
            text = " ".join(filter(None, (said, before)))
            label.sudo().write({"reason": text, "ignored_by_id": self.env.uid})


class StockPicking(models.Model):
    """A transfer that is sent or given up ends the problem of its label."""

    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        self._omni_ring()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self._omni_ring()
        return result

    def _omni_ring(self):
        labels = self.env["omni.label"].sudo()
        wanted = [("picking_id", "in", self.ids), ("state", "in", NOT_BOUGHT)]
        labels.search(wanted)._ring_after_commit()

    def _omni_send_again(self):
        """Validate, or buy the label of what left already; return what a person is asked, if so."""
        if self.state == "done":
            return self.send_to_shipper()
        asked = self.button_validate()
        return asked if isinstance(asked, dict) and asked.get("res_model") else None


def _ring(registry, connection_ids):
    """Two rings at once count anew, one after the other."""
    for _attempt in range(ATTEMPTS):
        try:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["omni.bell"]._ring(env["omni.connection"].browse(connection_ids))
            return
        except CONFLICTS as error:
            _logger.info("A bell is rung again: %s", type(error).__name__)
