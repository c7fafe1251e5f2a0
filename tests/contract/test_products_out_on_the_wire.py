"""Products out, over every channel's own wire: one is made once, and changed where it is known."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from odoo.addons.omni_base.core.documents import Product, ProductChange, ProductOffer, Variant
from odoo.addons.omni_base.core.errors import RemoteError, RetryableError

from .cases import needs, pushed, states

NAME = "Made in Odoo"


def offer(sizes=(), sku="ODOO"):
    """A product of that name: simple, or with a variant for each size."""
    options = [(("Size", size),) for size in sizes] or [()]
    variants = [
        Variant(
            external_id=str(7000 + place),
            sku=f"{sku}-{place}",
            price=Decimal("12.50"),
            options=chosen,
        )
        for place, chosen in enumerate(options)
    ]
    product = Product(external_id="", name=NAME, variants=tuple(variants))
    return ProductOffer(key="1", reference="omni/product/77", product=product)


def ready(wire):
    needs(wire, "push_new_product")
    adapter = wire.connect()
    adapter.check()
    return adapter


def change(external_id, name, key="1"):
    return ProductChange(key=key, product=Product(external_id=external_id, name=name))


@pytest.mark.parametrize("sizes", [(), ("S", "M", "L")], ids=["simple", "with variants"])
def test_a_product_is_made_with_its_variants(wire, sizes):
    made = ready(wire).push_new_product(offer(sizes))
    assert made.state == "done" and wire.called(NAME) == [made.external_id]
    keys = {one.key: one.listing for one in made.made}
    assert set(keys) == {str(7000 + place) for place in range(len(sizes) or 1)}
    assert [listing.sku for _key, listing in sorted(keys.items())] == [
        f"ODOO-{place}" for place in range(len(sizes) or 1)
    ]


def test_a_product_that_was_made_is_not_on_sale_yet(wire):
    needs(wire, "pull_products_by_id", "read_product")
    adapter = ready(wire)
    made = adapter.push_new_product(offer())
    (item,) = adapter.pull_products_by_id([made.external_id])
    assert not adapter.read_product(item.body).active


@pytest.mark.parametrize("sizes", [(), ("S", "M", "L")], ids=["simple", "with variants"])
def test_a_product_that_is_made_twice_is_one(wire, sizes):
    ready(wire)
    first, again = (wire.connect().push_new_product(offer(sizes)) for _time in range(2))
    assert first.external_id == again.external_id and again.state == "done"
    assert wire.called(NAME) == [first.external_id]
    assert {one.key: one.listing.external_id for one in first.made} == {
        one.key: one.listing.external_id for one in again.made
    }


@pytest.mark.parametrize("sizes", [(), ("S", "M", "L")], ids=["simple", "with variants"])
@pytest.mark.parametrize("trouble", ["cut", "html", "fault", "throttled"])
@pytest.mark.parametrize("skip", [0, 1])
def test_a_product_whose_answer_was_lost_is_found_again(wire, trouble, skip, sizes):
    """Also where the remote had made it, or only a part of it, before the answer was lost."""
    adapter, wanted = ready(wire), offer(sizes)
    wire.spoil(trouble, writes=True, skip=skip)
    found = pushed(lambda one: [adapter.push_new_product(one)], wanted)
    assert found.is_open() or states(found.outcomes) == ["done"]
    wire.reset_troubles()
    made = wire.connect().push_new_product(wanted)
    assert made.state == "done" and wire.called(NAME) == [made.external_id]
    assert len({one.listing.external_id for one in made.made}) == len(wanted.product.variants)


def test_what_cannot_be_looked_for_is_not_made(wire):
    adapter = ready(wire)
    wire.spoil("fault", reads=wire.reads_products, times=9)
    with pytest.raises(RetryableError):
        adapter.push_new_product(offer())
    assert wire.called(NAME) == []


def test_a_sku_that_the_shop_has_already_is_not_made_again(wire):
    adapter = ready(wire)
    adapter.push_new_product(offer())
    other = replace(offer(), key="2", reference="omni/product/78")
    found = adapter.push_new_product(other)
    assert found.state == "rejected" and found.reason
    assert len(wire.called(NAME)) == 1


def test_what_is_told_of_a_product_is_what_it_is_then(wire):
    needs(wire, "push_products")
    adapter, made = wire.connect(), wire.add_products(2)
    told = [change(one, f"Now {one}", str(n)) for n, one in enumerate(made)]
    for _time in range(2):
        assert states(adapter.push_products(told)) == ["done", "done"]
    assert [wire.called(f"Now {one}") for one in made] == [[one] for one in made]


def test_a_product_that_nobody_knows_is_refused_alone(wire):
    needs(wire, "push_products")
    adapter, made = wire.connect(), wire.add_products(2)
    told = [change(made[0], "One"), change(wire.unknown_product, "Two"), change(made[1], "Three")]
    told = [replace(one, key=str(place)) for place, one in enumerate(told)]
    found = adapter.push_products(told)
    assert states(found) == ["done", "rejected", "done"] and found[1].reason
    assert [wire.called("One"), wire.called("Three")] == [[made[0]], [made[1]]]


@pytest.mark.parametrize("trouble", ["cut", "html", "fault", "throttled"])
def test_a_change_whose_answer_was_lost_is_open_and_ends_well(wire, trouble):
    needs(wire, "push_products")
    adapter, (made,) = wire.connect(), wire.add_products(1)
    wire.spoil(trouble, writes=True)
    assert pushed(adapter.push_products, [change(made, "Now")]).is_open()
    wire.reset_troubles()
    assert states(wire.connect().push_products([change(made, "Now")])) == ["done"]
    assert wire.called("Now") == [made]


def test_a_key_that_only_reads_makes_and_changes_nothing(wire):
    needs(wire, "push_new_product", "push_products", case="reading")
    (made,) = wire.add_products(1)
    adapter = wire.connect(wire.reading)
    for push in (
        lambda: adapter.push_new_product(offer()),
        lambda: adapter.push_products([change(made, "Now")]),
    ):
        with pytest.raises(RemoteError):
            push()
    assert wire.called(NAME) == wire.called("Now") == []
