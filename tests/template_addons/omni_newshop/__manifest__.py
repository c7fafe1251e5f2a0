{
    "name": "Omni: New shop",
    "summary": "Orders, stock and shipments of New shop",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_channel"],
}
