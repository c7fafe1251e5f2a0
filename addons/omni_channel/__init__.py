from . import channels, models, owners, planned, resources, wizards


def uninstall_hook(env):
    """Orders stay; the shops' connections, schedules and stored messages go."""
    env["omni.connection"]._forget_addon("omni_channel")
