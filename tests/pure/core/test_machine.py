"""A machine is known by its name or its network cards, and unknown rather than mistaken."""

import pytest

from odoo.addons.omni_base.core.machine import VARIABLE, is_another, marks


@pytest.fixture(autouse=True)
def _no_name(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def cards(tmp_path):
    """Make network cards as the kernel shows them: those of hardware have a device."""

    def make(**numbers):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        for name, number in numbers.items():
            (folder / name).mkdir(parents=True)
            (folder / name / "address").write_text(f"{number}\n")
            if name.startswith("eth"):
                (folder / name / "device").mkdir()
        return folder

    return make


def test_a_machine_has_one_mark_for_each_card(cards):
    assert len(marks(True, cards(eth0="52:54:00:00:00:01", eth1="52:54:00:00:00:02"))) == 2


def test_the_same_cards_are_the_same_machine(cards):
    one, two = cards(eth0="52:54:00:00:00:01"), cards(eth0="52:54:00:00:00:01")
    assert not is_another(marks(True, one), marks(True, two))


def test_other_cards_are_another_machine(cards):
    one, two = cards(eth0="52:54:00:00:00:01"), cards(eth0="52:54:00:00:00:09")
    assert is_another(marks(True, one), marks(True, two))


def test_a_card_more_is_no_other_machine(cards):
    one = cards(eth0="52:54:00:00:00:01")
    two = cards(eth0="52:54:00:00:00:01", eth1="52:54:00:00:00:02")
    assert not is_another(marks(True, one), marks(True, two))


def test_what_software_makes_is_no_card(cards):
    assert marks(True, cards(docker0="02:42:00:00:00:01", lo="00:00:00:00:00:00")) == set()


@pytest.mark.parametrize("number", ["00:00:00:00:00:00", ""])
def test_a_card_without_a_number_tells_nothing(cards, number):
    assert marks(True, cards(eth0=number)) == set()


def test_with_the_database_elsewhere_the_cards_tell_nothing(cards):
    assert marks(False, cards(eth0="52:54:00:00:00:01")) == set()


def test_a_system_that_does_not_show_its_cards_is_unknown(tmp_path):
    assert marks(True, tmp_path / "nothing") == set()


def test_a_name_is_a_mark_wherever_the_database_is(monkeypatch):
    monkeypatch.setenv(VARIABLE, "production")
    assert marks(False) == marks(True) and len(marks(False)) == 1


def test_another_name_is_another_machine(monkeypatch):
    monkeypatch.setenv(VARIABLE, "production")
    kept = marks(False)
    monkeypatch.setenv(VARIABLE, "staging")
    assert is_another(kept, marks(False))


def test_the_name_cannot_be_read_from_its_mark(monkeypatch):
    monkeypatch.setenv(VARIABLE, "production")
    assert "production" not in str(marks(False))


@pytest.mark.parametrize(("kept", "now"), [(set(), {"a"}), ({"a"}, set()), (set(), set())])
def test_what_is_unknown_is_never_another(kept, now):
    assert not is_another(kept, now)
