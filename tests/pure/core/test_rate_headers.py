"""The usual headers about limits are understood in each of their forms, and nothing is guessed."""

import time

import pytest

from odoo.addons.omni_base.core.pace import Told
from odoo.addons.omni_base.core.rate_headers import told_by


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        (
            {"ratelimit-limit": "100", "ratelimit-remaining": "40", "ratelimit-reset": "20"},
            Told(100, 40, 5, 20),
        ),
        (
            {
                "ratelimit-limit": "100, 100;w=50",
                "ratelimit-remaining": "40",
                "ratelimit-reset": "20",
            },
            Told(100, 40, 2, 20),
        ),
        (
            {"x-ratelimit-limit": "60", "x-ratelimit-remaining": "0"},
            Told(60, 0, 1, None),
        ),
        (
            {"x-rate-limit-limit": "60", "x-rate-limit-remaining": "1", "x-rate-limit-reset": "6"},
            Told(60, 1, 10, 6),
        ),
        ({"ratelimit": "limit=100, remaining=50, reset=5"}, Told(100, 50, 20, 5)),
        (
            {"ratelimit": '"default";r=50;t=30', "ratelimit-policy": '"default";q=100;w=60'},
            Told(100, 50, 100 / 60, 30),
        ),
        (
            {
                "ratelimit": '"burst";r=3;t=1, "daily";r=900;t=4000',
                "ratelimit-policy": '"burst";q=5;w=1, "daily";q=1000;w=86400',
            },
            Told(5, 3, 5, 1),
        ),
    ],
)
def test_what_is_told_is_understood(headers, told):
    assert told_by(headers) == told


def test_a_reset_may_be_a_date():
    headers = {
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(int(time.time()) + 30),
    }
    assert 28 <= told_by(headers).fresh_after <= 30


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ratelimit-limit": "100"},
        {"ratelimit-limit": "soon", "ratelimit-remaining": "now"},
        {"ratelimit-limit": "0", "ratelimit-remaining": "0"},
        {"ratelimit-limit": "10", "ratelimit-remaining": "11"},
        {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "-1"},
        {"ratelimit": "nonsense"},
        {"ratelimit": '"default";r=50;t=30'},
        {"ratelimit": ""},
    ],
)
def test_what_is_no_limit_is_not_believed(headers):
    assert told_by(headers) is None


def test_a_window_longer_than_a_day_is_not_believed():
    headers = {
        "ratelimit-limit": "10",
        "ratelimit-remaining": "0",
        "ratelimit-reset": "999999",
    }
    assert told_by(headers).fresh_after == 86400
