{
    "name": "Omni: carriers",
    "summary": "Compare rates, buy labels and follow parcels with any carrier",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_base", "stock_delivery"],
    "data": [],
}
