"""Shopify, played: Admin GraphQL, webhooks, and a storefront where a person orders."""


def create(world):
    from tests.sandbox.shopify.playing import Shopify

    return Shopify(world)
