"""Secrets at rest, and the key that is kept elsewhere."""

import stat
import threading

import pytest
from cryptography.fernet import Fernet

from odoo.addons.omni_base.core.errors import AuthError
from odoo.addons.omni_base.core.vault import FILE, VARIABLE, Vault, add_key, exposed


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


@pytest.mark.parametrize("keys", ["no key", "x" * 44, ",", " , ", "é" * 44, "A" * 43])
def test_a_malformed_key_of_the_environment_is_told_in_a_sentence(tmp_path, monkeypatch, keys):
    monkeypatch.setenv(VARIABLE, keys)
    with pytest.raises(AuthError, match=f"{VARIABLE} holds is no key"):
        Vault(tmp_path)


def test_one_malformed_key_beside_a_good_one_is_told_too(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, f"{Fernet.generate_key().decode()},oops")
    with pytest.raises(AuthError, match="is no key"):
        Vault(tmp_path)


def test_the_sentence_about_a_malformed_key_does_not_show_it(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "nearly-a-key")
    with pytest.raises(AuthError) as raised:
        Vault(tmp_path)
    assert "nearly-a-key" not in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"no key", b"\xff\xfe\x00"])
def test_a_malformed_key_file_is_told_with_its_path(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(AuthError, match=f"{FILE} holds is no key"):
        Vault(tmp_path)


def test_a_key_file_that_is_a_folder_is_told_in_a_sentence(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(AuthError, match="cannot be read: Is a directory"):
        Vault(tmp_path)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_file_that_others_can_read_is_named(tmp_path, mode):
    Vault(tmp_path)
    (tmp_path / FILE).chmod(mode)
    assert exposed(tmp_path) == str(tmp_path / FILE)


def test_a_key_file_that_others_can_read_is_in_the_log_once(tmp_path, caplog):
    Vault(tmp_path)
    (tmp_path / FILE).chmod(0o644)
    for _time in range(3):
        Vault(tmp_path)
    assert caplog.text.count("chmod 600") == 1


def test_a_key_file_of_its_own_mode_is_not_exposed(tmp_path):
    Vault(tmp_path)
    assert exposed(tmp_path) == ""


def test_a_new_key_of_the_file_comes_before_the_old_one(tmp_path):
    stored = Vault(tmp_path).encrypt("shpat_1")
    add_key(tmp_path)
    vault = Vault(tmp_path)
    assert (vault.decrypt(stored), vault.is_newest(stored)) == ("shpat_1", False)
    assert vault.is_newest(vault.encrypt("shpat_1"))


def test_a_file_with_a_new_key_is_for_its_owner_only(tmp_path):
    Vault(tmp_path)
    assert stat.S_IMODE(add_key(tmp_path).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_no_key_is_added_to_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, Fernet.generate_key().decode())
    with pytest.raises(AuthError, match="put the new one there"):
        add_key(tmp_path)
