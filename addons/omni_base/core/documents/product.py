"""A product of a channel with all its variants, as a merchant describes it there."""

from decimal import Decimal

from msgspec import Struct


class Variant(Struct, frozen=True, kw_only=True):
    """One sellable thing; a simple product has one, without options.

    ``options``: (option, value) each, in the product's order; an empty value stands for any.
    ``price``: the regular one; ``sale_price``: the lower one asked for now, None without one.
    Weight in kg, sizes in cm; None where the channel does not say. ``mark``: see Product.
    ``stock_id``, ``is_stock_managed``: as in the Listing of the same id; None where it is not said.
    """

    external_id: str
    name: str = ""
    sku: str = ""
    barcode: str = ""
    price: Decimal | None = None
    sale_price: Decimal | None = None
    weight: Decimal | None = None
    length: Decimal | None = None
    width: Decimal | None = None
    height: Decimal | None = None
    options: tuple[tuple[str, str], ...] = ()
    image: str = ""
    requires_shipping: bool = True
    active: bool = True
    stock_id: str = ""
    is_stock_managed: bool | None = None
    mark: str = ""


class Product(Struct, frozen=True, kw_only=True):
    """``description`` is HTML. ``categories``: names, the most telling first. ``images``: urls.

    ``taxes_included``: whether its prices hold the taxes, None where the channel does not say.
    ``tax_rate``: percent on it where the channel is at home, None where it does not say.
    ``mark``: of all that is read of it, stock left out; a Doorbell with the same mark tells nothing
    new. Empty where deliveries only ring.
    """

    external_id: str
    name: str
    description: str = ""
    currency: str = ""
    taxes_included: bool | None = None
    tax_rate: Decimal | None = None
    categories: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    active: bool = True
    url: str = ""
    mark: str = ""


class ProductChange(Struct, frozen=True, kw_only=True):
    """What a channel's product should be like. What is empty in ``product`` stays as it is there.

    ``key``: ours, comes back in the Outcome.
    """

    key: str
    product: Product


class ProductOffer(Struct, frozen=True, kw_only=True):
    """A product to be made in a channel, as a draft.

    ``reference``: ours, kept with it there, so that one whose making got no answer is found again.
    A Variant's ``external_id`` is its product here, and comes back as the key of what was Made.
    """

    key: str
    reference: str
    product: Product
