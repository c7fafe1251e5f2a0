from math import ceil, log2

from hypothesis import given, settings
from hypothesis import strategies as some

from .common import EngineCase
from .rehearsal import STAGE

PATTERNS = some.integers(1, 50).flatmap(
    lambda size: some.tuples(some.just(size), some.sets(some.integers(0, size - 1), max_size=size))
)
QUICKLY = settings(max_examples=12, deadline=None, derandomize=True)


def most_attempts(size, bad):
    """Return how often halves may be tried until each bad one stands alone."""
    return min(1 + 2 * bad * ceil(log2(size)), 2 * size - 1) if size > 1 else 1


class TestHalving(EngineCase):
    """Whatever is bad among the others is found, alone, in few attempts (law 3)."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect(mode="live")

    def in_its_own_world(self, check, *given):
        """Run one example and take back what it wrote."""
        STAGE.clear()
        savepoint = self.env.cr.savepoint(flush=True)
        try:
            check(*given)
        finally:
            savepoint.rollback()
            savepoint.close(rollback=False)
            self.env.invalidate_all()

    def test_exactly_the_bad_ones_of_an_import_are_problems(self):
        @QUICKLY
        @given(PATTERNS)
        def check(pattern):
            self.in_its_own_world(self.import_with, *pattern)

        check()

    def import_with(self, size, bad):
        things = [self.thing(f"{key:02d}", poison=key in bad) for key in range(size)]
        messages = self.store(self.connection, *things)
        self.drain()
        self.env.invalidate_all()
        dead = messages.filtered(lambda message: message.state == "dead")
        self.assertEqual(sorted(map(int, dead.mapped("external_id"))), sorted(bad))
        self.assertLessEqual(set((messages - dead).mapped("state")), {"done"})
        self.assertLessEqual(STAGE.imports, most_attempts(size, len(bad)))

    def test_exactly_what_the_remote_refuses_to_tell_is_a_problem(self):
        @QUICKLY
        @given(PATTERNS)
        def check(pattern):
            self.in_its_own_world(self.read_with, *pattern)

        check()

    def read_with(self, size, bad):
        keys = [f"{key:02d}" for key in range(size)]
        STAGE.things = {key: self.thing(key).body for key in keys}
        STAGE.refused = {f"{key:02d}" for key in bad}
        messages = self.ring(self.connection, *keys)
        self.drain()
        self.env.invalidate_all()
        dead = messages.filtered(lambda message: message.state == "dead")
        self.assertEqual(set(dead.mapped("external_id")), STAGE.refused)
        self.assertLessEqual(set((messages - dead).mapped("state")), {"done"})
        self.assertLessEqual(len(STAGE.asked), most_attempts(size, len(bad)))

    def test_exactly_what_the_remote_refuses_to_hear_is_a_problem(self):
        @QUICKLY
        @given(some.sets(some.integers(1, 20), max_size=20))
        def check(bad):
            self.in_its_own_world(self.push_with, bad)

        check()

    def push_with(self, bad):
        STAGE.refused = {str(key) for key in bad}
        self.want(self.connection, *range(1, 21))
        self.drain()
        self.env.invalidate_all()
        self.assertEqual(set(self.intents().mapped("res_id")), bad)
        self.assertEqual(set(self.intents().mapped("state")), {"dead"} if bad else set())
        self.assertEqual(sorted(map(int, STAGE.pushed)), sorted(set(range(1, 21)) - bad))
