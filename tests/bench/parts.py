"""Parted stock: how many random interleavings oversell it, against its promise."""

import os

COUNT = int(os.environ.get("INTERLEAVINGS") or 100000)


def bench_parts(env, connection, outside):
    """Return how many were played, and how many broke the promise; prints the bounds."""
    from tests.interleavings.course import count_all, table

    counted = count_all(COUNT)
    print("\n".join(table(counted)))
    exact = ("parted, all compare", "parted, with kits")
    parted = (
        sum(counted[title].oversells for title in exact) + counted["parted, some do not"].beyond
    )
    return {
        "interleavings": sum(one.interleavings for one in counted.values()),
        "partitioned_oversells": parted,
        "shared_oversells_beyond_bound": counted["shared"].beyond,
    }
