from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.pdf import PdfReadError, merge_pdf


class StockPicking(models.Model):
    _inherit = "stock.picking"

    omni_needs_service_point = fields.Boolean(related="carrier_id.omni_needs_service_point")
    omni_service_point = fields.Char(
        string="Pick-up point", copy=False, help="The number of the pick-up point at the carrier"
    )
    omni_weight = fields.Float(
        string="Weight given to the carrier",
        digits="Stock Weight",
        copy=False,
        help="Typed by a person for goods that are not in packages; used instead of the products'",
    )
    omni_quoted_carrier_id = fields.Many2one("delivery.carrier", copy=False, readonly=True)
    omni_quoted_price = fields.Float(string="Quoted price", copy=False, readonly=True)
    omni_quoted_currency_id = fields.Many2one("res.currency", copy=False, readonly=True)
    omni_label_reference = fields.Char(string="Label's reference", copy=False, readonly=True)
    omni_links = fields.Json(string="Tracking links", copy=False, readonly=True)
    omni_label_attachment_id = fields.Many2one(
        "ir.attachment", string="Label", copy=False, readonly=True
    )
    omni_label_ids = fields.One2many("omni.label", "picking_id", string="Labels")
    omni_label_count = fields.Integer(compute="_compute_omni_label_count", compute_sudo=True)
    omni_can_compare = fields.Boolean(compute="_compute_omni_can_compare")

    @api.depends("omni_label_ids")
    def _compute_omni_label_count(self):
        for picking in self:
            picking.omni_label_count = len(picking.omni_label_ids)

    @api.depends("state", "picking_type_code", "carrier_tracking_ref")
    def _compute_omni_can_compare(self):
        """Until it has a label: also after validation, when a label was cancelled."""
        for picking in self:
            picking.omni_can_compare = (
                picking.picking_type_code == "outgoing"
                and picking.state not in ("draft", "cancel")
                and not picking.carrier_tracking_ref
            )

    def send_to_shipper(self):
        """Core's own way to buy a label; in test mode and in copies it says so and buys nothing."""
        self.ensure_one()
        connection = self.sudo().carrier_id.omni_connection_id
        is_ours = self.delivery_type == "omni"
        if is_ours and not connection._writes_outside():
            self._omni_say_that_nothing_is_bought(connection)
            return
        super().send_to_shipper()
        if is_ours:
            self._omni_mail_tracking()

    def _omni_say_that_nothing_is_bought(self, connection):
        if connection.is_copy:
            said = self.env._(
                "No label was bought: this database is a copy, and copies buy nothing outside."
            )
        else:
            said = self.env._(
                "No label was bought: the connection “%s” is in test mode. To buy labels, open "
                "Integrations > Connections, press “Test connection”, then “Go live”; then press "
                "“Send to Shipper” here.",
                connection.name,
            )
        self.message_post(body=said)

    def _omni_carry(self, label):
        """Put a bought label on the transfer: its document, its links, its reference."""
        documents = [
            (
                f"LabelShipping-omni-{parcel.tracking_number or number}.{parcel.kind}",
                parcel.document,
            )
            for number, parcel in enumerate(label.parcels, start=1)
            if parcel.document
        ]
        documents = self._omni_one_document(documents, label)
        message = self.message_post(
            body=Markup("%s") % self._omni_label_sentence(label, documents),
            attachments=documents,
        )
        links = [(p.tracking_number, p.tracking_url) for p in label.parcels if p.tracking_url]
        self.write(
            {
                "omni_label_reference": label.reference,
                "omni_links": links,
                "omni_label_attachment_id": message.attachment_ids[:1].id,
            }
        )

    def _omni_label_sentence(self, label, documents):
        if not documents:
            return self.env._(
                "A label of %(carrier)s was bought; its document did not come. “Print label” asks "
                "for it again.",
                carrier=label.carrier_name,
            )
        if len(label.parcels) == 1:
            return self.env._("Label of %s.", label.carrier_name)
        return self.env._(
            "Labels of %(carrier)s for %(number)s parcels.",
            carrier=label.carrier_name,
            number=len(label.parcels),
        )

    def _omni_one_document(self, documents, label):
        """One file to print for several parcels, where all of them are PDF."""
        if len(documents) < 2 or not all(name.endswith(".pdf") for name, _body in documents):
            return documents
        try:
            merged = merge_pdf([body for _name, body in documents])
        except PdfReadError:
            return documents
        name = "LabelShipping-omni-" + label.reference.replace("/", "_")
        return [(f"{name}.pdf", merged)]

    def _omni_tracking_links(self):
        """Return [[number, address]]; a transfer that only passed the goods on finds them too."""
        self.ensure_one()
        if self.omni_links:
            return self.omni_links
        numbers = [number for number in (self.carrier_tracking_ref or "").split(",") if number]
        parcels = (
            self.env["omni.label.parcel"]
            .sudo()
            .search(
                [
                    ("tracking_number", "in", numbers),
                    ("company_id", "=", self.company_id.id),
                    ("tracking_url", "!=", False),
                ]
            )
        )
        return [[parcel.tracking_number, parcel.tracking_url] for parcel in parcels]

    def _omni_cancel_label(self):
        """Cancel what the transfer carries at its carrier; it can then be sent with another one."""
        label = (
            self.env["omni.label"]
            .sudo()
            .search(
                [
                    ("picking_id", "=", self.id),
                    ("reference", "=", self.omni_label_reference),
                    ("state", "=", "bought"),
                ]
            )
        )
        said = label._cancel() if label else ""
        if said:
            self.message_post(body=said)
        self.write(
            {
                "omni_label_reference": False,
                "omni_links": False,
                "omni_label_attachment_id": False,
                "carrier_price": 0,
            }
        )

    def action_omni_print_label(self):
        """Open the label once more."""
        self.ensure_one()
        if self.omni_label_attachment_id:
            return self.env["omni.label"]._open_document(self.omni_label_attachment_id)
        labels = self.omni_label_ids.filtered(lambda label: label.state == "bought")
        if not labels:
            raise UserError(self.env._("%s has no label.", self.name))
        return labels[:1].action_print()

    def action_omni_labels(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_carrier.action_label")
        action["domain"] = [("picking_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_omni_compare(self):
        """Open the comparison of rates, already asked for when the weight is known."""
        self.ensure_one()
        wizard = self.env["omni.rate.wizard"].create({"picking_id": self.id})
        wizard._ask_when_ready()
        return wizard._open()
