"""A remote that lives in the test's own process, with the adapter that speaks to it.

Importing this registers the connector, which only happens where tests run.
"""

import msgspec

from odoo.addons.omni_base.core.adapter import Adapter, Credential
from odoo.addons.omni_base.core.auth import verify_hmac
from odoo.addons.omni_base.core.documents import Account, Doorbell, Finding, Item, Outcome
from odoo.addons.omni_base.core.errors import MappingError, RejectedError
from odoo.addons.omni_base.core.resource import Resource, declare
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_base.core.verdict import Verdict
from odoo.tools import SQL

SECRET = "the-rehearsals-own-secret"


class Stage:
    """``pages``: what a pull yields, an exception is raised in its turn. ``things``: bodies by id.
    ``listed``: [(id, aware time)] of when things were made.

    ``error``: raised by the next calls. ``outcomes``: by key, else done. ``pushed``: keys told.
    ``poison``: a key that makes the remote refuse all that is told with it; ``refused``: keys that
    make it refuse all that is told or asked with them. ``imports``: how often a slice was imported.
    ``prefix``: how names are read: a mapping that changes. ``corrected``: what the remote says of
    the credentials. ``bug``: raised where deliveries are read; ``unsure``: where they are verified.
    ``wire``: the address of a real server that each push is told to first.
    """

    def __init__(self):
        self.clear()

    def clear(self):
        self.pages, self.things, self.outcomes, self.corrected = [], {}, {}, {}
        self.error = None
        self.poison = self.prefix = self.account_url = self.wire = ""
        self.refused, self.imports = set(), 0
        self.pushed, self.asked, self.cursors, self.listed = [], [], [], []
        self.unsubscribed, self.bug, self.unsure = 0, None, None
        self.may_write = True


STAGE = Stage()


class Rehearsal(Adapter):
    kind = code = "omni_rehearsal"
    label = "Rehearsal"
    description = _("A remote of the tests.")
    credentials = (
        Credential("url", _("Address"), secret=False, required=False, address=True),
        Credential("key", _("Secret key"), help=_("Under %s.", "Settings")),
    )

    def check(self):
        _perform()
        if self.values["url"]:
            self.http.json("GET", self.values["url"], headers={"Key": self.values["key"]})
        missing = ("write_things",) if STAGE.things or not STAGE.may_write else ()
        known = {"name": "The stage", "url": STAGE.account_url}
        rights = {"missing": missing, "may_write": STAGE.may_write}
        return Account(**known, **rights, corrected=STAGE.corrected)

    def diagnose(self, url):
        yield Finding(label=_("Curtain"), text=_("It is up."))

    def pull_things(self, cursor):
        STAGE.cursors.append(cursor)
        for page in STAGE.pages:
            if isinstance(page, Exception):
                raise page
            yield page

    def list_things(self, since, until):
        _perform()
        return ((key, moment) for key, moment in STAGE.listed if since <= moment < until)

    def pull_things_by_id(self, external_ids):
        STAGE.asked.append(sorted(external_ids))
        _refuse(external_ids)
        _perform()
        known = [key for key in external_ids if key in STAGE.things]
        return [Item(external_id=key, body=STAGE.things[key]) for key in known]

    def read_thing(self, body):
        if body.startswith(b"?"):
            raise MappingError(_("“%s” is not a thing.", body.decode()))
        thing = msgspec.json.decode(body)
        return {**thing, "name": STAGE.prefix + thing["name"]}

    def push_things(self, keys):
        if STAGE.poison in keys:
            raise RejectedError(_("One of them is no good."))
        _refuse(keys)
        STAGE.pushed += keys
        if STAGE.wire:
            self.http.json("POST", STAGE.wire, json={"keys": keys, "key": self.values["key"]})
        _perform()
        return [STAGE.outcomes.get(key) or Outcome(key=key) for key in keys]

    def unsubscribe(self, url):
        _perform()
        STAGE.unsubscribed += 1
        return 2

    def verify_webhook(self, headers, body):
        if STAGE.unsure:
            raise STAGE.unsure
        verify_hmac(self.values["key"], body, headers.get("x-signature", ""))

    def read_webhook(self, headers, body):
        if STAGE.bug:
            raise STAGE.bug
        try:
            bell = msgspec.json.decode(body)
        except msgspec.DecodeError as error:
            raise MappingError(_("This is not JSON.")) from error
        if bell["topic"] != "thing":
            return Doorbell(event_id=bell["event"], note=_("The topic is not followed."))
        if bell.get("silent"):
            return Doorbell(resource=bell["silent"], external_ids=("1",), event_id=bell["event"])
        return Doorbell(
            resource="rehearsal_in", external_ids=tuple(bell["ids"]), event_id=bell["event"]
        )


def _refuse(keys):
    if STAGE.refused.intersection(keys):
        raise RejectedError(_("One of them is no good."))


def _perform():
    if STAGE.error:
        raise STAGE.error


declare(
    Resource(
        code="rehearsal_in",
        label=_("Things"),
        kind=Rehearsal.kind,
        direction="in",
        needs="pull_things",
        by_id="pull_things_by_id",
        lists="list_things",
        read="read_thing",
        minutes=20,
        batch=50,
    )
)
declare(
    Resource(
        code="rehearsal_out",
        label=_("Things out"),
        kind=Rehearsal.kind,
        direction="out",
        needs="push_things",
        batch=3,
    )
)


def import_things(connection, pairs):
    """Make a contact tag of each thing: what an addon's ``_import_<resource>`` is to the engine."""
    verdicts = {}
    STAGE.imports += 1
    known = known_things(connection, [message.external_id for message, _thing in pairs])
    for message, thing in pairs:
        if thing.get("poison"):
            raise ValueError("the poisoned thing")
        if thing.get("state"):
            verdicts[message] = Verdict(thing["state"], "As the thing wants it.", mend="stage:door")
            continue
        tag = known.get(message.external_id) if message.origin == "person" else None
        if tag:
            tag.name = thing["name"]
        else:
            tag = connection.env["res.partner.category"].create({"name": thing["name"]})
        verdicts[message] = Verdict("done", "", tag)
    return verdicts


def known_things(connection, external_ids):
    made = connection.env["omni.message"].search(
        [("external_id", "in", external_ids), ("res_model", "=", "res.partner.category")]
    )
    tags = connection.env["res.partner.category"]
    return {message.external_id: tags.browse(message.res_id) for message in made}


def picture_of_thing(connection, tag):
    return {"Name": tag.name}


def export_things(connection, adapter, intents):
    connection.env["omni.checkpoint"]._commit()
    outcomes = adapter.push_things(sorted({str(row.res_id) for row in intents}))
    connection.env["omni.drain"]._book_outcomes(connection, intents, outcomes)


def offer_things(connection):
    return connection.env["omni.intent"]._append(
        SQL(
            "SELECT %s, %s, 'rehearsal_out', 'res.partner', 1",
            connection.id,
            connection.company_id.id,
        )
    )


METHODS = {
    "_import_rehearsal_in": import_things,
    "_export_rehearsal_out": export_things,
    "_offer_rehearsal_out": offer_things,
    "_known_rehearsal_in": known_things,
    "_portrait_rehearsal_in": picture_of_thing,
}
