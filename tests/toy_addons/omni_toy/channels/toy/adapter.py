import msgspec

from odoo.addons.omni_base.core.adapter import Credential
from odoo.addons.omni_base.core.decoding import read_as
from odoo.addons.omni_base.core.documents import Account, Item, Order, Page
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.channel import ChannelAdapter


class Toy(ChannelAdapter):
    code, label = "toy", "Toy shop"
    description = _("Orders of the toy shop.")
    credentials = (
        Credential("url", _("Shop URL"), secret=False, address=True),
        Credential("key", _("Key")),
    )

    def check(self):
        return Account(name=self._get("/shop")["name"])

    def pull_orders(self, cursor):
        orders = self._get(f"/orders?since={cursor.get('since', '')}")
        items = [Item(external_id=o["external_id"], body=msgspec.json.encode(o)) for o in orders]
        newest = max([cursor.get("since", ""), *(order["version"] for order in orders)])
        yield Page(items=tuple(items), cursor={"since": newest}, more=False)

    def read_order(self, body):
        return read_as(body, Order)

    def _get(self, path):
        return self.http.json("GET", self.values["url"] + path, headers={"Key": self.values["key"]})
