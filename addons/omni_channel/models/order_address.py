from odoo import models, tools
from odoo.addons.omni_base.core.phone import international

COMPARED = (
    "name",
    "street",
    "street2",
    "city",
    "zip",
    "state_id",
    "country_id",
    "phone",
    "company_name",
)
ROLES = ("invoice", "delivery")


class OrderAddress(models.AbstractModel):
    """Where the invoice and the parcel go: exactly where the buyer said, for each order its own."""

    _name = "omni.order.address"
    _description = "Order addresses"

    def _resolve(self, orders, customers):
        """Return {order id: (customer, invoice address, delivery address)}."""
        chosen = self._find_or_make(
            [(order, role, customers[order.external_id]) for order in orders for role in ROLES]
        )
        return {
            order.external_id: (
                customers[order.external_id],
                *(chosen[order.external_id, role] for role in ROLES),
            )
            for order in orders
        }

    def _find_or_make(self, wishes, compared=COMPARED):
        """Return {(order id, role): contact} of [(order, role, customer)].

        An address that the customer has already is used; another one becomes a new contact below
        the customer. None is ever changed. ``compared``: which fields make it another one.
        """
        partners = self.env["res.partner"].union(*(customer for _o, _r, customer in wishes))
        children = self._children(partners)
        chosen, missing = {}, {}
        for order, role, customer in wishes:
            values = self._wanted(order, role, customer)
            match = self._match(customer, children.get(customer.id, ()), role, values, compared)
            chosen[order.external_id, role] = match
            if not match:
                key = customer.id, role, tuple(sorted(values.items()))
                missing.setdefault(key, []).append((order.external_id, role))
        for places, partner in zip(missing.values(), self._create(missing), strict=True):
            chosen.update(dict.fromkeys(places, partner))
        return chosen

    def _create(self, wanted):
        """Make the contacts of [(customer id, role, values)], all at once."""
        rows = [
            {**dict(values), "type": role, "parent_id": customer_id}
            for customer_id, role, values in wanted
        ]
        made = self.env["res.partner"].create([dict(row) for row in rows])
        for row, partner in zip(rows, made, strict=True):
            partner.company_name = row["company_name"]  # create() drops it below a parent
        return made

    def _children(self, partners):
        found = self.env["res.partner"].search(
            [("parent_id", "in", partners.ids), ("type", "in", ("invoice", "delivery", "other"))]
        )
        children = {}
        for child in found:
            children.setdefault(child.parent_id.id, []).append(child)
        return children

    def _wanted(self, order, role, customer):
        """Return the values of the address the order names for a role, or {} for none."""
        address = order.billing if role == "invoice" else order.delivery
        address = address or order.billing or order.delivery
        if not address:
            return {}
        return {
            **self._values(address),
            "name": address.name or customer.name,
            "phone": international(address.phone, address.country_code) or False,
            "email": address.email or order.customer.email or False,
            "company_name": address.company or False,
        }

    def _match(self, customer, children, role, values, compared=COMPARED):
        if not values:
            return customer
        for partner in (customer, *(child for child in children if child.type in (role, "other"))):
            if self._equal(partner, values, compared):
                return partner
        return None

    def _equal(self, partner, values, compared=COMPARED):
        for field in compared:
            have = partner[field].id if field.endswith("_id") else partner[field]
            if field == "phone" and partner.parent_id.id is False and not values[field]:
                continue
            if (have or False) != (values[field] or False):
                return False
        return True

    def _values(self, address):
        country = self._country(address.country_code)
        return {
            "street": address.street or False,
            "street2": address.street2 or False,
            "city": address.city or False,
            "zip": address.zip or False,
            "country_id": country.id,
            "state_id": self._state(country, address.state_code).id,
        }

    def _country(self, code):
        if not code:
            return self.env["res.country"]
        return self.env["res.country"].browse(self._country_ids().get(code.upper()))

    @tools.ormcache()
    def _country_ids(self):
        countries = self.env["res.country"].sudo().search_fetch([], ["code"])
        return {country.code: country.id for country in countries}

    def _state(self, country, code):
        """Return the state, where Odoo knows it: an unknown one never costs the order."""
        if not country or not code:
            return self.env["res.country.state"]
        return country.state_ids.filtered(lambda state: state.code == code.upper())[:1]
