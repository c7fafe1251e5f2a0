{
    "name": "Omni: channels and carriers",
    "summary": "A shop is told the carrier by the name that buyers know",
    "description": "Joins omni_channel and omni_carrier.",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_channel", "omni_carrier"],
    "auto_install": True,
}
