from .common import EngineCase
from .rehearsal import STAGE, Rehearsal


class TestReplayPages(EngineCase):
    """A preview of many things is looked through page by page, or only what is read otherwise."""

    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.addCleanup(setattr, Rehearsal, "mapping_version", Rehearsal.mapping_version)

    def done(self, *keys):
        messages = self.store(self.connection, *[self.thing(key) for key in keys])
        self.drain()
        return messages

    def whole(self, **values):
        wizard = self.env["omni.replay"].browse(self.connection.action_replay()["res_id"])
        wizard.write(values)
        return self.press(wizard, "action_preview")

    def press(self, wizard, button):
        with self.enter_registry_test_mode():
            getattr(wizard, button)()
        return wizard

    def page(self, wizard):
        return (wizard.first_shown, wizard.last_shown, set(wizard.row_ids.mapped("now")))

    def test_the_next_page_shows_the_things_before(self):
        self.done(*range(60))
        STAGE.prefix = "New "
        wizard = self.press(self.whole(), "action_next")
        wanted = {f"Thing {key}" for key in range(10, 35)}
        self.assertEqual(self.page(wizard), (26, 50, wanted))

    def test_the_last_page_shows_what_is_left(self):
        self.done(*range(30))
        STAGE.prefix = "New "
        wizard = self.press(self.whole(), "action_next")
        self.assertEqual(self.page(wizard), (26, 30, {f"Thing {key}" for key in range(5)}))

    def test_one_can_go_back(self):
        self.done(*range(30))
        wizard = self.press(self.press(self.whole(), "action_next"), "action_previous")
        self.assertEqual((wizard.first_shown, wizard.last_shown), (1, 25))

    def test_whatever_page_is_shown_all_of_them_are_processed(self):
        self.done(*range(30))
        self.press(self.whole(), "action_next").action_apply()
        self.assertEqual(len(self.messages()), 60)

    def test_a_page_writes_nothing(self):
        self.done(*range(30))
        STAGE.prefix = "New "
        self.press(self.whole(), "action_next")
        self.assertFalse(self.env["res.partner.category"].search([("name", "like", "New Thing")]))

    def test_a_message_keeps_the_version_of_the_mapping_that_read_it(self):
        Rehearsal.mapping_version = 7
        self.assertEqual(self.done(1).mapping_version, 7)

    def test_only_what_an_older_mapping_read_is_taken(self):
        self.done(1, 2)
        Rehearsal.mapping_version = 2
        self.done(3)
        self.assertEqual(self.whole(is_older_only=True).count, 2)

    def test_once_it_is_processed_by_the_new_one_nothing_is_left(self):
        self.done(1, 2)
        Rehearsal.mapping_version = 2
        self.whole(is_older_only=True).action_apply()
        self.drain()
        self.assertFalse(self.whole(is_older_only=True).count)

    def test_what_no_mapping_has_read_yet_counts_as_older(self):
        self.done(1)
        self.messages().mapping_version = False
        self.assertEqual(self.whole(is_older_only=True).count, 1)
