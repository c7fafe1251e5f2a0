{
    "name": "Omni: kits",
    "summary": "What a channel shows of a kit is counted from its components",
    "description": "Joins omni_channel and Odoo's Manufacturing.",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_channel", "sale_mrp"],
    "data": ["views/mrp_production_views.xml"],
    "auto_install": True,
}
