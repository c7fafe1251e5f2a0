"""What the environment reads of the machine, of the addons and of other tools' output."""

from config.environment.debian_sources import mirror_uri
from config.environment.install_warnings import before_tests, check_install_part, warnings_in
from config.environment.modules import (
    content_hash,
    joining_modules,
    our_modules,
    outside_modules,
)
from config.environment.parts import Outcome, read_counts

MIRROR = "http://mirror.example/debian"
STANZA = "Types: deb\n# as of May\nURIs: {uri}\nSuites: stable\nComponents: main\n"


def test_the_mirror_of_a_one_line_source_is_found(tmp_path):
    (tmp_path / "sources.list").write_text(
        f"# deb http://old.example/debian x\ndeb {MIRROR} x main\n"
    )
    assert mirror_uri(tmp_path) == MIRROR


def test_options_before_the_mirror_are_skipped(tmp_path):
    (tmp_path / "sources.list").write_text(f"deb [arch=amd64 trusted=yes] {MIRROR}/ x main\n")
    assert mirror_uri(tmp_path) == MIRROR


def test_the_mirror_of_a_deb822_source_is_found(tmp_path):
    _deb822(tmp_path, STANZA.format(uri=MIRROR))
    assert mirror_uri(tmp_path) == MIRROR


def test_security_and_foreign_archives_are_no_mirror(tmp_path):
    others = ("http://mirror.example/debian-security", "https://packages.example/apt")
    _deb822(tmp_path, "\n".join(STANZA.format(uri=uri) for uri in others))
    assert mirror_uri(tmp_path) is None


def test_a_switched_off_source_is_no_mirror(tmp_path):
    _deb822(tmp_path, "Enabled: no\n" + STANZA.format(uri=MIRROR))
    assert mirror_uri(tmp_path) is None


def test_modules_are_ours_when_their_manifest_is(tmp_path):
    _addon(tmp_path, "omni_one", depends=["omni_two", "fleet"])
    _addon(tmp_path, "omni_two", depends=["mail"])
    assert our_modules(tmp_path) == ["omni_one", "omni_two"]


def test_what_our_modules_need_of_odoo_is_installed_beforehand(tmp_path):
    _addon(tmp_path, "omni_one", depends=["omni_two", "fleet"])
    _addon(tmp_path, "omni_two", depends=["mail"])
    assert {"fleet", "l10n_fr_account"} <= set(outside_modules(tmp_path))


def test_our_modules_are_not_installed_beforehand(tmp_path):
    _addon(tmp_path, "omni_one", depends=["omni_two"])
    _addon(tmp_path, "omni_two", depends=["mail"])
    assert "omni_two" not in outside_modules(tmp_path)


def test_an_addon_that_joins_a_module_of_others_is_in_no_usual_database(tmp_path):
    _addon(tmp_path, "omni_one", depends=["mail"])
    before = content_hash(tmp_path)
    _addon(tmp_path, "omni_both", depends=["omni_one", "queue_job"])
    assert our_modules(tmp_path) == ["omni_one"]
    assert joining_modules(tmp_path) == ["omni_both"]
    assert "queue_job" not in outside_modules(tmp_path)
    assert content_hash(tmp_path) == before


def test_a_changed_view_makes_the_template_out_of_date(tmp_path):
    _addon(tmp_path, "omni_one", depends=[])
    before = content_hash(tmp_path)
    (tmp_path / "omni_one" / "views.xml").write_text("<odoo/>")
    assert content_hash(tmp_path) != before


def test_a_changed_test_leaves_the_template_as_it_is(tmp_path):
    _addon(tmp_path, "omni_one", depends=[])
    before = content_hash(tmp_path)
    (tmp_path / "omni_one" / "tests").mkdir()
    (tmp_path / "omni_one" / "tests" / "test_one.py").write_text("pass")
    assert content_hash(tmp_path) == before


def test_a_warning_of_the_installation_is_found_without_the_name_of_its_database():
    line = "2026-01-02 03:04:05,678 12 WARNING omni_template_1 odoo.registry: no access rules\n"
    assert warnings_in(line) == ["WARNING odoo.registry: no access rules"]


def test_an_information_of_the_installation_is_no_warning():
    line = "2026-01-02 03:04:05,678 12 INFO omni_template_1 odoo.registry: a WARNING is told of\n"
    assert warnings_in(line) == []


WARNS = "2026-01-02 03:04:05,678 12 WARNING omni odoo.registry: no access rules\n"
TESTS = "2026-01-02 03:04:06,678 12 INFO omni odoo.addons.one.tests: Starting TestOne.test_it ...\n"


def test_what_a_test_warns_of_is_no_warning_of_the_installation():
    assert warnings_in(before_tests(TESTS + WARNS)) == []


def test_a_warning_before_the_tests_fails_what_they_passed(tmp_path):
    log = tmp_path / "joined-tests.log"
    log.write_text(WARNS + TESTS)
    found = check_install_part(log, Outcome(True, passed=3))
    assert (found.ok, found.passed) == (False, 3)


def test_without_a_warning_the_tests_say_how_it_went(tmp_path):
    log = tmp_path / "joined-tests.log"
    log.write_text(TESTS + WARNS)
    assert check_install_part(log, Outcome(True, passed=3)).ok


def test_the_counts_of_pytest_are_read():
    assert read_counts("=== 1 failed, 12 passed, 3 skipped in 4.05s ===") == (12, 1)


def test_errors_of_pytest_count_as_failed():
    assert read_counts("2 passed, 1 error in 0.10s") == (2, 1)


def test_the_counts_of_odoo_are_read():
    line = "odoo.tests.result: 1 failed, 2 error(s) of 10 tests when loading database 'x'"
    assert read_counts(line) == (7, 3)


def test_another_line_has_no_counts():
    assert read_counts("omni_base: 10 tests 0.31s 50 queries") is None


def _deb822(folder, text: str):
    (folder / "sources.list.d").mkdir()
    (folder / "sources.list.d" / "debian.sources").write_text(text)


def _addon(folder, name: str, depends: list[str]):
    (folder / name).mkdir()
    (folder / name / "__manifest__.py").write_text(repr({"name": name, "depends": depends}))
