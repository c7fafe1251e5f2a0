"""One wire a provider, found by its folder; put back to its first state before each case.

This file is read before the addons can be imported, so it imports them late.
"""

import pytest

KINDS = {"wire": ("channel",), "carrier_wire": ("carrier",), "any_wire": ("channel", "carrier")}


def pytest_generate_tests(metafunc):
    from .providers import folders, kind_of

    for name in KINDS.keys() & set(metafunc.fixturenames):
        found = [folder for folder in folders() if kind_of(folder) in KINDS[name]]
        metafunc.parametrize(name, found, ids=lambda folder: folder.name, indirect=True)


@pytest.fixture
def wire(request):
    from .finding import opened

    wire = opened(request.param)
    yield wire
    assert wire.complaints() == [], "asked what the vendor's description does not allow"


carrier_wire = any_wire = wire
