import json
from urllib.parse import parse_qs, urlsplit

from freezegun import freeze_time

from odoo import fields
from odoo.addons.omni_base.core.errors import RejectedError
from odoo.addons.omni_base.core.hand_over import ApprovalPage, Handed, HandOver
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import Rehearsed
from .rehearsal import SECRET, STAGE, Rehearsal

OURS = "https://odoo.example.com"
THERE = "https://stage.example.com/approve"


class Handing(Rehearsal):
    """A stage with a page that hands its key over."""

    code = "omni_handing"
    label = "Stage with a page"
    description = ""
    hand_over = HandOver(brings=("key",), label="Get the key", help="Press it.")

    def approval_page(self, offer):
        if STAGE.error:
            raise STAGE.error
        asked = f"token={offer.token}&back={offer.return_url}&to={offer.callback_url}"
        return ApprovalPage(url=f"{THERE}?{asked}", corrected=STAGE.corrected)

    @classmethod
    def read_handed(cls, body):
        try:
            sent = json.loads(body)
            return Handed(token=sent.pop("token"), missing=sent.pop("no", ()), values=sent)
        except (ValueError, KeyError, TypeError):
            raise RejectedError("That is no key.") from None

    @classmethod
    def read_return(cls, params):
        return params.get("token", ""), params.get("ok") == "1"


@tagged("post_install", "-at_install")
class TestHandOver(Rehearsed, HttpCase):
    """A key is fetched from the remote's own page: once, by whom it was asked for, soon."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("web.base.url", OURS)
        self.user = new_test_user(
            self.env, "asker", groups="base.group_user,omni_base.group_manager"
        )
        self.connection = self.new_connection().with_user(self.user)

    def new_connection(self, **values):
        return self.env["omni.connection"].create(
            {"name": "Stage", "adapter_code": Handing.code, "user_id": self.user.id, **values}
        )

    def ask(self, connection=None):
        """Press the button; return the token that the remote is told."""
        action = (connection or self.connection).action_ask_for_keys()
        self.asked = parse_qs(urlsplit(action["url"]).query)
        self.env.flush_all()
        return self.asked["token"][0]

    def send(self, token, code=Handing.code, body=None, **values):
        """What the remote posts; return the status of our answer."""
        data = body or json.dumps({"token": token, "key": SECRET, **values}).encode()
        with mute_logger("odoo.http", "werkzeug", "odoo.sql_db"):
            answer = self.url_open(f"/omni/keys/{code}", data=data)
        self.env.invalidate_all()
        return answer.status_code

    def come_back(self, token, ok="1", login="asker"):
        self.authenticate(login, login)
        address = f"/omni/keys/{Handing.code}/back?token={token}&ok={ok}"
        answer = self.url_open(address, allow_redirects=False)
        self.env.invalidate_all()
        return answer.headers.get("Location", "")

    def kept(self):
        return self.connection.sudo().credential_ids._values()["key"]

    def test_the_key_that_was_asked_for_is_kept(self):
        self.assertEqual((self.send(self.ask()), self.kept()), (200, SECRET))

    def test_the_key_is_kept_as_a_secret(self):
        self.send(self.ask())
        row = self.credential(self.connection.sudo(), "key")
        self.assertNotIn(SECRET, f"{row.secret} {row.plain} {row.value}")

    def test_the_remote_sends_to_our_own_address(self):
        self.ask()
        self.assertEqual(self.asked["to"], [f"{OURS}/omni/keys/{Handing.code}"])

    def test_the_token_is_not_kept_in_clear(self):
        token = self.ask()
        row = self.env["omni.hand.over"].search([])
        self.assertNotIn(token, str(row.sudo().read()))

    def test_a_key_is_accepted_once(self):
        token = self.ask()
        self.send(token)
        self.assertEqual((self.send(token, key="another"), self.kept()), (403, SECRET))

    def test_a_key_that_nobody_asked_for_is_not_accepted(self):
        self.ask()
        self.assertEqual((self.send("t" * 43), self.kept()), (403, ""))

    def test_asking_again_makes_the_first_question_void(self):
        first = self.ask()
        self.ask()
        self.assertEqual(self.send(first), 403)

    def test_after_a_quarter_of_an_hour_it_is_too_late(self):
        token = self.ask()
        row = self.env["omni.hand.over"].search([])
        row.sudo().expires_at = fields.Datetime.now()
        self.env.flush_all()
        self.assertEqual(self.send(token), 403)

    def test_a_question_lives_for_a_quarter_of_an_hour(self):
        with freeze_time("2026-01-05 10:00:00"):
            self.ask()
        row = self.env["omni.hand.over"].search([])
        self.assertEqual(str(row.expires_at), "2026-01-05 10:15:00")

    def test_a_changed_address_makes_it_void(self):
        token = self.ask()
        self.credential(self.connection, "url").value = "https://elsewhere.example.com"
        self.env.flush_all()
        self.assertEqual(self.send(token), 403)

    def test_an_address_that_the_remote_corrects_does_not(self):
        STAGE.corrected = {"url": "https://right.example.com"}
        self.assertEqual(self.send(self.ask()), 200)

    def test_another_database_does_not_accept_it(self):
        token = self.ask()
        row = self.env["omni.hand.over"].search([]).sudo()
        row.binding = "of another database"
        self.env.flush_all()
        self.assertEqual(self.send(token), 403)

    def test_another_connector_s_address_does_not_accept_it(self):
        self.assertEqual(self.send(self.ask(), code=Rehearsal.code), 404)

    def test_whoever_lost_the_right_meanwhile_gets_nothing(self):
        token = self.ask()
        self.user.group_ids -= self.env.ref("omni_base.group_manager")
        self.env.flush_all()
        self.assertEqual((self.send(token), self.kept()), (403, ""))

    def test_an_archived_person_gets_nothing(self):
        token = self.ask()
        self.user.active = False
        self.env.flush_all()
        self.assertEqual((self.send(token), self.kept()), (403, ""))

    def test_only_what_the_page_brings_is_kept(self):
        token = self.ask()
        self.assertEqual((self.send(token, url="https://evil.example.com"), self.kept()), (403, ""))

    def test_an_empty_key_is_not_accepted(self):
        self.assertEqual(self.send(self.ask(), key=""), 403)

    def test_what_is_no_key_is_not_accepted(self):
        self.ask()
        self.assertEqual(self.send("", body=b"<html>"), 403)

    def test_a_long_body_is_not_read(self):
        token = self.ask()
        self.assertEqual(self.send(token, padding="x" * 20_000), 413)

    def test_nothing_of_what_came_is_logged(self):
        token = self.ask()
        with self.assertLogs("odoo.addons.omni_base", "DEBUG") as logs:
            self.send(token, key="")
            self.send("t", key=SECRET)
        self.assertNotIn(SECRET, "".join(logs.output))

    def test_nothing_of_what_came_becomes_a_payload(self):
        self.send(self.ask())
        payloads = self.env["omni.payload"].search([("connection_id", "=", self.connection.id)])
        self.assertFalse(payloads)

    def test_who_comes_back_is_connected(self):
        token = self.ask()
        self.send(token)
        self.come_back(token)
        self.assertEqual(self.connection.state, "connected")

    def test_who_comes_back_sees_his_connection(self):
        token = self.ask()
        self.send(token)
        self.assertTrue(self.come_back(token).endswith(f"/odoo/connections/{self.connection.id}"))

    def test_who_refused_there_reads_so(self):
        self.come_back(self.ask(), ok="0")
        self.assertEqual(self.connection.hand_over_words, "You did not approve there.")

    def test_after_a_refusal_no_key_is_accepted(self):
        token = self.ask()
        self.come_back(token, ok="0")
        self.assertEqual(self.send(token), 403)

    def test_a_return_without_a_key_says_that_none_arrived(self):
        self.come_back(self.ask())
        self.assertIn("none arrived here", self.connection.hand_over_words)

    def test_a_key_that_does_not_work_says_why(self):
        token = self.ask()
        self.send(token)
        STAGE.error = RejectedError("The stage is dark.")
        self.come_back(token)
        self.assertEqual(self.connection.hand_over_words, "The stage is dark.")

    def test_another_person_s_return_changes_nothing(self):
        token = self.ask()
        new_test_user(self.env, "other", groups="base.group_user,omni_base.group_manager")
        self.come_back(token, ok="0", login="other")
        self.assertEqual(self.env["omni.hand.over"].search([]).state, "waiting")

    def test_a_right_that_was_not_given_is_noted(self):
        self.send(self.ask(), no=["Write"])
        self.assertIn("They lack: Write.", "".join(self.connection.message_ids.mapped("body")))

    def test_without_https_the_button_says_why_not(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://odoo.example.com")
        self.assertIn("https only", self.connection.hand_over_obstacle)

    def test_without_https_the_button_is_not_the_next_step(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://odoo.example.com")
        self.assertFalse(self.connection.wants_keys)

    def test_without_https_nothing_is_asked_for(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://odoo.example.com")
        with self.assertRaisesRegex(UserError, "https only"):
            self.connection.action_ask_for_keys()

    def test_an_address_of_the_own_network_cannot_be_reached(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://192.168.1.7")
        self.assertIn("from the internet", self.connection.hand_over_obstacle)

    def test_a_remote_on_this_machine_reaches_it(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://127.0.0.1:8443")
        self.credential(self.connection, "url").value = "127.0.0.1:8070/shop"
        self.assertFalse(self.connection.hand_over_obstacle)

    def test_a_remote_without_a_page_offers_none(self):
        plain = self.new_connection(adapter_code=Rehearsal.code)
        self.assertFalse(plain.hand_over_label)

    def test_what_the_remote_says_against_it_is_read(self):
        STAGE.error = RejectedError("Not behind plain permalinks.")
        with self.assertRaisesRegex(UserError, "Not behind"):
            self.ask()

    def test_who_may_not_change_the_connection_cannot_ask(self):
        user = new_test_user(self.env, "reader", groups="base.group_user,omni_base.group_user")
        with self.assertRaises(AccessError):
            self.connection.with_user(user).action_ask_for_keys()
