from . import carriers
from . import models
from . import resources
from . import wizards


def uninstall_hook(env):
    """Labels name their connection: they go first, then the connections and their schedules."""
    env["omni.label"].search([]).unlink()
    methods = env["delivery.carrier"].with_context(active_test=False)
    methods.search([("omni_connection_id", "!=", False)]).write(
        {"omni_connection_id": False, "active": False}
    )
    env["omni.connection"]._forget_addon("omni_carrier")
