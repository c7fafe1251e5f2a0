{
    "name": "Omni: job queue",
    "summary": "Omni's work is done by the workers of OCA's job queue",
    "description": "Joins omni_base and OCA's queue_job.",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "Omni contributors",
    "license": "LGPL-3",
    "depends": ["omni_base", "queue_job"],
    "data": ["data/queue_job.xml"],
    "auto_install": True,
}
