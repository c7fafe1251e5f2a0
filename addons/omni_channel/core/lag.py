"""How late a channel learns of changes, and how many pieces that may cost."""

import math

SLOW = 0.95
HOUR = 3600


def within(counts, share=SLOW):
    """Return the seconds within which ``share`` of all were done, of {seconds: how many}."""
    wanted = math.ceil(share * sum(counts.values()))
    reached = 0
    for seconds in sorted(counts):
        reached += counts[seconds]
        if reached >= wanted:
            return seconds
    return 0


def worst_case(seconds, pieces_an_hour):
    """Return how many pieces others may sell before this channel shows it: whole, rounded up."""
    return math.ceil(round(seconds * pieces_an_hour / HOUR, 6))
