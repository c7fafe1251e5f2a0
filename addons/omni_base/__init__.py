from . import controllers, models, wizards


def uninstall_hook(env):
    """Feeds have scheduled actions of their own, which Odoo does not know as ours."""
    env["omni.connection"]._forget_addon("omni_base")
