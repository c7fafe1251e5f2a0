"""One run: a played shop, a database, orders through the real import, and the comparison."""

from tests.bench.channels import CHANNELS
from tests.bench.shop import connect
from tests.bench.workbench import environment
from tests.support.databases import fresh_database
from tests.support.processes import start_sandbox

from .comparing import compare
from .shops import shops


def run(code, count, seed):
    """Return the Report of ``count`` orders at one shop."""
    sandbox = start_sandbox()
    try:
        with fresh_database("totals") as database, environment(database) as env:
            connection, outside = connect(env, sandbox.url, CHANNELS[code])
            return compare(env, connection, outside, shops()[code], count, seed)
    finally:
        sandbox.stop()
