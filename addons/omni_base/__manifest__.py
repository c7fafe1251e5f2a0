{
    "name": "Omni: connections",
    "summary": "Every outside system on one reliable road: stored first, seen, tried again",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["mail"],
    "external_dependencies": {
        "python": ["cryptography", "msgspec", "phonenumbers", "requests"],
    },
    "data": [],
    "application": True,
}
