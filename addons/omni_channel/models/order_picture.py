from odoo import models
from odoo.tools import html2plaintext

COLUMNS = ("name", "sku", "barcode", "product_id", "price", "active")


class Connection(models.Model):
    """Orders and listings as a person compares two states of them."""

    _inherit = "omni.connection"

    def _known_order(self, external_ids):
        known = self.env["omni.order.import"]._known(self, external_ids)
        return {key: found[0] for key, found in known.items()}

    def _known_listing(self, external_ids):
        return self._known_listings(external_ids)

    def _portrait_listing(self, listing):
        return {
            listing._fields[name]._description_string(self.env): self._words(listing, name)
            for name in COLUMNS
        }

    def _portrait_order(self, sale):
        """Return {what: text}; each line is one text, called as the shop calls it."""
        fields = ("state", "partner_id", "client_order_ref", "carrier_id", "omni_payment")
        label = self._label_of(sale)
        picture = {label(name): self._words(sale, name) for name in fields}
        for name in ("partner_invoice_id", "partner_shipping_id"):
            picture[label(name)] = one_line_address(sale[name])
        picture[label("note")] = html2plaintext(sale.note or "").strip()
        for line in sale.order_line:
            picture[self._line_name(picture, line)] = self._line_text(line)
        picture[label("amount_tax")] = sale.currency_id.format(sale.amount_tax)
        picture[label("amount_total")] = sale.currency_id.format(sale.amount_total)
        picture[label("omni_review")] = sale.omni_review or ""
        return picture

    def _label_of(self, record):
        return lambda name: record._fields[name]._description_string(self.env)

    def _words(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "many2one":
            return value.display_name or ""
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        return str(value or "")

    def _line_name(self, picture, line):
        """Two lines of one name are told apart."""
        name = self.env._("“%s”", line.name.splitlines()[0] if line.name else "")
        count = 1
        while name in picture:
            count += 1
            name = self.env._("“%(name)s” (%(count)s)", name=line.name, count=count)
        return name

    def _line_text(self, line):
        money = line.currency_id.format
        parts = [
            f"{line.product_uom_qty:g} × {line.product_id.display_name}",
            money(line.price_unit),
            f"−{line.discount:g} %" if line.discount else "",
            ", ".join(line.tax_ids.mapped("name")),
            f"= {money(line.price_total)}",
        ]
        return " · ".join(filter(None, parts))


def one_line_address(partner):
    """Return who and where, in one line."""
    lines = (partner.display_name, partner.street, partner.street2, partner.zip, partner.city)
    return ", ".join(filter(None, [*lines, partner.country_id.name]))
