from odoo import fields, models


class StockPicking(models.Model):
    """The tracking e-mail: once for each label, and never beside core's own delivery e-mail."""

    _inherit = "stock.picking"

    omni_mailed_reference = fields.Char(
        string="Label told to the customer", copy=False, readonly=True
    )

    def _send_confirmation_email(self):
        return super(
            StockPicking, self.with_context(omni_in_validation=True)
        )._send_confirmation_email()

    def _omni_mail_tracking(self):
        """Tell the customer about the label that the transfer carries now.

        Odoo's own e-mail after a validation, where a company has it on, holds the link too.
        """
        self.ensure_one()
        company = self.company_id
        told_by_core = (
            self.env.context.get("omni_in_validation") and company.stock_move_email_validation
        )
        reference = self.omni_label_reference
        if not reference or self.omni_mailed_reference == reference or told_by_core:
            return
        template = self.env.ref("omni_carrier.mail_template_tracking", raise_if_not_found=False)
        if not company.omni_tracking_mail or not template or not self._omni_mail_partner():
            return
        self.omni_mailed_reference = reference
        told = self.with_context(force_send=True, omni_in_validation=False, omni_told_as_order=True)
        told.message_post_with_source(
            template,
            email_layout_xmlid="mail.mail_notification_light",
            subtype_xmlid="mail.mt_comment",
        )

    def _notify_by_email_prepare_rendering_context(self, message, *arguments, **options):
        """The customer knows the order, not our transfer."""
        context = super()._notify_by_email_prepare_rendering_context(message, *arguments, **options)
        if self.env.context.get("omni_told_as_order"):
            said = self.with_context(lang=context.get("lang") or self.env.lang)
            context.update(
                record_name=self._omni_order_name(), model_description=said.env._("order")
            )
        return context

    def _omni_order_name(self):
        """Return the name under which the customer knows it."""
        order = self.sale_id
        return order.client_order_ref or order.name or self.origin or self.name

    def _omni_mail_partner(self):
        """Return who is told: the delivery contact, else the customer; whoever has an e-mail."""
        self.ensure_one()
        partners = self.partner_id | self.sale_id.partner_id | self.partner_id.commercial_partner_id
        return partners.filtered("email")[:1]

    def _omni_mail_parcels(self):
        """Return [(number, address or False)], one for each parcel, as the e-mail shows them."""
        self.ensure_one()
        addresses = dict(self._omni_tracking_links())
        numbers = [number for number in (self.carrier_tracking_ref or "").split(",") if number]
        return [(number, addresses.get(number)) for number in numbers]
