from datetime import timedelta

from freezegun import freeze_time
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo import fields
from odoo.addons.omni_base.core.errors import RetryableError

from .common import EngineCase
from .rehearsal import STAGE

KEYS = some.sampled_from(["1", "2", "3"])
FINAL = ("done", "ignored", "dead")
OPEN = ("rung", "new", "parked")
KINDS = {
    "good": {},
    "poison": {"poison": True},
    "parked": {"state": "parked"},
    "ignored": {"state": "ignored"},
}
LONG_ENOUGH = timedelta(hours=3)


class LifeOfAMessage(RuleBasedStateMachine):
    """Anything may come in any order, workers may die, the remote may be ill: what still holds."""

    case = None

    @initialize()
    def begin(self):
        STAGE.clear()
        self.savepoint = self.case.env.cr.savepoint(flush=True)
        self.passed, self.stored, self.taken = timedelta(0), set(), {}
        self.connection = self.case.connect(mode="live")

    def teardown(self):
        if hasattr(self, "savepoint"):
            self.settle()
            self.savepoint.rollback()
            self.savepoint.close(rollback=False)
            self.case.env.invalidate_all()

    def at_its_time(self):
        return freeze_time(fields.Datetime.now() + self.passed)

    @rule(key=KEYS, kind=some.sampled_from(sorted(KINDS)), more=some.integers(0, 2))
    def a_page_brings_it(self, key, kind, more):
        with self.at_its_time():
            thing = self.case.thing(key, more=more, **KINDS[kind])
            self.note(self.case.store(self.connection, thing))

    @rule(key=KEYS, kind=some.sampled_from([*sorted(KINDS), "gone"]))
    def a_bell_names_it(self, key, kind):
        STAGE.things.pop(key, None)
        if kind != "gone":
            STAGE.things[key] = self.case.thing(key, **KINDS[kind]).body
        with self.at_its_time():
            self.note(self.case.ring(self.connection, key))

    def note(self, messages):
        self.stored.update(messages.ids)

    @rule()
    def a_worker_works(self):
        with self.at_its_time():
            self.case.drain()
        self.case.env.invalidate_all()

    @rule()
    def a_worker_takes_a_slice_and_dies(self):
        with self.at_its_time():
            self.case.env.flush_all()
            messages = self.case.env["omni.message"]._claim(50)
            until = fields.Datetime.now() + timedelta(minutes=5)
            still = {key for key, end in self.taken.items() if end > fields.Datetime.now()}
            assert not still & set(messages.ids), "taken twice under one lease"
            self.taken.update(dict.fromkeys(messages.ids, until))

    @rule(minutes=some.sampled_from([1, 6, 61]))
    def time_passes(self, minutes):
        self.passed += timedelta(minutes=minutes)

    @rule(ill=some.booleans())
    def the_remote_falls_ill_or_recovers(self, ill):
        STAGE.error = RetryableError("Later, please.", after=90) if ill else None

    @rule()
    def a_person_tries_again(self):
        waiting = self.messages().filtered(lambda message: message.state in ("dead", "parked"))
        with self.at_its_time():
            waiting.action_retry()
        for message in waiting:
            self.taken.pop(message.id, None)

    @invariant()
    def nothing_is_lost(self):
        if hasattr(self, "stored"):
            assert set(self.messages().ids) == self.stored

    @invariant()
    def each_effect_was_made_once(self):
        """What a thing makes and its verdict are one: as many records as messages that name one."""
        if hasattr(self, "stored"):
            made = self.case.env["res.partner.category"].search([("name", "=like", "Thing %")])
            booked = self.messages().filtered("res_id").mapped("res_id")
            assert sorted(made.ids) == sorted(booked)

    @invariant()
    def what_has_a_verdict_is_nobody_s(self):
        if hasattr(self, "stored"):
            decided = self.messages().filtered(lambda message: message.state in FINAL)
            assert not any(decided.mapped("lease_until"))
            assert all(message.done_at for message in decided)

    @invariant()
    def what_made_nothing_says_why(self):
        if hasattr(self, "stored"):
            silent = self.messages().filtered(lambda message: not message.res_id)
            decided = silent.filtered(lambda message: message.state in (*FINAL, "parked"))
            assert all(decided.mapped("reason"))

    def settle(self):
        """Once the remote is well and time has passed, everything has a verdict."""
        STAGE.error = None
        for _time in range(3):
            self.passed += LONG_ENOUGH
            self.a_worker_works()
        left = self.messages().filtered(lambda message: message.state in ("rung", "new"))
        assert not left, left.mapped("state")
        self.nothing_is_lost()
        self.each_effect_was_made_once()

    def messages(self):
        return self.case.env["omni.message"].search([("connection_id", "=", self.connection.id)])


class TestLifeOfAMessage(EngineCase):
    def test_whatever_happens_in_whatever_order(self):
        LifeOfAMessage.case = self
        run_state_machine_as_test(
            LifeOfAMessage,
            settings=settings(
                max_examples=15, stateful_step_count=15, deadline=None, derandomize=True
            ),
        )
