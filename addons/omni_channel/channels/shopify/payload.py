"""The shape of an order's payload: what is read of it, with its types."""

from decimal import Decimal

from msgspec import Struct, field


class Money(Struct, rename="camel"):
    amount: Decimal


class Bag(Struct, rename="camel"):
    """An amount in the shop's currency, and in the one the buyer saw."""

    shop_money: Money
    presentment_money: Money | None = None


class TaxLine(Struct, rename="camel"):
    title: str = ""
    rate_percentage: Decimal | None = None
    rate: Decimal | None = None
    price_set: Bag | None = None


class Allocation(Struct, rename="camel"):
    allocated_amount_set: Bag


class Attribute(Struct):
    key: str
    value: str | None = None


class Variant(Struct):
    id: str
    barcode: str | None = None


class LineItem(Struct, rename="camel"):
    id: str
    name: str
    quantity: int
    current_quantity: int
    original_unit_price_set: Bag
    sku: str | None = None
    requires_shipping: bool = True
    is_gift_card: bool = False
    discount_allocations: list[Allocation] = field(default_factory=list)
    tax_lines: list[TaxLine] = field(default_factory=list)
    variant: Variant | None = None
    custom_attributes: list[Attribute] = field(default_factory=list)


class ShippingLine(Struct, rename="camel"):
    title: str
    original_price_set: Bag
    discounted_price_set: Bag
    current_discounted_price_set: Bag
    id: str | None = None
    code: str | None = None
    is_removed: bool = False
    tax_lines: list[TaxLine] = field(default_factory=list)


class LineItems(Struct):
    nodes: list[LineItem]


class ShippingLines(Struct):
    nodes: list[ShippingLine]


class DiscountApplication(Struct):
    title: str | None = None


class DiscountApplications(Struct):
    nodes: list[DiscountApplication] = field(default_factory=list)


class EmailAddress(Struct, rename="camel"):
    email_address: str | None = None


class PhoneNumber(Struct, rename="camel"):
    phone_number: str | None = None


class Account(Struct, rename="camel"):
    """The buyer's account in the shop."""

    id: str
    display_name: str = ""
    first_name: str | None = None
    last_name: str | None = None
    locale: str = ""
    default_email_address: EmailAddress | None = None
    default_phone_number: PhoneNumber | None = None


class Company(Struct):
    name: str


class TaxSettings(Struct, rename="camel"):
    tax_registration_id: str | None = None


class CompanyLocation(Struct, rename="camel"):
    tax_settings: TaxSettings | None = None


class PurchasingEntity(Struct):
    """Empty for a private buyer."""

    company: Company | None = None
    location: CompanyLocation | None = None


class PostalAddress(Struct, rename="camel"):
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    zip: str | None = None
    province_code: str | None = None
    country_code_v2: str | None = field(default=None, name="countryCodeV2")
    phone: str | None = None


class LineOfOrder(Struct):
    id: str | None = None


class RefundItem(Struct, rename="camel"):
    quantity: int
    subtotal_set: Bag
    line_item: LineOfOrder
    total_tax_set: Bag | None = None
    restocked: bool | None = None


class RefundItems(Struct):
    nodes: list[RefundItem] = field(default_factory=list)


class RefundDelivery(Struct, rename="camel"):
    subtotal_amount_set: Bag
    shipping_line: LineOfOrder
    tax_amount_set: Bag | None = None


class RefundDeliveries(Struct):
    nodes: list[RefundDelivery] = field(default_factory=list)


class Refund(Struct, rename="camel"):
    """Asked for apart, and put into the order: see refunds.py."""

    id: str
    total_refunded_set: Bag
    created_at: str | None = None
    note: str | None = None
    refund_line_items: RefundItems = field(default_factory=RefundItems)
    refund_shipping_lines: RefundDeliveries = field(default_factory=RefundDeliveries)


class OrderPayload(Struct, rename="camel"):
    id: str
    name: str
    created_at: str
    updated_at: str
    currency_code: str
    taxes_included: bool
    current_total_price_set: Bag
    line_items: LineItems
    shipping_lines: ShippingLines
    display_fulfillment_status: str
    display_financial_status: str | None = None
    processed_at: str | None = None
    cancelled_at: str | None = None
    cancel_reason: str | None = None
    presentment_currency_code: str = ""
    duties_included: bool = False
    current_total_duties_set: Bag | None = None
    current_total_additional_fees_set: Bag | None = None
    total_tip_received_set: Bag | None = None
    total_refunded_set: Bag | None = None
    refund_discrepancy_set: Bag | None = None
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    po_number: str | None = None
    tags: list[str] = field(default_factory=list)
    test: bool = False
    customer_locale: str | None = None
    source_name: str | None = None
    payment_gateway_names: list[str] = field(default_factory=list)
    discount_code: str | None = None
    discount_codes: list[str] = field(default_factory=list)
    discount_applications: DiscountApplications = field(default_factory=DiscountApplications)
    custom_attributes: list[Attribute] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    customer: Account | None = None
    purchasing_entity: PurchasingEntity | None = None
    billing_address: PostalAddress | None = None
    shipping_address: PostalAddress | None = None


class InventoryItem(Struct):
    id: str
    tracked: bool


class Product(Struct):
    id: str
    title: str
    status: str


class VariantPayload(Struct, rename="camel"):
    id: str
    price: Decimal
    inventory_item: InventoryItem
    product: Product
    title: str = ""
    sku: str | None = None
    barcode: str | None = None
    compare_at_price: Decimal | None = None
    inventory_quantity: int | None = None
