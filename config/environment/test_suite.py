"""`make test`: everything that must be in order before a change lands."""

from .check import has_tests, run_check, run_pytest
from .chromium import chromium_program
from .install_warnings import check_install_log
from .odoo_tests import run_odoo_tests
from .parts import Outcome, Report
from .templates import install_log, our_template

SANDBOX_TESTS = ("tests/sandbox_tests",)
JOURNEY_TESTS = ("tests/journey",)
BROWSER_TESTS = "tests/browser"


def run_test_suite(report: Report, variables: dict[str, str]) -> None:
    run_check(report, variables)
    report.run("sandbox tests", lambda: run_pytest(SANDBOX_TESTS, variables))
    report.run("our addons install", lambda: _install(variables))
    if report.rows[-1][1].ok:
        _run_on_template(report, variables)


def _install(variables: dict[str, str]) -> Outcome:
    """Without a warning: Odoo installs faulty addons and only says so in the log."""
    return check_install_log(install_log(our_template(variables)))


def _run_on_template(report: Report, variables: dict[str, str]) -> None:
    template = our_template(variables)
    report.run("Odoo tests of our addons", lambda: run_odoo_tests(template, variables))
    report.run("journey tests", lambda: run_pytest(JOURNEY_TESTS, variables))
    if has_tests(BROWSER_TESTS):
        report.run("browser tests", lambda: _browser_tests(variables))


def _browser_tests(variables: dict[str, str]) -> Outcome:
    return run_pytest((BROWSER_TESTS,), {**variables, "CHROMIUM": chromium_program()})
