from odoo.addons.omni_base.core.ownership import OwnedField, OwnedObject, declare
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import EngineCase
from .rehearsal import Rehearsal

declare(
    OwnedObject(
        code="rehearsal_contact",
        label="Contacts",
        kind=Rehearsal.kind,
        needs="pull_things",
        resource="rehearsal_in",
        fields=(
            OwnedField(code="name", label="Name", target="name", owner="remote"),
            OwnedField(code="street", label="Street", target="street", owner="odoo"),
            OwnedField(code="comment", label="Notes", target="comment"),
            OwnedField(code="credit", label="Score", target="partner_latitude", owner="remote"),
            OwnedField(code="country", label="Country", target="country_id", owner="remote"),
        ),
    )
)


class OwnersCase(EngineCase):
    def setUp(self):
        super().setUp()
        self.connection = self.connect()
        self.contact = self.env["res.partner"].create({"name": "Old", "street": "1 rue"})

    def take(self, contact=None, **values):
        """Let the remote say these values of the contact."""
        contact = contact or self.contact
        wanted = [(contact, f"there-{contact.id}", values)]
        self.env["omni.ownership"]._take(self.connection, "rehearsal_contact", wanted)

    def conflicts(self):
        return self.env["omni.conflict"].search([], order="id")

    def decides(self, field, owner):
        rows = self.connection.owner_ids.filtered(lambda row: row.field == field)
        rows.owner = owner


class TestOwners(OwnersCase):
    """Each field has an owner; the value that loses is kept and can be put back."""

    def test_a_connection_has_one_owner_a_field(self):
        self.assertEqual(
            self.connection.owner_ids.mapped("owner"),
            ["remote", "odoo", "nobody", "remote", "remote"],
        )

    def test_completing_it_again_adds_none(self):
        before = self.connection.owner_ids
        self.connection._complete()
        self.assertEqual(self.connection.owner_ids, before)

    def test_the_remotes_value_is_written_where_it_decides(self):
        self.take(name="New")
        self.assertEqual(self.contact.name, "New")

    def test_odoos_value_stays_where_it_decides(self):
        self.take(street="2 rue")
        self.assertEqual(self.contact.street, "1 rue")

    def test_what_is_empty_is_filled_where_nobody_decides(self):
        self.take(comment="<p>Good</p>")
        self.assertEqual(self.contact.comment, "<p>Good</p>")

    def test_what_is_filled_stays_where_nobody_decides(self):
        self.contact.comment = "<p>Mine</p>"
        self.take(comment="<p>Theirs</p>")
        self.assertEqual(self.contact.comment, "<p>Mine</p>")

    def test_an_empty_value_there_erases_nothing(self):
        self.take(name="", credit=0, country=False)
        self.assertEqual(self.contact.name, "Old")

    def test_the_same_number_in_more_digits_is_no_change(self):
        self.contact.partner_latitude = 1.5
        before = self.contact.write_date
        self.take(credit=1.50000001)
        self.assertEqual((self.contact.write_date, self.conflicts().ids), (before, []))

    def test_a_choice_among_records_is_compared_by_record(self):
        self.contact.country_id = self.env.ref("base.fr")
        self.take(country=self.env.ref("base.be").id)
        self.assertEqual(self.conflicts().here_text, "France")

    def test_a_value_with_dangerous_html_is_written_clean_and_compared_clean(self):
        self.take(comment="<p>Good<script>alert(1)</script></p>")
        self.decides("comment", "remote")
        self.take(comment="<p>Good<script>alert(1)</script></p>")
        self.assertFalse(self.conflicts())

    def test_who_newly_decides_has_what_was_read_before_imported_again(self):
        message = self.store(self.connection, self.thing(1))
        message.write({"state": "done"})
        self.decides("name", "odoo")
        self.assertEqual(message.state, "new")

    def test_choosing_the_same_owner_again_imports_nothing(self):
        message = self.store(self.connection, self.thing(1))
        message.write({"state": "done"})
        self.decides("name", "remote")
        self.assertEqual(message.state, "done")

    def test_one_button_makes_odoo_decide_all(self):
        self.connection.action_owner_odoo()
        self.assertEqual(set(self.connection.owner_ids.mapped("owner")), {"odoo"})

    def test_a_user_does_not_choose_who_decides(self):
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            self.connection.owner_ids[0].with_user(user).owner = "odoo"

    def test_the_number_of_queries_does_not_grow_with_the_records(self):
        few, many = self.many(5), self.many(50)
        self.take_all(self.many(2), "Warm")
        self.assertLessEqual(self.queries(many, "Other"), self.queries(few, "Other") + 2)

    def many(self, count):
        return self.env["res.partner"].create(
            [{"name": f"Mine {n}", "street": "1 rue"} for n in range(count)]
        )

    def queries(self, contacts, name):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.take_all(contacts, name)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def take_all(self, contacts, name):
        wanted = [(one, str(one.id), {"comment": name, "street": "9 rue"}) for one in contacts]
        self.env["omni.ownership"]._take(self.connection, "rehearsal_contact", wanted)


class TestConflicts(OwnersCase):
    """The journal of values that lost."""

    def test_a_persons_change_that_the_remote_overwrites_is_kept(self):
        self.take(name="New")
        self.contact.name = "Mine"
        self.take(name="Newer")
        kept = self.conflicts()[-1]
        self.assertEqual((kept.here, kept.winner, kept.from_start), ("Mine", "remote", False))

    def test_the_remotes_own_older_value_is_not_kept(self):
        self.contact.name = "First"
        self.take(name="First")
        self.take(name="Second")
        self.assertFalse(self.conflicts())

    def test_the_remotes_value_that_loses_is_kept(self):
        self.take(street="2 rue")
        self.assertEqual((self.conflicts().there, self.conflicts().winner), ("2 rue", "odoo"))

    def test_what_differed_from_the_start_is_told_apart(self):
        self.take(street="2 rue")
        self.take(street="3 rue")
        self.assertEqual(self.conflicts().mapped("from_start"), [True, False])

    def test_only_what_was_changed_on_both_sides_is_counted(self):
        self.take(street="2 rue")
        self.take(street="3 rue")
        self.assertEqual(self.connection.conflict_count, 1)

    def test_the_same_pair_of_values_is_kept_once(self):
        for value in ("2 rue", "2 rue", "3 rue", "2 rue"):
            self.take(street=value)
        self.assertEqual(self.conflicts().mapped("there"), ["2 rue", "3 rue"])

    def test_what_the_remote_overwrote_is_put_back(self):
        self.take(name="New")
        self.conflicts().action_restore()
        self.assertEqual((self.contact.name, self.conflicts().state), ("Old", "restored"))

    def test_what_was_put_back_stands_while_the_remote_says_the_same(self):
        self.take(name="New")
        self.conflicts().action_restore()
        self.take(name="New")
        self.assertEqual((self.contact.name, self.conflicts().state), ("Old", "restored"))

    def test_what_was_put_back_loses_once_the_remote_changes_and_is_kept_again(self):
        self.take(name="New")
        self.conflicts().action_restore()
        self.take(name="Newest")
        self.assertEqual((self.contact.name, self.conflicts()[-1].here), ("Newest", "Old"))

    def test_the_remotes_value_that_lost_can_be_taken_after_all(self):
        self.take(street="2 rue")
        self.conflicts().action_restore()
        self.assertEqual(self.contact.street, "2 rue")

    def test_a_value_restored_from_the_remote_raises_nothing_again(self):
        self.take(street="2 rue")
        self.conflicts().action_restore()
        self.take(street="2 rue")
        self.assertEqual(self.conflicts().mapped("state"), ["restored"])

    def test_a_line_can_be_left_as_it_is(self):
        self.take(street="2 rue")
        self.conflicts().action_leave()
        self.assertEqual(self.conflicts().state, "left")

    def test_a_choice_among_records_is_put_back(self):
        self.contact.country_id = self.env.ref("base.fr")
        self.take(country=self.env.ref("base.be").id)
        self.conflicts().action_restore()
        self.assertEqual(self.contact.country_id, self.env.ref("base.fr"))

    def test_a_number_is_put_back(self):
        self.contact.partner_latitude = 2.25
        self.take(credit=3.5)
        self.conflicts().action_restore()
        self.assertEqual(self.contact.partner_latitude, 2.25)

    def test_a_record_that_is_gone_is_said(self):
        self.take(street="2 rue")
        self.contact.unlink()
        with self.assertRaisesRegex(UserError, "Old"):
            self.conflicts().action_restore()

    def test_who_may_not_change_the_record_puts_nothing_back(self):
        self.take(name="New")
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            self.conflicts().with_user(user).action_restore()

    def test_who_may_change_the_record_puts_it_back(self):
        self.take(name="New")
        groups = "omni_base.group_user,base.group_partner_manager"
        user = new_test_user(self.env, "editor", groups=groups)
        self.conflicts().with_user(user).action_restore()
        self.assertEqual(self.contact.name, "Old")

    def test_another_companys_lines_are_not_seen(self):
        self.take(name="New")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="omni_base.group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        names = ("omni.conflict", "omni.agreement", "omni.owner")
        seen = [name for name in names if self.env[name].with_user(stranger).search([])]
        self.assertFalse(seen)

    def test_old_lines_are_forgotten(self):
        self.take(name="New")
        self.conflicts().seen_at = self.later(days=-181)
        self.env["omni.conflict"]._gc_conflicts()
        self.assertFalse(self.conflicts())

    def test_recent_lines_are_not(self):
        self.take(name="New")
        self.env["omni.conflict"]._gc_conflicts()
        self.assertTrue(self.conflicts())
