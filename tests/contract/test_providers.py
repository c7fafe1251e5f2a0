"""What every provider promises, whoever wrote it. A new folder is under contract by being there."""

import inspect
import json
import re

import pytest

from odoo.addons.omni_base.core.adapter import Adapter, Credential, words
from odoo.addons.omni_base.core.errors import RejectedError, SignatureError
from odoo.addons.omni_base.core.http import Answer, HttpSession

from .providers import folders, kind_of, load

FOLDERS = folders()
HEADINGS = ("Not implemented", "Credentials, step by step", "How to test")
FEEDS = ("pull_orders", "pull_listings", "pull_products", "pull_customers", "pull_tracking")
READS = {name: name.replace("pull_", "read_").removesuffix("s") for name in FEEDS}
SIGNATURES = {
    "pull_orders": ["cursor"],
    "pull_orders_by_id": ["external_ids"],
    "pull_placed": ["since", "until"],
    "pull_listings": ["cursor"],
    "pull_locations": [],
    "pull_products": ["cursor"],
    "pull_products_by_id": ["external_ids"],
    "pull_customers": ["cursor"],
    "pull_customers_by_id": ["external_ids"],
    "pull_tracking": ["cursor", "parcels"],
    "pull_tracking_by_id": ["external_ids"],
    "read_order": ["body"],
    "read_listing": ["body"],
    "read_product": ["body"],
    "read_customer": ["body"],
    "read_tracking": ["body"],
    "verify_webhook": ["headers", "body"],
    "read_webhook": ["headers", "body"],
    "pull_stock": ["levels"],
    "push_stock": ["levels"],
    "push_shipments": ["shipments"],
    "subscribe": ["url"],
    "unsubscribe": ["url"],
    "pull_missing_webhooks": ["url"],
    "check": [],
    "diagnose": ["url"],
}

provider = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def made(folder):
    """An adapter with made-up credentials; nothing in this file uses the network."""
    kind = load(folder)
    values = {one.name: one.default or "x" for one in kind.credentials}
    return kind(HttpSession(), values, memory={})


def readme(folder):
    return (folder / "README.md").read_text(encoding="utf-8")


def samples(folder):
    return sorted((folder / "samples").glob("*.json"))


def kind_of_sample(path):
    return re.split(r"[-.]", path.name)[0]


def reader(folder, path):
    """The method that reads a sample: ``read_<first word of its name>``, if there is one."""
    return getattr(made(folder), f"read_{kind_of_sample(path)}", None)


def test_there_are_providers():
    assert {path.name for path in FOLDERS} >= {"shopify", "sendcloud"}


@provider
def test_a_provider_is_called_as_its_folder(folder):
    assert load(folder) is not None
    assert load(folder).code == folder.name


@provider
def test_a_provider_is_of_its_familys_kind(folder):
    assert load(folder).kind == kind_of(folder)


@provider
def test_a_provider_belongs_to_the_addon_it_lies_in(folder):
    assert load(folder).addon() == folder.parents[1].name


@provider
def test_a_provider_has_a_name_and_a_description(folder):
    assert load(folder).label
    assert load(folder).description


@provider
def test_a_description_can_be_translated(folder):
    assert words(load(folder).description)


@provider
def test_what_is_told_of_costs_and_volumes_can_be_translated(folder):
    market = load(folder).market
    for told in (market.volume, market.competition, market.advice) if market else ():
        assert not told or words(told)


@provider
def test_a_lowest_cost_is_no_higher_than_the_highest(folder):
    market = load(folder).market
    for span in (market.commission, market.monthly) if market else ():
        assert not span or 0 <= span[0] <= span[1]


@provider
def test_a_provider_says_what_passes_to_and_fro(folder):
    passages = load(folder).passages()
    assert passages
    for passage in passages:
        assert passage.direction in ("in", "out")
        assert words(passage.label) and words(passage.help)


@provider
def test_an_icon_is_small_and_runs_no_script(folder):
    icon = load(folder).icon()
    if icon:
        kind, body = icon
        assert kind in ("image/svg+xml", "image/png") and len(body) < 20_000
        assert b"<script" not in body


@provider
def test_credentials_are_declared(folder):
    found = load(folder).credentials
    assert found
    assert all(isinstance(one, Credential) for one in found)
    assert len({one.name for one in found}) == len(found)


@provider
def test_labels_and_help_of_credentials_can_be_translated(folder):
    for one in load(folder).credentials:
        assert words(one.label), one.name
        assert not one.help or words(one.help), one.name


@provider
def test_what_is_called_secret_or_token_is_kept_secret(folder):
    for one in load(folder).credentials:
        if re.search(r"secret|token|password|private", one.name):
            assert one.secret, one.name


@provider
def test_credentials_are_trimmed(folder):
    kind = load(folder)
    values = {one.name: f"  {one.default or 'x'}  " for one in kind.credentials}
    try:
        cleaned = kind.clean(values)
    except RejectedError as error:
        assert words(error.reason)
        return
    assert all(value == value.strip() for value in cleaned.values())


@provider
def test_empty_credentials_are_no_traceback(folder):
    kind = load(folder)
    try:
        kind.clean({one.name: "" for one in kind.credentials})
    except RejectedError as error:
        assert words(error.reason)


@provider
def test_another_address_is_another_host(folder):
    kind = load(folder)
    for one in kind.credentials:
        if re.search(r"address|url|shop|host|domain|server", one.name) and not one.secret:
            hosts = {kind.host(one, f"https://{name}.example") for name in ("one", "two")}
            assert hosts == {"one.example", "two.example"}, one.name


@provider
def test_a_provider_can_be_tested(folder):
    assert load(folder).check is not Adapter.check


@provider
def test_methods_take_what_the_family_says(folder):
    kind = load(folder)
    for name, expected in SIGNATURES.items():
        if kind.can(name):
            found = list(inspect.signature(getattr(kind, name)).parameters)
            assert found == ["self", *expected], name


@provider
def test_what_is_pulled_can_be_read(folder):
    kind = load(folder)
    for pull in FEEDS:
        assert not kind.can(pull) or kind.can(READS[pull]), pull


@provider
def test_a_channel_that_brings_orders_can_be_counted_or_says_that_it_cannot(folder):
    kind = load(folder)
    if not kind.can("pull_orders") or "completeness" in readme(folder):
        pytest.skip("this provider brings no orders, or says that they cannot be counted")
    both = kind.can("pull_placed") and kind.can("pull_orders_by_id")
    assert both, "add pull_placed and pull_orders_by_id, or “No completeness: …” to the README"


@provider
def test_who_can_be_subscribed_says_what_is_missing(folder):
    kind = load(folder)
    assert not kind.can("subscribe") or kind.can("pull_missing_webhooks")


@provider
def test_an_unsigned_delivery_is_not_believed(folder):
    if not load(folder).can("read_webhook"):
        pytest.skip("this provider receives no deliveries")
    with pytest.raises(SignatureError):
        made(folder).verify_webhook({}, b"{}")


@provider
def test_a_refusal_without_words_is_explained_by_nothing(folder):
    """What the remote says when it refuses may be empty, a page for people, or any JSON."""
    session = HttpSession(explain=made(folder).read_refusal)
    for body in (b"", b"<html>", b"[]", b"null", b'"no"', b'{"unexpected": 1}'):
        assert isinstance(session._explained(_answer(body)), str)


def _answer(body):
    return Answer(status=422, headers={}, body=body, url="https://remote.example/")


@provider
def test_a_readme_says_what_one_must_know(folder):
    found = re.findall(r"^#+ (.+)$", readme(folder), flags=re.MULTILINE)
    assert [heading for heading in HEADINGS if heading not in found] == []


@provider
def test_a_readme_names_the_api_and_its_version(folder):
    assert re.search(r"^- API: .*\d", readme(folder), flags=re.MULTILINE)


@provider
def test_there_are_samples(folder):
    assert samples(folder)


@provider
def test_samples_are_json(folder):
    for path in samples(folder):
        json.loads(path.read_text(encoding="utf-8"))


@provider
def test_samples_are_read_without_error(folder):
    for path in samples(folder):
        read = reader(folder, path)
        if read:
            read(path.read_bytes())


@provider
def test_samples_of_a_provider_show_what_it_reads(folder):
    read = {kind_of_sample(path) for path in samples(folder) if reader(folder, path)}
    pulled = {READS[name].removeprefix("read_") for name in FEEDS if load(folder).can(name)}
    assert pulled <= read
