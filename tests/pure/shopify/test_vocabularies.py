"""The vendor's words: all of those that may come are known, and none is made up."""

import pytest

from odoo.addons.omni_channel.channels.shopify import fulfilment, stock, tables
from odoo.addons.omni_channel.channels.shopify.tracking import company

from .schema import VERSIONS, schema

COMPLETE = [
    ("OrderDisplayFinancialStatus", tables.PAYMENTS),
    ("OrderDisplayFulfillmentStatus", tables.FULFILLED),
    ("OrderCancelReason", tables.CANCEL_REASONS),
    ("ProductStatus", tables.ACTIVE_PRODUCTS),
]
SOME = [
    ("WebhookSubscriptionTopic", tables.TOPICS),
    ("InventorySetQuantitiesUserErrorCode", tables.STOCK_REFUSALS),
    ("InventorySetQuantitiesUserErrorCode", (*stock.STALE, *stock.NEW_KEY, stock.AT_WORK)),
    ("FulfillmentOrderStatus", (*tables.HINDERED, *tables.OPEN_STATUSES)),
    ("FulfillmentStatus", fulfilment.UNDONE),
    ("FulfillmentOrderAction", ("CREATE_FULFILLMENT",)),
]


def told(name, *versions):
    return set().union(*(schema(version).type_map[name].values for version in versions))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("name", "table"), COMPLETE, ids=[name for name, _table in COMPLETE])
def test_every_word_that_may_come_is_known(name, table, version):
    assert told(name, version) <= set(table)


@pytest.mark.parametrize(
    ("name", "words"), [*COMPLETE, *SOME], ids=[name for name, _words in (*COMPLETE, *SOME)]
)
def test_no_word_is_made_up(name, words):
    assert set(words) <= told(name, *VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_carriers_are_called_as_the_vendor_writes_them(version):
    described = schema(version).type_map["FulfillmentTrackingInfo"].fields["company"].description
    missing = [name for name in tables.TRACKING_COMPANIES.values() if name not in described]
    assert missing == []


@pytest.mark.parametrize(
    ("carrier", "name"),
    [
        ("colissimo", "Colissimo"),
        ("Colissimo Domicile sans signature", "Colissimo"),
        ("MONDIAL RELAY - Point Relais", "Mondial Relay"),
        ("mondial_relay", "Mondial Relay"),
        ("Colis Privé", "Colis Privé"),
        ("DHL Express 12:00", "DHL Express"),
        ("DPD UK", "DPD UK"),
        ("UPS", "UPS"),
        ("Upsala Post", "Upsala Post"),
        ("Coursier Dupont", "Coursier Dupont"),
    ],
)
def test_a_carrier_is_told_by_the_name_that_makes_links(carrier, name):
    assert company(carrier) == name
