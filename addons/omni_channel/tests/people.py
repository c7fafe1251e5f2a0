"""Accounts of a shop, and the test case that lets them come in."""

from datetime import timedelta

from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Customer

from .common import ChannelCase
from .papers import AT, HOME

ZOE = Customer(
    external_id="7",
    name="Zoé Lefèvre",
    email="zoe@example.org",
    phone="+33 6 12 34 56 78",
    company="Kaolin",
    billing=replace(HOME, company="Kaolin"),
    created_at=AT,
    changed_at=AT,
)


class CustomerCase(ChannelCase):
    def setUp(self):
        super().setUp()
        feeds = self.connection.with_context(active_test=False).feed_ids
        feeds.filtered(lambda feed: feed.resource == "customer").active = True
        self.connection.invalidate_recordset(["feed_ids"])

    def bring_customer(self, *documents):
        return self.process(self.store("customer", *documents))

    def contact(self, **values):
        return self.env["res.partner"].create(
            {"name": "Zoé Lefèvre", "email": "zoe@example.org", **values}
        )

    def link(self, partner, account="7"):
        return self.env["omni.partner.link"].create(
            {
                "connection_id": self.connection.id,
                "external_id": account,
                "partner_id": partner.id,
            }
        )

    def found(self, account="7"):
        links = self.env["omni.partner.link"].search([("external_id", "=", account)])
        return links.partner_id

    def later(self, minutes=1, **values):
        return replace(ZOE, changed_at=AT + timedelta(minutes=minutes), **values)

    def decides(self, owner, *fields):
        rows = self.connection.owner_ids.filtered(lambda row: row.object == "customer")
        rows.filtered(lambda row: row.field in fields).owner = owner

    def conflicts(self):
        return self.env["omni.conflict"].search([("object", "=", "customer")], order="id")

    def contacts(self):
        return self.env["res.partner"].search_count([])
