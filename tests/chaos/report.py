"""The table at the end, and .bench/chaos.json."""

import json
from dataclasses import asdict
from pathlib import Path

TARGET = Path(".bench/chaos.json")
SHOWN_NAMES = 8
AMOUNTS = (
    ("orders in the shop", "orders"),
    ("stock changes in Odoo", "stock_changes"),
    ("labels wanted", "labels_wanted"),
    ("labels bought", "labels_bought"),
    ("label problems", "label_problems"),
    ("problems injected", "problems_injected"),
    ("problems that a person sees", "problems_open"),
)
PROMISES = (
    ("orders lost", "orders_lost"),
    ("orders doubled", "orders_doubled"),
    ("orders here that nobody placed", "orders_unknown"),
    ("orders in another state than there", "orders_wrong"),
    ("SKUs with another stock than there", "stock_wrong"),
    ("shipments not told", "shipments_lost"),
    ("shipments told twice", "shipments_doubled"),
    ("labels bought twice", "labels_doubled"),
    ("labels neither bought nor a problem", "labels_lost"),
    ("problems that nobody sees", "problems_hidden"),
    ("problems that are none", "problems_unexpected"),
)
WHERE_TO_LOOK = (
    "The servers' logs are .run/chaos*.log. The same run again: make chaos SEED={seed}. "
    "KEEP_DATABASES=1 keeps the database of a run on a named server (PGHOST)."
)


def write(figures, story, target=TARGET):
    """Keep everything that was counted as JSON."""
    target.parent.mkdir(exist_ok=True)
    told = {**figures.as_json(), **asdict(story), "is_good": is_good(figures, story)}
    target.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


def is_good(figures, story):
    has_proved = not story.never_came and not story.unmet and not missing(figures, story)
    return has_proved and not figures.faults and not story.calls_in_transaction


def missing(figures, story):
    """Return {amount: (handled, asked)} of what the run was to do and did not."""
    handled = {name: getattr(figures, name) for name in story.asked}
    return {n: (handled[n], story.asked[n]) for n in handled if handled[n] < story.asked[n]}


def table(figures, story):
    """Return the lines that end a run."""
    lines = [f"{'handled':44}{'number':>9}"]
    short = missing(figures, story)
    lines += [
        f"{label:44}{getattr(figures, name):>9}{'  RED' * (name in short)}"
        for label, name in AMOUNTS
    ]
    lines += ["", f"{'promised to be none':44}{'number':>9}"]
    lines += [
        f"{label:44}{getattr(figures, name):>9}{_mark(figures, name)}" for label, name in PROMISES
    ]
    calls = story.calls_in_transaction
    lines.append(f"{'calls while a transaction was open':44}{calls:>9}{'  RED' if calls else ''}")
    return [*lines, "", *what_was_done(story), *what_to_look_at(figures, story)]


def _mark(figures, name):
    return "  RED" if getattr(figures, name) else ""


def what_was_done(story):
    faults = ", ".join(f"{number} {kind}" for kind, number in sorted(story.faults.items()))
    return [
        f"seed {story.seed}, {story.seconds / 60:.1f} minutes under fire",
        f"killed (-9): {sum(story.killed.values())} workers, at {len(story.killed)} steps",
        *(f"    {number} while {step}" for step, number in sorted(story.killed.items())),
        *(f"    none while {step}  RED" for step in story.unmet),
        f"the database: {story.restarts} times {story.database_restart}",
        f"faults outside: {faults}; {story.storms} storms",
        f"the outside world's clock: {story.clock_seconds:+.0f} seconds",
    ]


def what_to_look_at(figures, story):
    if is_good(figures, story):
        return []
    lines = ["", "What to look at:"]
    lines += [f"    {story.never_came}"] if story.never_came else []
    lines += [f"    nobody was killed while {step}" for step in story.unmet]
    short = missing(figures, story)
    lines += [f"    {name}: {done} of {asked}" for name, (done, asked) in short.items()]
    for name in figures.faults:
        found = figures.names[name]
        more = f" … ({len(found)})" if len(found) > SHOWN_NAMES else ""
        lines.append(f"    {name}: {', '.join(map(str, found[:SHOWN_NAMES]))}{more}")
    return [*lines, WHERE_TO_LOOK.format(seed=story.seed)]
