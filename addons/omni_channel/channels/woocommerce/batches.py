"""What a batch answers: a success that holds one answer, or one error, for each item."""

from typing import Any

from msgspec import Struct, field


class ItemError(Struct):
    code: str = ""
    message: str = ""


class BatchItem(Struct):
    """What is read of an answered item, whatever it is."""

    id: int = 0
    error: ItemError | None = None
    status: str | None = None
    sku: str | None = None
    global_unique_id: str | None = None
    manage_stock: Any = None
    stock_quantity: Any = None
    regular_price: Any = None
    sale_price: Any = None
    date_on_sale_from_gmt: str | None = None
    date_on_sale_to_gmt: str | None = None
    meta_data: list[Any] | None = None
    categories: list[Any] | None = None


class Batch(Struct):
    create: list[BatchItem] = field(default_factory=list)
    update: list[BatchItem] = field(default_factory=list)
