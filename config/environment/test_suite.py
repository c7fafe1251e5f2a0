"""`make test`: everything that must be in order before a change lands."""

from .check import HALVES, run_check, run_pytest
from .chromium import chromium_program
from .install_warnings import check_install_log
from .journey_tests import Journeys
from .odoo_tests import run_joined_tests, run_odoo_tests
from .parts import Outcome, Report, Show
from .templates import install_log, our_template

SANDBOX_TESTS = ("tests/sandbox_tests",)
CHAOS_TESTS = ("tests/chaos",)
BROWSER_TESTS = ("tests/browser",)


def run_test_suite(report: Report, variables: dict[str, str]) -> None:
    run_check(report, variables)
    report.run("sandbox tests", lambda: run_pytest(SANDBOX_TESTS, variables, HALVES))
    templates: list[str] = []
    report.run("our addons install", lambda: _install(templates, variables))
    for template in templates:
        _run_on_template(report, template, variables)


def _install(templates: list[str], variables: dict[str, str]) -> Outcome:
    """Adds the template's name when there is one, even if its log holds warnings."""
    templates.append(our_template(variables))
    return check_install_log(install_log(templates[0]))


def _run_on_template(report: Report, template: str, variables: dict[str, str]) -> None:
    """What waits for servers goes beside what computes; what measures goes alone."""
    journeys = Journeys(variables)
    report.run_beside(
        "journey tests",
        journeys.run_beside_others,
        ("Odoo tests of our addons", lambda show: run_odoo_tests(template, variables, show)),
    )
    browsers = Journeys(variables, BROWSER_TESTS)
    report.run_beside(
        "browser tests",
        lambda show: _browse(browsers, show),
        (
            "Odoo tests with modules of others",
            lambda show: run_joined_tests(template, variables, show),
        ),
    )
    report.run("journey tests that measure", journeys.run_those_that_measure)
    for one, title in ((journeys, "journey"), (browsers, "browser")):
        if one.unsure:
            report.run(f"{title} tests that failed beside others", one.run_unsure)
    report.run("chaos, the short form", lambda: run_pytest(CHAOS_TESTS, variables))


def _browse(browsers: Journeys, show: Show) -> Outcome:
    """Finds the browser, which may fail, as a part of the tests."""
    browsers.variables = {**browsers.variables, "CHROMIUM": chromium_program()}
    return browsers.run_beside_others(show)
