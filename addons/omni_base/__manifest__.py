{
    "name": "Omni: connections",
    "summary": "Every outside system on one reliable road: stored first, seen, tried again",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["bus", "mail"],
    "external_dependencies": {
        "python": ["cryptography", "msgspec", "phonenumbers", "requests"],
    },
    "data": [
        "security/omni_groups.xml",
        "security/ir.model.access.csv",
        "security/omni_rules.xml",
        "data/ir_cron.xml",
        "data/mail_activity_type.xml",
        "views/omni_connection_views.xml",
        "views/omni_message_views.xml",
        "views/omni_menus.xml",
    ],
    "assets": {"web.assets_backend": ["omni_base/static/src/**/*"]},
    "application": True,
}
