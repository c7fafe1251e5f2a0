"""Secrets at rest, and the key that is kept elsewhere."""

import stat
import threading

import pytest
from cryptography.fernet import Fernet

from odoo.addons.omni_base.core.errors import AuthError
from odoo.addons.omni_base.core.vault import FILE, VARIABLE, Vault


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.mark.parametrize("secret", ["shpat_1", "", "é€ ", "x" * 5000])
def test_a_secret_is_read_as_it_was_stored(tmp_path, secret):
    assert Vault(tmp_path).decrypt(Vault(tmp_path).encrypt(secret)) == secret


def test_a_stored_secret_does_not_show_what_it_is(tmp_path):
    assert "shpat_1" not in Vault(tmp_path).encrypt("shpat_1")


def test_the_same_secret_is_stored_differently_each_time(tmp_path):
    vault = Vault(tmp_path)
    assert vault.encrypt("shpat_1") != vault.encrypt("shpat_1")


def test_the_key_file_is_for_its_owner_only(tmp_path):
    Vault(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_nothing_but_the_key_file_is_left_behind(tmp_path):
    Vault(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_folder_that_is_missing_is_made(tmp_path):
    Vault(tmp_path / "new")
    assert (tmp_path / "new" / FILE).exists()


def test_servers_that_start_at_once_agree_on_one_key(tmp_path):
    vaults = []
    threads = [threading.Thread(target=lambda: vaults.append(Vault(tmp_path))) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {vault.decrypt(vaults[0].encrypt("one")) for vault in vaults} == {"one"}


def test_a_key_of_the_environment_comes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, Fernet.generate_key().decode())
    Vault(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_older_key_still_reads_what_it_stored(tmp_path, monkeypatch):
    old, new = (Fernet.generate_key().decode() for _n in range(2))
    monkeypatch.setenv(VARIABLE, old)
    stored = Vault(tmp_path).encrypt("shpat_1")
    monkeypatch.setenv(VARIABLE, f"{new}, {old}")
    assert Vault(tmp_path).decrypt(stored) == "shpat_1"


def test_another_key_cannot_read_and_says_what_to_do(tmp_path):
    stored = Vault(tmp_path / "a").encrypt("shpat_1")
    with pytest.raises(AuthError, match="Type them again"):
        Vault(tmp_path / "b").decrypt(stored)
