"""`make bench`: prints the bars of the design beside their floor, measured in this very run.

`config/run python -m tests.bench webhooks kits` measures these parts and keeps the other figures.
"""

import json
import sys
import traceback
from pathlib import Path

from tests.support.databases import fresh_database
from tests.support.processes import start_sandbox

from .backfill import bench_backfill
from .catalogue import bench_catalogue
from .claims import bench_claims
from .kits import bench_kits
from .orders import bench_orders
from .parts import bench_parts
from .per_channel import bench_per_channel
from .push import bench_push
from .servers import bench_servers
from .shop import connect
from .stock import bench_stock
from .table import show
from .totals import bench_totals
from .webhooks import bench_webhooks
from .workbench import environment

PARTS = (
    bench_orders,
    bench_stock,
    bench_push,
    bench_webhooks,
    bench_servers,
    bench_backfill,
    bench_parts,
    bench_per_channel,
    bench_catalogue,
    bench_kits,
    bench_totals,
    bench_claims,
)
LATEST = Path(".bench/latest.json")


def main(names=()):
    """The table is shown whatever happens: a part that fails costs its own figures only."""
    parts, figures = _chosen(names), _known() if names else {}
    sandbox = start_sandbox()
    try:
        with fresh_database("bench") as database, environment(database) as env:
            connection, outside = connect(env, sandbox.url)
            for part in parts:
                figures.update(_measured(part, env, connection, outside))
                _keep(figures)
    finally:
        sandbox.stop()
        missed = show(figures)
    return missed


def _chosen(names):
    """Return the parts of these names, all of them for none."""
    known = {part.__name__.removeprefix("bench_"): part for part in PARTS}
    if unknown := set(names) - known.keys():
        sys.exit(f"No part {', '.join(sorted(unknown))}; there are: {', '.join(known)}.")
    return [known[name] for name in names or known]


def _known():
    return json.loads(LATEST.read_text()) if LATEST.exists() else {}


def _measured(part, env, connection, outside):
    """Return a part's figures; none of one that fails, which its rows then say."""
    try:
        return part(env, connection, outside)
    except Exception:  # noqa: BLE001 - the other parts are still worth their minutes
        traceback.print_exc()
        env.cr.rollback()
        env.invalidate_all()
        return {}


def _keep(figures):
    LATEST.parent.mkdir(exist_ok=True)
    LATEST.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
