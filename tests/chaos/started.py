"""A run of chaos with all that it needs."""

from contextlib import contextmanager

from tests.chaos import cluster
from tests.support.processes import start_sandbox


@contextmanager
def started(make_run, plan):
    """Yield a run that has begun; whatever it started is stopped afterwards.

    ``make_run``: called with the plan, the database and the sandbox.
    """
    sandbox = start_sandbox()
    try:
        with cluster.database() as database:
            run = make_run(plan, database, sandbox)
            try:
                run.begin()
                yield run
            finally:
                run.world.stop()
    finally:
        sandbox.stop()
