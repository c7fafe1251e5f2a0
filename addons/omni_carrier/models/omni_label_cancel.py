from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.exceptions import UserError


class Label(models.Model):
    """What happens to a label after it was asked for: cancelled, settled, told about."""

    _inherit = "omni.label"

    def action_cancel(self):
        """Cancel at the carrier; a transfer that carries the label loses it too."""
        for label in self:
            if label.state == "bought" and not label.is_unused:
                label.picking_id.cancel_shipment()
            else:
                label._cancel()

    def action_not_bought(self):
        """A person has looked at the carrier's site: there is no such label."""
        self.check_access("write")
        for label in self.sudo().filtered(lambda label: label.state in ("asked", "unknown")):
            said = self.env._("%s said that there is no such label.", self.env.user.name)
            label.write({"state": "failed", "reason": said, "is_reference_spent": True})

    def _cancel(self):
        """Cancel at the carrier and commit it at once; return what the carrier adds, if anything.

        Raises UserError where the carrier refuses: then nothing has changed.
        """
        self.ensure_one()
        with self._desk(self.picking_id.id or 0, self.transfer) as desk:
            label = desk.browse(self.id)
            with label.connection_id._person_waits():
                label._look_again()
                reason = label._cancel_bought() if label.state == "bought" else ""
        self.invalidate_recordset()
        return reason

    def _cancel_bought(self):
        connection = self.connection_id
        if not connection._writes_outside():
            raise UserError(
                self.env._(
                    "“%s” is in test mode or a copy: the label cannot be cancelled from here.",
                    connection.name,
                )
            )
        with connection._session(about=self._about()) as adapter:
            if not adapter.can("push_cancel"):
                raise UserError(
                    self.env._(
                        "%s cannot cancel a label. A label that is not used costs nothing.",
                        self.carrier_name or connection.name,
                    )
                )
            self._commit()
            outcome = adapter.push_cancel(self.external_id)
        said = connection._say(outcome.reason)
        if outcome.state != "done":
            raise UserError(self.env._("The label was not cancelled. %s", said))
        self._conclude("cancelled", said)
        return said

    @api.model
    def _cron_settle(self):
        """Find out what became of labels whose process died or whose carrier did not answer."""
        late = self.search(
            [
                ("state", "in", ("asked", "unknown")),
                ("requested_at", "<", fields.Datetime.now() - timedelta(minutes=5)),
            ]
        )
        left = [(label.id, label.picking_id.id or 0, label.transfer) for label in late]
        while left and self.env["omni.checkpoint"]._commit(remaining=len(left)):
            label_id, picking_id, transfer = left.pop()
            self._settle(label_id, picking_id, transfer)
        self.env["omni.bell"]._ring(late.connection_id)
        self.env["omni.checkpoint"]._commit(remaining=len(left))

    def _settle(self, label_id, picking_id, transfer):
        """A label that is being bought right now, or cannot be asked about, is left alone."""
        try:
            with self._desk(picking_id, transfer) as desk:
                label = desk.browse(label_id)
                label = label.with_context(lang=label.connection_id.user_id.lang or "en_US")
                label._look_again()
                if label.state != "bought":
                    label._conclude("failed", label.env._("The carrier never made it."))
                elif label.is_unused and label.picking_id:
                    label._tell_unused()
                    label._commit()
        except (RemoteError, UserError):
            return

    def _tell_unused(self):
        """A label that was bought for nothing yet: somebody has to use or cancel it."""
        picking, connection = self.picking_id, self.connection_id
        picking.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("A label is waiting"),
            note=Markup("%s")
            % self.env._(
                "The label %(number)s of %(carrier)s was bought, but the transfer does not carry "
                "it: validate the transfer, or cancel the label.",
                number=self.tracking_numbers or self.reference,
                carrier=self.carrier_name or connection.name,
            ),
            user_id=picking.user_id.id or connection.user_id.id or self.env.uid,
        )
