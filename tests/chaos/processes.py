"""Whose process is whose (Linux)."""

import contextlib
import os
from pathlib import Path


def children(process):
    """The processes that a process has started."""
    try:
        return [
            int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    except OSError:
        return []


def ports(process):
    """The local TCP ports that a process holds."""
    held = set()
    for link in Path(f"/proc/{process}/fd").glob("*"):
        with contextlib.suppress(OSError):
            held.add(os.readlink(link))
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1].split(":")[1], 16) for row in rows if f"socket:[{row[9]}]" in held}


def put_on_a_par(process):
    """Odoo lets the processes of scheduled work give way to all others; here they are what runs.

    Only root may do this; without it, a busy machine just takes longer.
    """
    own = os.getpriority(os.PRIO_PROCESS, 0)
    for worker in children(process):
        with contextlib.suppress(OSError):
            if os.getpriority(os.PRIO_PROCESS, worker) > own:
                os.setpriority(os.PRIO_PROCESS, worker, own)
