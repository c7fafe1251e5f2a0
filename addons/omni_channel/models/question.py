from odoo import api, fields, models

from .channel_status import MEANINGS

FIELDS = {"product": "product_id", "delivery": "carrier_id", "status": "status_meaning"}


class Question(models.Model):
    """What a channel asks: which product a thing of the shop is, which shipping method a way of
    delivery. The answer corrects the orders that wait for it and counts for all that come.
    """

    _inherit = "omni.question"
    _check_company_auto = True

    kind = fields.Selection(
        selection_add=[
            ("product", "Product"),
            ("delivery", "Shipping method"),
            ("status", "Order status"),
        ],
        ondelete={"product": "cascade", "delivery": "cascade", "status": "cascade"},
    )
    listing_id = fields.Many2one("omni.listing", readonly=True, ondelete="cascade", index=True)
    product_id = fields.Many2one("product.product", check_company=True, ondelete="set null")
    carrier_id = fields.Many2one(
        "delivery.carrier", string="Shipping method", check_company=True, ondelete="set null"
    )
    status_meaning = fields.Selection(MEANINGS, string="It means that an order is")
    order_ids = fields.Many2many(
        "sale.order", string="Orders that wait", compute="_compute_order_ids", compute_sudo=True
    )

    def _answer_field(self):
        return FIELDS[self.kind]

    def _compute_order_ids(self):
        for question in self:
            is_status = question.kind == "status"
            question.order_ids = self.order_ids.browse() if is_status else question._waiting()

    def _waiting(self):
        """Return the orders that these answers, of one kind, may still correct, or the messages
        that wait for one.
        """
        if self[:1].kind == "status":
            return self._status()._parked()
        domain = [
            ("omni_connection_id", "in", self.connection_id.ids),
            ("state", "!=", "cancel"),
        ]
        if self[:1].kind == "product":
            domain += [("order_line", "any", [("omni_question_id", "in", self.ids)])]
        else:
            domain += [("omni_question_id", "in", self.ids)]
        domain += [("delivery_status", "not in", ("started", "partial", "full"))]
        return self.env["sale.order"].sudo().search(domain)

    def _answer_product(self):
        """The listing keeps it; what was ordered meanwhile is processed again."""
        for question in self:
            if question.listing_id and question.listing_id.product_id != question.product_id:
                question.listing_id.product_id = question.product_id
        self._process_waiting()

    def _answer_delivery(self):
        self._process_waiting()

    def _answer_status(self):
        for question in self:
            question._status().meaning = question.status_meaning

    def _status(self):
        """Return the status that is asked about, made where the shop did not list it."""
        rows = self.env["omni.channel.status"].sudo()
        known = [("connection_id", "=", self.connection_id.id), ("code", "=", self.key)]
        return rows.search(known) or rows.create(
            {"connection_id": self.connection_id.id, "code": self.key, "name": self.name}
        )

    def _process_waiting(self):
        """The workers take what is put up here in slices, however much it is."""
        for connection, orders in self._waiting().grouped("omni_connection_id").items():
            self.env["omni.message"]._replay(
                connection, "order", external_ids=orders.mapped("omni_external_id")
            )

    def action_open_orders(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("omni_channel.action_order")
        return {**action, "domain": [("id", "in", self.order_ids.ids)], "context": {}}


class Listing(models.Model):
    """A product chosen on the listing, or found by its SKU later, answers the question as well."""

    _inherit = "omni.listing"

    def _product_chosen(self):
        super()._product_chosen()
        known = self.filtered("product_id")
        asked = self.env["omni.question"].sudo()
        asked = asked.search([("listing_id", "in", known.ids), ("state", "=", "open")])
        asked.listing_id.product_id.mapped("company_id")  # read at once, not by each check below
        for question in asked:
            question.product_id = question.listing_id.product_id
        asked._answer()


class Product(models.Model):
    _inherit = "product.product"

    @api.model
    def _asked_by_sku(self, codes):
        """Return the open questions about things that the shop names by these SKUs only."""
        keys = [f"sku:{code}" for code in codes if code]
        questions = self.env["omni.question"].sudo()
        return questions.search(
            [("kind", "=", "product"), ("key", "in", keys), ("state", "=", "open")]
        )

    def _find_listings(self):
        super()._find_listings()
        for question in self._asked_by_sku(self.mapped("default_code")):
            company = question.company_id
            found = self.env["omni.listing"].sudo()
            code = question.key.removeprefix("sku:")
            product, _how, _problem = found._match_products(company, [(code, "")])[code, ""]
            if product:
                question.product_id = product
                question._answer()
