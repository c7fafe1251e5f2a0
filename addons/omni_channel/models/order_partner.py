import unicodedata

from odoo import models
from odoo.addons.omni_base.core.documents import Address
from odoo.addons.omni_base.core.phone import international
from odoo.tools import email_normalize


class OrderPartner(models.AbstractModel):
    """Who bought: an account is one contact; a guest is a person; nobody is ever overwritten."""

    _name = "omni.order.partner"
    _description = "Order customers"

    def _resolve(self, connection, orders):
        """Return {order id: (customer, invoice address, delivery address)}, made where missing."""
        identities = {order.external_id: self._identity(order) for order in orders}
        partners = self._linked(connection, identities)
        linked = set(partners)
        self._match_by_email(connection, orders, identities, partners)
        self._create(connection, orders, identities, partners)
        self._link(connection, identities, partners, linked)
        customers = {order.external_id: partners[identities[order.external_id]] for order in orders}
        return self.env["omni.order.address"]._resolve(orders, customers)

    def _identity(self, order):
        """Return what makes two orders come from the same person."""
        customer = order.customer
        if customer.external_id:
            return "account", customer.external_id
        email = email_normalize(customer.email) or ""
        if email:
            return "guest", email, folded(person_name(order))
        return "order", order.external_id

    def _linked(self, connection, identities):
        accounts = [identity[1] for identity in identities.values() if identity[0] == "account"]
        links = connection._account_links([("external_id", "in", accounts)])
        return {("account", link.external_id): link.partner_id for link in links}

    def _match_by_email(self, connection, orders, identities, partners):
        """A contact with the same address and the same name is the same person; else it is not."""
        missing = {
            email_normalize(order.customer.email): None
            for order in orders
            if identities[order.external_id] not in partners
            and email_normalize(order.customer.email)
        }
        if not missing:
            return
        people = self._people(connection, list(missing))
        taken = self._taken(connection, self.env["res.partner"].union(*people.values()))
        for order in orders:
            identity = identities[order.external_id]
            person = email_normalize(order.customer.email), folded(person_name(order))
            partner = people.get(person)
            if identity in partners or not partner:
                continue
            if identity[0] == "account" and partner.id in taken:
                continue
            partners[identity] = partner

    def _people(self, connection, emails):
        """Return {(e-mail, folded name): contact}: people only, the oldest of equals."""
        found = self.env["res.partner"].search(
            [
                ("email_normalized", "in", emails),
                ("is_company", "=", False),
                ("parent_id", "=", False),
                ("company_id", "in", (False, connection.company_id.id)),
            ],
            order="id",
        )
        people = {}
        for partner in found:
            people.setdefault((partner.email_normalized, folded(partner.name)), partner)
        return people

    def _taken(self, connection, partners):
        """Contacts that already are another account of this shop, which it still has."""
        if not partners:
            return set()
        links = connection._account_links(
            [("partner_id", "in", partners.ids), ("is_gone", "!=", True)]
        )
        return set(links.partner_id.ids)

    def _create(self, connection, orders, identities, partners):
        values = {}
        for order in orders:
            identity = identities[order.external_id]
            if identity not in partners and identity not in values:
                values[identity] = self._values(connection, order)
        made = self.env["res.partner"].create(list(values.values()))
        partners.update(zip(values, made, strict=True))

    def _values(self, connection, order):
        customer = order.customer
        home = order.billing or order.delivery or Address()
        address = self.env["omni.order.address"]._values(home)
        return {
            **address,
            "name": person_name(order),
            "email": customer.email or home.email or False,
            "phone": international(customer.phone or home.phone, home.country_code) or False,
            "company_name": customer.company or home.company or False,
            "customer_rank": 1,
            "lang": self._language(customer.language),
        }

    def _language(self, code):
        """Return the installed language that fits a remote's ``fr`` or ``fr-FR``."""
        wanted = (code or "").replace("-", "_")
        installed = [lang for lang, _name in self.env["res.lang"].get_installed()]
        for lang in installed:
            if lang == wanted or (wanted and lang.split("_")[0] == wanted.split("_")[0]):
                return lang
        return self.env.company.partner_id.lang or self.env.lang or "en_US"

    def _link(self, connection, identities, partners, linked):
        fresh = {identity for identity in identities.values() if identity[0] == "account"} - linked
        self.env["omni.partner.link"].create(
            [
                {
                    "connection_id": connection.id,
                    "external_id": identity[1],
                    "partner_id": partners[identity].id,
                }
                for identity in sorted(fresh)
            ]
        )


def person_name(order):
    """Return who the buyer is, as well as the order tells."""
    candidates = (
        order.customer.name,
        order.billing and order.billing.name,
        order.delivery and order.delivery.name,
        order.customer.company,
        order.customer.email,
        order.customer.phone,
        order.name,
    )
    return next(name.strip() for name in candidates if name and name.strip())


def told_vat(order):
    """Return the VAT number that an order names, as the buyer wrote it, or an empty text."""
    return ((order.billing and order.billing.vat) or order.customer.vat or "").strip()


def folded(text):
    """Return a text without case, accents and double spaces, to compare names."""
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())
