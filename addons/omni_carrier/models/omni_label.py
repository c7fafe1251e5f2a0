from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

OPEN_STATES = ("asked", "unknown", "bought")
UNUSED = SQL(
    """(
    SELECT l.id FROM omni_label l LEFT JOIN stock_picking p ON p.id = l.picking_id
     WHERE l.state = 'bought' AND p.omni_label_reference IS DISTINCT FROM l.reference
    )"""
)


class Label(models.Model):
    """One label asked of a carrier. Its row is committed before the carrier is asked, and what the
    carrier answered is committed at once, whatever becomes of the transfer's own transaction: that
    is why nothing here is written by that transaction.
    """

    _name = "omni.label"
    _inherit = ["omni.confined", "omni.kept"]
    _description = "Shipping label"
    _order = "id desc"
    _rec_name = "reference"
    _check_company_auto = True

    connection_id = fields.Many2one(
        "omni.connection", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    picking_id = fields.Many2one(
        "stock.picking", string="Transfer", index=True, ondelete="set null", readonly=True
    )
    transfer = fields.Char(string="Transfer's name", required=True, index=True, readonly=True)
    carrier_id = fields.Many2one(
        "delivery.carrier", string="Shipping method", ondelete="set null", readonly=True
    )
    carrier_name = fields.Char(string="Carrier", readonly=True)
    reference = fields.Char(
        required=True, readonly=True, help="What the carrier knows this label by; found again by it"
    )
    mark = fields.Char(
        required=True, readonly=True, help="Digest of the service, the address and the parcels"
    )
    state = fields.Selection(
        [
            ("asked", "Asked for"),
            ("unknown", "Not answered"),
            ("bought", "Bought"),
            ("failed", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="asked",
    )
    is_reference_spent = fields.Boolean(
        readonly=True, help="The carrier has seen this reference: another attempt needs a new one"
    )
    requested_at = fields.Datetime(readonly=True)
    external_id = fields.Char(string="Shipment at the carrier", readonly=True)
    price = fields.Monetary(string="Cost", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    parcel_ids = fields.One2many("omni.label.parcel", "label_id", string="Parcels", readonly=True)
    tracking_numbers = fields.Char(compute="_compute_tracking_numbers", search="_search_tracking")
    reason = fields.Char(readonly=True)
    is_unused = fields.Boolean(
        compute="_compute_is_unused",
        compute_sudo=True,
        search="_search_is_unused",
        help="Bought, but its transfer does not carry it: validate that, or cancel the label",
    )

    _one_per_reference = models.Constraint(
        "UNIQUE (connection_id, reference)", "A label has a reference of its own."
    )

    def _compute_tracking_numbers(self):
        for label in self:
            numbers = label.parcel_ids.mapped("tracking_number")
            label.tracking_numbers = ", ".join(number for number in numbers if number)

    def _search_tracking(self, operator, value):
        return [("parcel_ids.tracking_number", operator, value)]

    @api.depends("state", "reference", "picking_id.omni_label_reference")
    def _compute_is_unused(self):
        for label in self:
            carried = label.picking_id.omni_label_reference
            label.is_unused = label.state == "bought" and carried != label.reference

    def _search_is_unused(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["stock.picking"].flush_model(["omni_label_reference"])
        return [("id", "in", UNUSED)]

    def action_print(self):
        """Open the label's document; what did not come with the purchase is fetched now."""
        self.ensure_one()
        self.check_access("read")
        label = self.sudo()
        if label.state == "bought" and not all(parcel.attachment_id for parcel in label.parcel_ids):
            with self.connection_id._person_waits():
                label._fetch_documents()
        carried = not self.is_unused and label.picking_id.omni_label_attachment_id
        attachment = carried or label.parcel_ids.attachment_id[:1]
        if not attachment:
            raise UserError(self.env._("There is no document for the label %s.", self.reference))
        return self._open_document(attachment)

    def _fetch_documents(self):
        """Ask for the documents again, and put them on the transfer that carries the label."""
        with self.connection_id._session() as adapter:
            found = adapter.pull_label(self.reference) if adapter.can("pull_label") else None
        for parcel in found.parcels if found else ():
            row = self.parcel_ids.filtered(lambda row, id=parcel.external_id: row.external_id == id)
            row._keep_document(parcel.document, parcel.document_type)
        if self.parcel_ids.attachment_id and not self.is_unused:
            self.picking_id._omni_carry(self._as_bought())

    def _open_document(self, attachment):
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}",
            "target": "new",
        }


class LabelParcel(models.Model):
    """One parcel of a shipment, with its own number and document."""

    _name = "omni.label.parcel"
    _description = "Parcel of a shipping label"
    _rec_name = "tracking_number"

    label_id = fields.Many2one(
        "omni.label", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="label_id.company_id", store=True)
    external_id = fields.Char(string="Parcel at the carrier", readonly=True)
    tracking_number = fields.Char(index=True, readonly=True)
    tracking_url = fields.Char(string="Tracking link", readonly=True)
    attachment_id = fields.Many2one("ir.attachment", string="Document", readonly=True)

    def _keep_document(self, document, kind):
        """Attach what the carrier gave to print; nothing where it gave nothing."""
        for parcel in self:
            if not document or parcel.attachment_id:
                continue
            parcel.attachment_id = self.env["ir.attachment"].create(
                {
                    "name": f"{parcel._document_name()}.{kind}",
                    "raw": document,
                    "res_model": "omni.label",
                    "res_id": parcel.label_id.id,
                }
            )

    def _document_name(self):
        name = self.tracking_number or self.label_id.reference
        return "LabelShipping-omni-" + name.replace("/", "_")
