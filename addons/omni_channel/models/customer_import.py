from collections import namedtuple

from odoo import api, fields, models
from odoo.addons.omni_base.core.documents import Address
from odoo.addons.omni_base.core.phone import international
from odoo.addons.omni_base.core.verdict import Verdict
from odoo.tools import email_normalize

from .order_address import COMPARED
from .order_import import QUIET
from .order_partner import person_name

Buyer = namedtuple("Buyer", "external_id name customer billing delivery")
"""An account as the import of orders knows who bought: an order without its lines."""

PLACE = tuple(name for name in COMPARED if name != "phone")
"""What makes an address another one: a new phone alone goes to the contact, not to a new place."""


class Feed(models.Model):
    _inherit = "omni.feed"

    @api.depends("connection_id.creates_customers")
    def _compute_words(self):
        super()._compute_words()
        for feed in self.filtered(lambda one: one.resource == "customer" and not one.obstacle):
            if not feed.connection_id.creates_customers:
                feed.help = self.env._(
                    "Accounts of the shop complete the contacts that you have. New ones become "
                    "contacts only with “Create missing customers” (“Who decides”)."
                )


class Connection(models.Model):
    _inherit = "omni.connection"

    creates_customers = fields.Boolean(
        string="Create missing customers",
        help="An account of the shop that is no contact yet becomes one, also without an order.",
    )
    has_customers = fields.Boolean(compute="_compute_has_customers")

    @api.depends("adapter_code")
    def _compute_has_customers(self):
        for connection in self:
            connection.has_customers = connection._can("pull_customers")

    def _import_customer(self, pairs):
        """Take over [(message, Customer)] as ownership allows; return {message: Verdict}."""
        quiet = self.with_context(**QUIET)
        partners = quiet.env["omni.customer.import"]._import(
            quiet, [document for _message, document in pairs]
        )
        return {
            message: Verdict("done", self._why_no_contact(document), None)
            if document.external_id not in partners
            else Verdict("done", "", partners[document.external_id])
            for message, document in pairs
        }

    def _why_no_contact(self, document):
        if not document.is_buyer:
            return self.env._("An account of the shop's own people or readers: no contact of it.")
        return self.env._(
            "It has not ordered here yet, and no contact has its name and e-mail address. A "
            "contact is made of it where the connection has “Create missing customers”."
        )

    def _known_customer(self, external_ids):
        links = self._account_links([("external_id", "in", external_ids)])
        return {link.external_id: link.partner_id for link in links}

    def _portrait_customer(self, partner):
        names = ("name", "email", "phone", "company_name", "vat")
        label = self._label_of(partner)
        return {label(name): self._words(partner, name) for name in names}


class CustomerImport(models.AbstractModel):
    """Accounts of a shop and the contacts that they are; what a person wrote is not lost."""

    _name = "omni.customer.import"
    _description = "Customer import"

    @api.model
    def _import(self, connection, documents):
        """Return {account id: contact} of those that are contacts now."""
        buyers = [self._buyer(document) for document in documents]
        partners, made = self._resolve(connection, buyers)
        known = [one for one in buyers if one.external_id in partners]
        self._mark_back(connection, known)
        contacts = self.env["res.partner"].union(*partners.values())
        guarded = self._with_log_in(contacts)
        wanted = [
            (partner, one.external_id, self._values(one, partner))
            for one in known
            for partner in [partners[one.external_id]]
            if partner not in guarded
        ]
        self.env["omni.ownership"]._take(connection, "customer", wanted, made)
        self._keep_addresses(known, partners)
        return partners

    def _buyer(self, document):
        name = document.email or document.external_id
        return Buyer(document.external_id, name, document, document.billing, document.delivery)

    def _resolve(self, connection, buyers):
        """Return ({account id: contact}, the contacts just made).

        Linked ones first; then a person of the same name and e-mail address, as for orders; others
        are made where that is asked for.
        """
        orders = self.env["omni.order.partner"]
        identities = {one.external_id: ("account", one.external_id) for one in buyers}
        partners = orders._linked(connection, identities)
        linked = set(partners)
        fresh = [one for one in buyers if one.customer.is_buyer]
        orders._match_by_email(connection, fresh, identities, partners)
        matched = set(partners)
        if connection.creates_customers:
            orders._create(connection, fresh, identities, partners)
        found = {key: one for key, one in identities.items() if one in partners}
        orders._link(connection, found, partners, linked)
        made = {partners[one] for one in partners.keys() - matched}
        return {key: partners[one] for key, one in found.items()}, made

    def _mark_back(self, connection, buyers):
        shown = [("external_id", "in", [one.external_id for one in buyers])]
        connection._account_links([*shown, ("is_gone", "=", True)]).is_gone = False

    def _with_log_in(self, contacts):
        """Contacts of Odoo's own users: an account of a shop never changes where they log in."""
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return users.search([("partner_id", "in", contacts.ids)]).partner_id.sudo(False)

    def _values(self, buyer, partner):
        """Return {field: what the shop says}; what only the merchant can know of it is left out."""
        customer = buyer.customer
        told = {
            "name": customer.name and person_name(buyer),
            "email": customer.email if email_normalize(customer.email) else "",
            "phone": self._phone(buyer, partner),
            "company": customer.company,
            "vat": self.env["omni.order.partner"]._valid_vat(buyer),
        }
        if partner.is_company or partner.parent_id:
            told.update(company="", vat="")
        if partner.is_company:
            told["name"] = ""
        if told["email"] and told["email"] != partner.email:
            same = email_normalize(told["email"]) == partner.email_normalized
            told["email"] = "" if same else told["email"]
        return {name: value for name, value in told.items() if value}

    def _phone(self, buyer, partner):
        """Return the number; none where it is the same one, written otherwise here."""
        country = (buyer.billing or buyer.delivery or Address()).country_code
        told = international(buyer.customer.phone, country)
        here = international(partner.phone or "", country)
        return "" if told == here and told != partner.phone else told

    def _keep_addresses(self, buyers, partners):
        """Another address is another contact below the customer: none that is used changes."""
        wishes = [
            (one, role, partners[one.external_id])
            for one in buyers
            for role, address in (("invoice", one.billing), ("delivery", one.delivery))
            if address and address.is_postal
        ]
        if wishes:
            self.env["omni.order.address"]._find_or_make(wishes, PLACE)
