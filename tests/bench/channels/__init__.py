"""What the bench must know of each channel that the sandbox plays: a file each, found by itself."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module


@dataclass(frozen=True)
class PlayedChannel:
    """A channel of the sandbox; its file holds one of these, named ``CHANNEL``.

    ``log_in``: credentials in the sandbox, ``{url}`` is its address. ``settings``: what is posted
    to the played shop first, so that its rate limits are not what is measured.
    ``skus_a_call``: the most that the API itself lets one call set. ``calls_per_100``: the bar of
    calls for 100 changed SKUs. ``tells_stock``: whether a call of the journal sets stock there.
    """

    code: str
    label: str
    log_in: dict
    skus_a_call: int
    calls_per_100: int
    tells_stock: Callable[[dict], bool]
    settings: dict = field(default_factory=dict)

    def credentials(self, sandbox_url):
        return {name: value.format(url=sandbox_url) for name, value in self.log_in.items()}

    def key(self, figure):
        return f"{self.code}_{figure}"


def _found():
    modules = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    return {module.CHANNEL.code: module.CHANNEL for module in modules}


CHANNELS = _found()
