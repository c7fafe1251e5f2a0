"""What is told of channels that cannot be connected yet."""

import importlib

import pytest

from odoo.addons.omni_base.core.adapter import words
from odoo.addons.omni_base.core.planned import announced

importlib.import_module("odoo.addons.omni_channel.planned")
PLANNED = announced({"omni_channel"})

each = pytest.mark.parametrize("one", PLANNED, ids=lambda one: one.code)


def test_those_that_merchants_ask_for_can_be_compared():
    asked = {"amazon", "ebay", "etsy", "cdiscount", "rakuten", "fnac", "prestashop", "magento"}
    assert asked <= {one.code for one in PLANNED}


@each
def test_its_words_can_be_translated(one):
    market = one.market
    for told in (one.description, market.volume, market.competition, market.advice):
        assert not told or words(told)


@each
def test_its_lowest_cost_is_no_higher_than_the_highest(one):
    for span in (one.market.commission, one.market.monthly):
        assert not span or 0 <= span[0] <= span[1]
