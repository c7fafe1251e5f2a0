"""Which fields of a product, and of a customer, both a shop and Odoo keep."""

from odoo.addons.omni_base.core.ownership import OwnedField, OwnedObject, declare
from odoo.addons.omni_base.core.text import _

declare(
    OwnedObject(
        code="product",
        label=_("Products"),
        kind="channel",
        needs="pull_products",
        resource="product",
        fields=(
            OwnedField(code="name", label=_("Name"), target="name"),
            OwnedField(
                code="description",
                label=_("Description"),
                target="channel_description",
                help=_("The text for buyers, on the product's tab “Shops”."),
            ),
            OwnedField(
                code="price",
                label=_("Price"),
                target="list_price",
                help=_(
                    "The regular price, with or without taxes as the product's taxes want it; not "
                    "where variants differ in price, nor in another currency."
                ),
            ),
            OwnedField(
                code="category",
                label=_("Category"),
                target="categ_id",
                help=_("Where Odoo has a category of the same name."),
            ),
            OwnedField(code="sku", label=_("SKU"), target="default_code"),
            OwnedField(code="barcode", label=_("Barcode"), target="barcode"),
            OwnedField(code="weight", label=_("Weight"), target="weight"),
            OwnedField(
                code="volume",
                label=_("Volume"),
                target="volume",
                help=_("Reckoned from the three sizes."),
            ),
            OwnedField(
                code="picture",
                label=_("Picture"),
                target="image_1920",
                help=_("One that you have chosen here stays, whoever decides."),
            ),
        ),
    )
)
declare(
    OwnedObject(
        code="customer",
        label=_("Customers"),
        kind="channel",
        needs="pull_customers",
        resource="customer",
        fields=(
            OwnedField(
                code="name",
                label=_("Name"),
                target="name",
                help=_("Not of a contact that is a company here."),
            ),
            OwnedField(code="email", label=_("E-mail"), target="email"),
            OwnedField(code="phone", label=_("Phone"), target="phone"),
            OwnedField(
                code="company",
                label=_("Company"),
                target="company_name",
                help=_("Not of a contact that is a company here, or below one."),
            ),
            OwnedField(
                code="vat",
                label=_("VAT number"),
                target="vat",
                help=_("A valid one; not of a contact that is a company here, or below one."),
            ),
        ),
    )
)
