{
    "name": "Omni: toy post",
    "summary": "A carrier of one folder in an addon of its own, as a third party would bring it",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_carrier"],
}
