{
    "name": "Omni: sales channels",
    "summary": "Orders in, stock and shipments out, for every shop and marketplace",
    "description": "Sales channels as folders: orders in, stock and shipments out.",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_base", "sale_management", "sale_stock", "stock_delivery"],
    "data": [
        "security/ir.model.access.csv",
        "security/omni_channel_rules.xml",
        "data/product_data.xml",
        "views/connection_views.xml",
        "views/listing_views.xml",
        "views/sale_order_views.xml",
        "views/stock_picking_views.xml",
    ],
}
