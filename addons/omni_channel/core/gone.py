"""When what a shop no longer shows is believed to be gone."""

MOST_GONE = 0.5
FEW = 10


def too_many(gone, known):
    """Whether so many of those that are known would go at once that the shop is rather ill."""
    return gone > max(FEW, MOST_GONE * known)
