"""What was bought: each kind of line, its discount, its taxes, and what is left of it."""

from decimal import Decimal

from odoo.addons.omni_base.core.documents import Tax
from odoo.addons.omni_channel.channels.shopify.lines import sum_of
from odoo.addons.omni_channel.channels.shopify.mapping import read_order

from .shop import bag, body, delivery, line, tax


def read(*args, **changes):
    return read_order(body(*args, **changes))


def kinds(found):
    return [(one.kind, one.total) for one in found.lines]


def test_a_product_line_names_its_product_in_three_ways():
    one = read().lines[0]
    assert (one.kind, one.sku, one.barcode, one.listing_id) == ("product", "CAF-250", "376", "901")


def test_a_line_of_a_deleted_product_is_still_a_product_by_its_sku():
    assert read(lines=[line(variant=None)]).lines[0].kind == "product"


def test_a_line_typed_by_hand_is_custom():
    assert read(lines=[line(variant=None, sku=None)]).lines[0].kind == "custom"


def test_a_gift_card_is_a_gift_card():
    assert read(lines=[line(isGiftCard=True)]).lines[0].kind == "gift_card"


def test_a_free_product_is_a_line_of_nothing():
    found = read(lines=[line(originalUnitPriceSet=bag("0.0"))], total="5.00")
    assert kinds(found) == [("product", 0), ("shipping", 5)]


def test_what_the_buyer_typed_for_a_line_is_its_note():
    texts = [{"key": "Gravure", "value": "Zoé"}, {"key": "_app", "value": "x"}]
    assert read(lines=[line(customAttributes=texts)]).lines[0].note == "Gravure: Zoé"


def test_several_taxes_of_a_line_are_all_kept():
    found = read(
        lines=[line(taxLines=[tax("0.50", 5.0, "GST"), tax("0.998", 9.975, "QST")])],
        taxesIncluded=False,
    )
    assert found.lines[0].taxes == (
        Tax(name="GST", rate=Decimal("5.0"), amount=Decimal("0.50")),
        Tax(name="QST", rate=Decimal("9.975"), amount=Decimal("0.998")),
    )


def test_a_tax_without_a_rate_has_the_one_that_follows_from_its_amount():
    found = read(lines=[line(taxLines=[tax("2.00", None)])], taxesIncluded=False)
    assert found.lines[0].taxes[0].rate == 20


def test_discounts_are_taken_off_the_line_they_were_given_for():
    allocations = [{"allocatedAmountSet": bag("1.50")}, {"allocatedAmountSet": bag("0.50")}]
    one = read(lines=[line(discountAllocations=allocations)], total="13.00").lines[0]
    assert (one.unit_price, one.discount, one.total) == (10, 2, 8)


def test_three_pieces_less_ten_euros_come_to_exactly_twenty():
    allocations = [{"allocatedAmountSet": bag("10.00")}]
    found = read(
        lines=[line(quantity=3, currentQuantity=3, discountAllocations=allocations)],
        deliveries=[],
        total="20.00",
    )
    assert found.lines[0].total == found.total == 20


def test_a_removed_line_is_gone():
    found = read(lines=[line(1), line(2, currentQuantity=0)])
    assert [one.external_id for one in found.lines] == ["1", "7"]


def test_a_line_that_lost_pieces_has_the_rest():
    found = read(lines=[line(quantity=3, currentQuantity=2)], total="25.00")
    assert (found.lines[0].quantity, found.lines[0].total) == (2, 20)


def test_cents_of_a_shared_discount_are_settled_on_the_line_that_lost_pieces():
    allocations = [{"allocatedAmountSet": bag("10.00")}]
    found = read(
        lines=[line(quantity=3, currentQuantity=2, discountAllocations=allocations)],
        deliveries=[],
        total="13.34",
    )
    assert found.lines[0].discount == Decimal("6.66")


def test_a_removed_delivery_is_gone():
    found = read(deliveries=[delivery(isRemoved=True)], total="10.00")
    assert kinds(found) == [("product", 10)]


def test_a_delivery_given_free_keeps_its_price_and_its_discount():
    free = delivery(discountedPriceSet=bag("0.0"), currentDiscountedPriceSet=bag("0.0"))
    one = read(deliveries=[free], total="10.00").lines[1]
    assert (one.unit_price, one.discount, one.total) == (5, 5, 0)


def test_a_delivery_refunded_in_part_has_the_rest_of_its_tax():
    part = delivery("6.00", currentDiscountedPriceSet=bag("3.00"), taxLines=[tax("1.00")])
    one = read(deliveries=[part], total="13.00").lines[1]
    assert (one.unit_price, one.discount, one.taxes[0].amount) == (3, 0, Decimal("0.50"))


def test_a_tip_among_the_lines_is_a_tip():
    tip = line(3, name="Tip", variant=None, sku=None, requiresShipping=False)
    found = read(lines=[line(1), tip], totalTipReceivedSet=bag("10.00"), total="25.00")
    assert kinds(found) == [("product", 10), ("tip", 10), ("shipping", 5)]


def test_a_tip_that_is_no_line_becomes_one():
    found = read(totalTipReceivedSet=bag("2.00"), total="17.00")
    assert kinds(found) == [("product", 10), ("shipping", 5), ("tip", 2)]


def test_a_service_that_costs_as_much_as_the_tip_stays_a_service():
    service = line(3, variant=None, sku=None, requiresShipping=False)
    found = read(lines=[service], totalTipReceivedSet=bag("10.00"), total="25.00")
    assert kinds(found) == [("custom", 10), ("shipping", 5), ("tip", 10)]


def test_duties_and_fees_are_lines():
    found = read(
        currentTotalDutiesSet=bag("7.00"),
        currentTotalAdditionalFeesSet=bag("1.20"),
        total="23.20",
    )
    assert kinds(found)[2:] == [("duty", 7), ("fee", Decimal("1.20"))]


def test_duties_that_lie_in_the_prices_are_no_line():
    found = read(currentTotalDutiesSet=bag("2.00"), dutiesIncluded=True)
    assert kinds(found) == [("product", 10), ("shipping", 5)]


def test_a_refund_without_goods_that_the_total_counts_is_a_line():
    found = read(refundDiscrepancySet=bag("-4.00"), total="11.00")
    assert kinds(found)[-1] == ("custom", -4)
    assert sum_of(found.lines, True) == 11


def test_a_refund_without_goods_that_the_total_does_not_count_is_none():
    assert len(read(refundDiscrepancySet=bag("-4.00")).lines) == 2


def test_what_was_refunded_is_told():
    assert read(totalRefundedSet=bag("4.00")).refunded_total == 4


def test_both_currencies_are_kept():
    both = {"shopMoney": {"amount": "15.00"}, "presentmentMoney": {"amount": "16.50"}}
    found = read(currentTotalPriceSet=both, presentmentCurrencyCode="USD")
    assert (found.currency, found.total) == ("EUR", 15)
    assert (found.presentment_currency, found.presentment_total) == ("USD", Decimal("16.50"))
