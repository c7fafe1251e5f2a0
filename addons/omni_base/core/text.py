"""Words for people in code that knows nothing of Odoo: marked here, translated at the border."""

import sys


class Text(str):
    """An English sentence that remembers its source and its addon, so that it can be translated.

    As a plain ``str`` it reads in English, which is what logs and pure tests see.
    """

    __slots__ = ("addon", "source", "values")

    def __new__(cls, addon, source, values=()):
        text = super().__new__(cls, source % values if values else source)
        text.addon = addon
        text.source = source
        text.values = values
        return text


def addon_of(module_name):
    """Return the addon of a module such as ``odoo.addons.omni_channel.channels.toy``."""
    parts = module_name.split(".")
    if parts[:2] == ["odoo", "addons"] and len(parts) > 2:
        return parts[2]
    return parts[0]


def _(source, *args, **kwargs):
    """Mark a sentence for translation in the caller's addon; ``%s``, ``%(name)s`` are filled in."""
    addon = addon_of(sys._getframe(1).f_globals["__name__"])
    return Text(addon, source, kwargs or args)
