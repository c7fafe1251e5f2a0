"""Sendcloud API v3 under /sendcloud/api/v3, played from the vendor's own description."""

from tests.sandbox.sendcloud.vendor import Sendcloud


def create(world):
    return Sendcloud(world)
