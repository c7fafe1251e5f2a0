from . import controllers, models, wizards


def uninstall_hook(env):
    """Feeds and more workers have scheduled actions, which Odoo does not know as ours."""
    env["omni.drain"]._set_more_workers(0)
    env["omni.connection"]._forget_addon("omni_base")
