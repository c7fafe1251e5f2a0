"""The shop's and the carrier's records beside Odoo's: what is lost, doubled, wrong or hidden.

Nothing here asks our own engine what it believes: both sides are counted from their own records.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field


@dataclass
class There:
    """``orders``: {id: {name, cancelled, paid, sent}}. ``stock``: {sku: pieces that can be sold}.

    ``labels``: the transfer's name of each label that is paid for and not cancelled.
    """

    orders: dict
    stock: dict
    labels: list


@dataclass
class Here:
    """``sales``: (id in the shop, state). ``stock``: {sku: pieces that can be promised}.

    ``problems``: ids in the shop of orders that wait for a person; ``other_problems``: reasons of
    what else does. ``ignored``: ids that were left out with a reason (right for what was cancelled
    there, and for nothing else). ``wanted``: {transfer: whether it left} of those that were to be
    sent; ``refused``: {transfer: reason} of the labels in the list of problems that a person sees.
    """

    sales: list
    stock: dict
    problems: list
    other_problems: list
    ignored: list
    wanted: dict
    refused: dict


@dataclass
class Injected:
    """What was made so that it can never work: ids of orders, names of transfers."""

    orders: set = field(default_factory=set)
    labels: set = field(default_factory=set)


@dataclass
class Figures:
    """All but the amounts are zero in a good run; ``names`` says which ones are not."""

    orders: int = 0
    stock_changes: int = 0
    labels_wanted: int = 0
    labels_bought: int = 0
    label_problems: int = 0
    problems_injected: int = 0
    problems_open: int = 0
    orders_lost: int = 0
    orders_doubled: int = 0
    orders_unknown: int = 0
    orders_wrong: int = 0
    stock_wrong: int = 0
    shipments_lost: int = 0
    shipments_doubled: int = 0
    labels_doubled: int = 0
    labels_lost: int = 0
    problems_hidden: int = 0
    problems_unexpected: int = 0
    names: dict = field(default_factory=dict)

    @property
    def faults(self):
        """Return {figure: how many} of what must be zero and is not."""
        return {name: len(names) for name, names in self.names.items() if names}

    def as_json(self):
        return asdict(self)


def count(there, here, injected, stock_changes=0):
    """Return the Figures of a run that has come to rest."""
    names = {
        **count_orders(there, here, injected),
        **count_stock(there, here),
        **count_labels(there, here, injected),
        **count_problems(here, injected),
    }
    bought = set(there.labels)
    return Figures(
        orders=len(there.orders),
        stock_changes=stock_changes,
        labels_wanted=len(here.wanted),
        labels_bought=len(there.labels),
        label_problems=len(set(here.refused) - bought),
        problems_injected=len(injected.orders) + len(injected.labels),
        problems_open=len(set(here.problems)) + len(here.other_problems) + len(set(here.refused)),
        names={name: sorted(found) for name, found in names.items()},
        **{name: len(found) for name, found in names.items()},
    )


def count_orders(there, here, injected):
    """Each order there is one sale order here, or stands here with its reason.

    Only what the shop itself gave up may be left out: an order that is alive there is lost.
    """
    times = Counter(external_id for external_id, _state in here.sales)
    states = dict(here.sales)
    given_up = {key for key, order in there.orders.items() if order["cancelled"]}
    told = set(times) | set(here.problems) | (set(here.ignored) & given_up) | injected.orders
    sent = {key for key, order in there.orders.items() if order["sent"]}
    return {
        "orders_lost": [key for key in there.orders if key not in told],
        "orders_doubled": [key for key, number in times.items() if number > 1],
        "orders_unknown": [key for key in times if key not in there.orders],
        "orders_wrong": [
            key
            for key, order in there.orders.items()
            if key in states and (states[key] == "cancel") != order["cancelled"]
        ],
        "shipments_doubled": [key for key in sent if there.orders[key]["sent"] > 1],
    }


def count_stock(there, here):
    return {
        "stock_wrong": [
            f"{sku}: {there.stock.get(sku)} there, {pieces} here"
            for sku, pieces in here.stock.items()
            if there.stock.get(sku) != pieces
        ]
    }


def count_labels(there, here, injected):
    """Labels bought and open label problems are the labels that were wanted."""
    bought = Counter(there.labels)
    lost = set(here.wanted) - set(bought) - set(here.refused)
    gone = [transfer for transfer, left in here.wanted.items() if left and not bought[transfer]]
    sent = sum(bool(order["sent"]) for order in there.orders.values())
    left = sum(here.wanted.values())
    return {
        "labels_doubled": [transfer for transfer, number in bought.items() if number > 1],
        "labels_lost": sorted(lost | set(gone)),
        "shipments_lost": [f"{left} transfers left, {sent} told"] if sent != left else [],
    }


def count_problems(here, injected):
    """What can never work is seen by a person, and nothing else asks for one."""
    seen = set(here.problems)
    refused = set(here.refused)
    hidden = (injected.orders - seen) | (injected.labels - refused)
    labels = [f"{name}: {here.refused[name]}" for name in refused - injected.labels]
    return {
        "problems_hidden": hidden,
        "problems_unexpected": [*(seen - injected.orders), *labels, *here.other_problems],
    }
