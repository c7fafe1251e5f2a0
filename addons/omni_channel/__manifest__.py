{
    "name": "Omni: sales channels",
    "summary": "Orders in, stock and shipments out, for every shop and marketplace",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_base", "sale_stock", "stock_delivery"],
    "data": [],
}
