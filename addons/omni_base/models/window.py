"""Windows that a button opens."""


def form_of(model, record_id):
    """Return the action that shows one record's form."""
    return {
        "type": "ir.actions.act_window",
        "res_model": model,
        "res_id": record_id,
        "view_mode": "form",
    }
