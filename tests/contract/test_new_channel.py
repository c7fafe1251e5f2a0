"""A channel or carrier made from the template is under contract as it stands, whoever's it is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.new_channel import class_name, main

REPOSITORY = Path(__file__).resolve().parents[2]
UNDER_CONTRACT = (sys.executable, "-m", "pytest", "-q", "-p", "no:odoo")

ON_THE_WIRE = "tests/contract/test_orders_on_the_wire.py"


@pytest.fixture(scope="module")
def addons(tmp_path_factory):
    """A folder of somebody's own addons, with a channel and a carrier made by the command."""
    folder = tmp_path_factory.mktemp("addons")
    assert main(["tea", "Tea & Co", "--to", str(folder)]) == 0
    assert main(["drone", "Drone line", "--carrier", "--to", str(folder)]) == 0
    return folder


def under_contract(addons, chosen, where="tests/contract"):
    env = {**os.environ, "OMNI_ADDONS": str(addons)}
    command = [*UNDER_CONTRACT, where, "-k", chosen]
    return subprocess.run(command, cwd=REPOSITORY, env=env, capture_output=True, text=True)


def test_they_pass_every_case(addons):
    done = under_contract(addons, "(tea or drone) and not test_new_channel")
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout and "failed" not in done.stdout


def test_nothing_of_the_template_is_left(addons):
    found = [
        path for path in addons.rglob("*") if path.is_file() and "__pycache__" not in str(path)
    ]
    left = re.compile("newshop|toy.post", re.IGNORECASE)
    assert not [path for path in found if left.search(f"{path} {path.read_text()}")]
    assert "class TeaCo(ChannelAdapter)" in (addons / ADAPTER).read_text()
    assert "class DroneLine(CarrierAdapter)" in (addons / CARRIER).read_text()


ADAPTER = "omni_tea/channels/tea/adapter.py"
CARRIER = "omni_drone/carriers/drone/adapter.py"


def test_without_a_wire_it_fails_and_says_what_to_add(addons):
    wire = addons / "omni_tea/channels/tea/samples/wire.py"
    text = wire.read_text()
    wire.unlink()
    done = under_contract(addons, "tea and paged_through", ON_THE_WIRE)
    wire.write_text(text)
    assert done.returncode == 1 and "tea has no wire: add" in done.stdout


def test_a_folder_that_is_there_is_left_alone(addons, capsys):
    assert main(["tea", "Tea", "--to", str(addons)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_code_that_python_could_not_import_is_refused(tmp_path, capsys):
    assert main(["my-shop", "My shop", "--to", str(tmp_path)]) == 2
    assert "small letters" in capsys.readouterr().err


def test_production_does_not_know_the_template():
    assert not list((REPOSITORY / "addons").rglob("*newshop*"))


def test_a_class_is_called_as_the_shop():
    assert (class_name("Tea shop"), class_name("3 Suisses")) == ("TeaShop", "Shop3Suisses")
