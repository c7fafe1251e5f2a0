"""One short run of chaos, which the tests look at; then one thing is spoiled behind its back."""

import dataclasses
import os

import pytest

from . import report
from .plan import SHORT
from .run import Run
from .started import started


@pytest.fixture(scope="session")
def chaos():
    """A run that has come to rest, its Figures and its Story."""
    plan = dataclasses.replace(SHORT, seed=int(os.environ.get("SEED") or SHORT.seed))
    with started(Run, plan) as run:
        run.work()
        run.rest()
        run.figures = run.count()
        print("\n".join(report.table(run.figures, run.tell())))
        yield run
