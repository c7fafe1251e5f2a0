"""What an order says besides its money: states, people, places, times and notes."""

from datetime import datetime, timezone
from decimal import Decimal

import pytest

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_channel.channels.woocommerce import mapping

from .shop import ADDRESS, NOWHERE, body, line, meta, rate, taxed


def read(**changes):
    return mapping.read_order(body(**changes))


def test_a_refund_of_a_part_is_told():
    found = read(refunds=[{"id": 1, "reason": "", "total": "-5.00"}])
    assert (found.payment, found.refunded_total) == ("partially_refunded", Decimal("5.00"))


def test_refunds_of_all_are_told_whatever_the_status():
    refunds = [{"id": 1, "total": "-5.00"}, {"id": 2, "total": "-7.00"}]
    assert read(refunds=refunds).payment == "refunded"


def test_times_are_read_as_utc():
    found = read(date_created="2026-07-01T12:00:00", date_created_gmt="2026-07-01T10:00:00")
    assert found.ordered_at == datetime(2026, 7, 1, 10, tzinfo=timezone.utc)


def test_the_version_is_the_time_of_the_last_change():
    assert read().version == "2026-07-01T10:05:00"


def test_the_number_is_the_one_that_the_shop_shows():
    assert read(number="FR-2026-12").name == "#FR-2026-12"


def test_an_account_is_known_by_its_number():
    assert read().customer.external_id == "12"


def test_a_guest_has_no_account():
    assert read(customer_id=0).customer.external_id == ""


def test_a_guest_is_a_person():
    assert read(customer_id=0).customer.name == "Zoé Martin"


def test_the_address_has_the_mail_of_the_order():
    assert read().delivery.email == "zoe@example.com"


def test_a_telephone_is_international():
    assert read().billing.phone == "+33 6 12 34 56 78"


def test_a_company_is_told():
    billing = {**ADDRESS, "company": "Atelier", "email": "a@example.com"}
    assert read(billing=billing).customer.company == "Atelier"


@pytest.mark.parametrize(
    "key",
    [
        "_billing_vat",
        "_vat_number",
        "_billing_vat_number",
        "billing_eu_vat_number",
        "vat_number",
        "_wc_other/my-shop/vat-number",
    ],
)
def test_a_vat_number_is_found_where_plugins_keep_it(key):
    found = read(meta_data=[meta(key, "FR40303265045")])
    assert found.billing.vat == "FR40303265045"


@pytest.mark.parametrize("value", ["", "yes", None, [], {"a": 1}, 1])
def test_what_is_no_vat_number_is_none(value):
    assert read(meta_data=[meta("_vat_number", value)]).billing.vat == ""


def test_the_language_of_the_buyer_is_told_where_a_plugin_keeps_it():
    assert read(meta_data=[meta("wpml_language", "fr")]).customer.language == "fr"


def test_goods_that_are_not_shipped_have_no_delivery():
    assert read(shipping=NOWHERE).delivery is None


def test_goods_of_an_order_without_shipping_are_not_shipped():
    assert read(shipping=NOWHERE).lines[0].requires_shipping is False


@pytest.mark.parametrize(("method", "sent"), [("flat_rate", True), ("local_pickup", False)])
def test_goods_that_the_buyer_comes_for_are_not_shipped(method, sent):
    way = {"id": 9, "method_title": "x", "method_id": method, "total": "0", "total_tax": "0"}
    found = read(shipping=NOWHERE, shipping_lines=[way])
    assert found.lines[0].requires_shipping is sent


def test_an_order_with_a_delivery_address_is_shipped():
    assert read().lines[0].requires_shipping is True


def test_a_state_written_with_its_country_is_the_state():
    address = {**ADDRESS, "country": "DE", "state": "DE-BY"}
    assert read(shipping=address).delivery.state_code == "BY"


def test_php_writes_an_empty_object_as_a_list():
    assert read(billing=[], shipping=[]).billing is None


def test_numbers_may_be_text():
    assert read(line_items=[line(quantity="2")]).lines[0].quantity == 2


def test_part_of_a_piece_may_be_sold():
    assert read(line_items=[line(quantity=0.5)]).lines[0].quantity == Decimal("0.5")


def test_a_deleted_product_without_sku_is_a_line_of_its_own_kind():
    found = read(line_items=[line(product_id=0, sku="")])
    assert found.lines[0].kind == "custom"


def test_a_variation_is_the_listing():
    assert read(line_items=[line(variation_id=23)]).lines[0].listing_id == "23"


def test_a_line_of_nothing_is_left_out():
    empty = line(2, quantity=0, total="0", tax="0")
    assert len(read(line_items=[line(), empty]).lines) == 1


def test_a_free_line_is_kept():
    free = line(2, total="0", tax="0", taxes=[])
    assert read(line_items=[line(), free]).lines[1].total == 0


def test_numbers_of_lines_that_repeat_are_told_apart():
    found = read(line_items=[line(0), line(0)], total="24.00", total_tax="4.00")
    assert len({one.external_id for one in found.lines}) == 2


@pytest.mark.parametrize("key", [None, 7, ["x"]])
def test_odd_meta_data_of_a_plugin_costs_no_order(key):
    assert read(meta_data=[{"key": key, "value": {"a": [1]}}]).name == "#727"


def test_signs_of_a_name_are_no_markup():
    assert read(line_items=[line(name="Vis &lt; 5 &amp; > 3")]).lines[0].name == "Vis < 5 & > 3"


def test_names_are_without_markup():
    found = read(line_items=[line(name="Caf&eacute; &ndash; <b>250&nbsp;g</b>")])
    assert found.lines[0].name == "Café – 250 g"


def test_what_the_buyer_chose_is_on_the_line():
    chosen = meta("engraving", "x", display_key="Gravure", display_value="<p>Pour Léa</p>")
    assert read(line_items=[line(meta_data=[chosen])]).lines[0].note == "Gravure: Pour Léa"


def test_what_plugins_note_for_themselves_is_not_on_the_line():
    hidden = [meta("_reduced_stock", "1"), meta("add-ons", [{"a": 1}])]
    assert read(line_items=[line(meta_data=hidden)]).lines[0].note == ""


def test_what_the_name_tells_is_not_repeated():
    size = meta("taille", "L", display_key="Taille", display_value="L")
    assert read(line_items=[line(name="Pull - L", meta_data=[size])]).lines[0].note == ""


def test_a_compound_tax_is_told_in_percent_of_the_price():
    taxes = [taxed("5.00", 1), taxed("9.975", 2)]
    found = read(
        line_items=[line(total="100.00", tax="14.975", taxes=taxes)],
        tax_lines=[rate(1, 5), rate(2, 9.5, compound=True)],
        prices_include_tax=False,
        total="114.98",
    )
    assert [tax.rate for tax in found.lines[0].taxes] == [5, Decimal("9.975")]


@pytest.mark.parametrize(
    ("changes", "percent"),
    [({"rate_percent": None, "label": "TVA 5,5 %"}, "5.5"), ({"rate_percent": None}, "20")],
)
def test_a_rate_that_is_not_told_is_found(changes, percent):
    assert read(tax_lines=[rate(**changes)]).lines[0].taxes[0].rate == Decimal(percent)


def test_a_rate_that_is_not_on_a_line_is_no_tax_of_it():
    absent = {"id": 2, "total": "", "subtotal": ""}
    found = read(line_items=[line(taxes=[taxed("2.00"), absent])])
    assert len(found.lines[0].taxes) == 1


def test_a_price_raised_by_hand_is_no_negative_discount():
    found = read(line_items=[line(subtotal="5.00", subtotal_tax="1.00")])
    assert (found.lines[0].unit_price, found.lines[0].discount) == (Decimal("12.00"), 0)


def test_a_coupon_is_the_discount_of_its_lines():
    found = read(line_items=[line(subtotal="15.00", subtotal_tax="3.00")])
    assert (found.lines[0].unit_price, found.lines[0].discount) == (Decimal(18), Decimal(6))


def test_the_codes_of_coupons_are_told():
    assert read(coupon_lines=[{"id": 1, "code": "ete10"}]).discount_codes == ("ete10",)


def test_the_payment_is_called_as_the_buyer_saw_it():
    assert read().payment_methods == ("Carte bancaire",)


def test_another_form_is_said_and_not_guessed():
    with pytest.raises(MappingError, match="form"):
        mapping.read_order(b'{"id": {}}')
