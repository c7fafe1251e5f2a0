"""Where a provider's wire lies: beside its samples, or here by its code."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest

from .providers import load

HERE = Path(__file__).parent / "wires"


def opened(folder):
    """The provider's wire, as at the start. A provider without one fails, and is told why."""
    wire = _wire(folder)
    if wire is None:
        pytest.fail(
            f"{folder.name} has no wire: add {folder}/samples/wire.py, as WRITE_A_CHANNEL.md "
            "shows. It plays the vendor for the cases that every provider has to pass.",
            pytrace=False,
        )
    wire.reset()
    return wire


@cache
def _wire(folder):
    for path in (folder / "samples" / "wire.py", HERE / f"{folder.name}.py"):
        if path.is_file():
            return _imported(path, folder.name).Wire(load(folder), folder / "samples")
    return None


def _imported(path, code):
    spec = importlib.util.spec_from_file_location(f"tests.contract.wires.{code}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
