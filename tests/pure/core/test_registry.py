"""An adapter is known by being written down, and by nothing else."""

import pytest

from odoo.addons.omni_base.core.adapter import (
    Adapter,
    Credential,
    adapter,
    adapters,
    register,
    words,
)
from odoo.addons.omni_base.core.documents import Account, Item, Page
from odoo.addons.omni_base.core.http import HttpSession
from odoo.addons.omni_base.core.text import _
from odoo.addons.omni_channel.core.channel import ChannelAdapter


class Toy(ChannelAdapter):
    """A whole channel."""

    code, label = "marble", "Toy shop"
    credentials = (Credential("key", "Key"),)

    def check(self):
        return Account(name=self.values["key"])

    def pull_orders(self, cursor):
        yield Page(items=(Item(external_id="1", body=b"{}"),), cursor={}, more=False)


def test_a_written_adapter_is_known_by_its_code():
    assert adapter("marble") is Toy


def test_a_written_adapter_is_listed_with_its_kind():
    assert Toy in adapters("channel")
    assert Toy not in adapters("carrier")


def test_an_adapter_is_listed_only_where_its_addon_is_installed():
    assert Toy in adapters(addons={"tests"})
    assert Toy not in adapters(addons={"omni_channel"})


def test_a_base_class_without_a_code_is_not_listed():
    assert ChannelAdapter not in adapters()


def test_two_adapters_with_one_code_are_a_fault():
    with pytest.raises(ValueError, match="two adapters are called marble"):

        class Other(Adapter):
            code, label = "marble", "Another"


def test_the_same_adapter_loaded_again_takes_the_place_of_the_old_one():
    register(Toy)
    assert adapter("marble") is Toy


def test_an_adapter_offers_what_it_implements():
    assert Toy.can("pull_orders")
    assert not Toy.can("push_stock")


def test_an_adapter_is_unknown_by_another_code():
    assert adapter("no-such-shop") is None


def test_an_adapter_works_with_its_credentials():
    assert Toy(HttpSession(), {"key": "mine"}).check().name == "mine"


def test_credentials_are_trimmed_before_they_are_kept():
    assert Toy.clean({"key": " mine ", "other": None}) == {"key": "mine", "other": ""}


def test_adapters_are_listed_by_label():
    labels = [str(found.label).lower() for found in adapters()]
    assert labels == sorted(labels)


def test_the_words_of_a_marked_sentence_can_be_translated():
    assert words(_("Shop of %s", "Ann")) == ("tests", "Shop of %s", ("Ann",))


def test_a_plain_text_has_no_words_to_translate():
    assert words("Shopify") is None
