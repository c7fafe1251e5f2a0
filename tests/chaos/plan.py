"""How much of everything one run does; the seed decides what happens when."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """``orders``: ``ringing_share`` of them ring, ``unpaid`` pay later, ``cancelled`` change their
    mind. ``bad_orders`` can never be imported, ``bad_labels`` never be bought: these must end as
    problems. ``skus``: half of them are sold, half are counted, the last one is too heavy to send.
    ``crashes``: how often a worker is killed, each step as often; ``restarts``: how often the
    database is. ``clock_seconds``: how far the outside world's clock goes wrong. ``minutes``: when
    people stop, whatever is done by then; a run that did less than planned is red.
    """

    seed: int = 1
    orders: int = 10_000
    stock_changes: int = 50_000
    labels: int = 200
    bad_orders: int = 40
    bad_labels: int = 6
    unpaid: int = 100
    cancelled: int = 60
    skus: int = 2_000
    ringing_share: float = 0.3
    crashes: int = 45
    seconds_between_crashes: float = 12
    seconds_to_meet: float = 20
    seconds_between_pulls: float = 60
    restarts: int = 2
    clock_seconds: int = 600
    most_waiting: int = 1_500
    minutes: float = 90


LONG = Plan()
SHORT = Plan(
    orders=200,
    stock_changes=600,
    labels=6,
    bad_orders=4,
    bad_labels=1,
    unpaid=4,
    cancelled=3,
    skus=120,
    crashes=5,
    seconds_between_crashes=1,
    seconds_to_meet=6,
    seconds_between_pulls=6,
    restarts=1,
    most_waiting=200,
    minutes=5,
)
