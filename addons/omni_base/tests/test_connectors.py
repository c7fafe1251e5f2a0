from ast import literal_eval
from decimal import Decimal

from lxml import etree

from odoo.addons.omni_base.core import adapter as adapters
from odoo.addons.omni_base.core.market import Market
from odoo.addons.omni_base.core.planned import Planned, announce, announced
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .common import EngineCase
from .rehearsal import Rehearsal


class TestConnectors(EngineCase):
    """Each adapter is a card; nobody lists them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})

    def card(self, **context):
        connectors = self.env["omni.connector"].with_context(**context)
        return connectors.search([("code", "=", Rehearsal.code)])

    def test_every_adapter_of_the_installed_addons_has_a_card(self):
        installed = adapters.adapters(addons=self.env.registry._init_modules)
        codes = self.env["omni.connector"].search([("is_available", "=", True)]).mapped("code")
        self.assertEqual(sorted(codes), sorted(cls.code for cls in installed))

    def test_a_card_keeps_its_number(self):
        before = self.card().id
        self.env.invalidate_all()
        self.assertEqual(self.card().id, before)

    def test_cards_are_found_by_what_they_say(self):
        found = self.env["omni.connector"].search([("description", "ilike", "remote of the TESTS")])
        self.assertEqual(found, self.card())

    def test_what_is_not_known_of_the_costs_is_left_out(self):
        self.assertFalse(self.card().commission)
        self.assertNotIn(self.card(), self.env["omni.connector"].search(self.free()))

    def free(self):
        """Return the domain of the filter “Without commission”."""
        view = self.env.ref("omni_base.view_connector_search")
        free = etree.fromstring(view.arch).find(".//filter[@name='free']")
        return literal_eval(free.get("domain"))

    def test_one_that_is_not_connected_says_so(self):
        self.assertFalse(self.card().is_connected)
        self.env["omni.connection"].create({"name": "Begun", "adapter_code": Rehearsal.code})
        self.env.invalidate_all()
        self.assertEqual((self.card().connection_count, self.card().is_connected), (1, False))

    def test_a_connected_one_says_so(self):
        self.connect()
        self.env.invalidate_all()
        self.assertTrue(self.card().is_connected)

    def test_another_companys_connection_does_not_count(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.connect(company=other)
        self.env.invalidate_all()
        here = self.card(allowed_company_ids=self.env.company.ids)
        self.assertFalse(here.connection_count)

    def test_connect_opens_a_form_with_the_connector_chosen(self):
        action = self.card().action_connect()
        with Form(self.env[action["res_model"]].with_context(**action["context"])) as form:
            self.assertEqual((form.adapter_code, form.name), (Rehearsal.code, "Rehearsal"))

    def test_a_second_one_has_a_name_of_its_own(self):
        self.connect()
        self.env.invalidate_all()
        self.assertEqual(self.card().action_connect()["context"]["default_name"], "Rehearsal 2")

    def test_configure_opens_the_only_connection(self):
        connection = self.connect()
        self.assertEqual(self.card().action_configure()["res_id"], connection.id)

    def test_configure_lists_several(self):
        both = self.connect() | self.connect()
        action = self.card().action_configure()
        self.assertEqual(self.env["omni.connection"].search(action["domain"]), both)

    def test_who_may_not_connect_is_told(self):
        user = new_test_user(self.env, "reader", groups="omni_base.group_user")
        with self.assertRaises(AccessError):
            self.card().with_user(user).action_connect()

    def test_without_an_icon_there_are_initials(self):
        card = self.card()
        self.assertEqual((card.icon, card.initials), (False, "Re"))

    def test_its_details_show_what_would_pass(self):
        ways = [(arrow["code"], arrow["direction"]) for arrow in self.card().picture["arrows"]]
        self.assertEqual(ways, [("rehearsal_in", "in"), ("rehearsal_out", "out")])


class TestAnnounced(EngineCase):
    """What cannot be connected yet is compared with what can, and is told apart."""

    def setUp(self):
        super().setUp()
        announce(
            Planned(
                addon="omni_base",
                kind=Rehearsal.kind,
                code="omni_someday",
                label="Someday",
                description="Not yet.",
                market=Market(commission=(Decimal(8), Decimal(15))),
            )
        )

    def card(self):
        return self.env["omni.connector"].search([("code", "=", "omni_someday")])

    def test_it_has_a_card_with_its_costs(self):
        self.assertEqual((self.card().name, self.card().commission_high), ("Someday", 15))

    def test_it_is_not_available(self):
        self.assertFalse(self.card().is_available)

    def test_it_comes_after_what_can_be_connected(self):
        found = self.env["omni.connector"].search([]).mapped("is_available")
        self.assertEqual(found, sorted(found, reverse=True))

    def test_it_looks_like_the_others(self):
        self.assertEqual((self.card().initials, self.card().picture["arrows"]), ("So", []))

    def test_it_cannot_be_connected(self):
        with self.assertRaisesRegex(UserError, "cannot be connected yet"):
            self.card().action_connect()

    def test_it_is_no_connector_to_choose(self):
        codes = [code for code, _label in self.env["omni.connection"]._selection_adapter_code()]
        self.assertNotIn("omni_someday", codes)

    def test_of_an_addon_that_is_not_installed_nothing_is_announced(self):
        self.assertFalse(announced({"another"}))

    def test_an_adapter_takes_its_place(self):
        announce(
            Planned(
                addon="omni_base",
                kind=Rehearsal.kind,
                code=Rehearsal.code,
                label="Rehearsal",
                description="Not yet.",
                market=Market(),
            )
        )
        found = self.env["omni.connector"].search([("code", "=", Rehearsal.code)])
        self.assertEqual(found.mapped("is_available"), [True])


class TestPicture(EngineCase):
    """The picture of who does what says how each arrow is doing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})

    def arrows(self, connection):
        connection.invalidate_recordset(["picture"])
        self.env["omni.feed"].invalidate_model()
        return {arrow["code"]: arrow for arrow in connection.picture["arrows"]}

    def states(self, connection):
        return {code: arrow["state"] for code, arrow in self.arrows(connection).items()}

    def test_in_test_mode_what_goes_out_is_held(self):
        expected = {"rehearsal_in": "on", "rehearsal_out": "held"}
        self.assertEqual(self.states(self.connect()), expected)

    def test_live_everything_is_on(self):
        expected = {"rehearsal_in": "on", "rehearsal_out": "on"}
        self.assertEqual(self.states(self.connect("live")), expected)

    def test_what_is_switched_off_is_off(self):
        connection = self.connect()
        self.feed(connection).active = False
        self.assertEqual(self.states(connection)["rehearsal_in"], "off")

    def test_everything_waits_for_a_suspended_connection(self):
        connection = self.connect("live")
        connection._suspend("wrong key")
        self.assertEqual(set(self.states(connection).values()), {"waiting"})

    def test_a_failed_run_is_seen(self):
        connection = self.connect()
        self.start_run(connection)._end("failed", None, "no answer")
        self.assertEqual(self.states(connection)["rehearsal_in"], "failed")

    def test_what_the_remote_refused_is_seen(self):
        connection = self.connect("live")
        self.want(connection, 1)._give_up("No good")
        self.assertEqual(self.states(connection)["rehearsal_out"], "failed")

    def test_each_arrow_is_a_sentence(self):
        sentence = self.arrows(self.connect())["rehearsal_out"]["sentence"]
        self.assertEqual(
            sentence, "Things out: from Odoo to Rehearsal. Held: test mode. Never yet."
        )

    def test_before_a_connector_is_chosen_there_is_no_picture(self):
        self.assertFalse(self.env["omni.connection"].new({}).picture)
