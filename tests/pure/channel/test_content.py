"""Which of a product's fields are told to a channel."""

from odoo.addons.omni_base.core.ownership import Agreed
from odoo.addons.omni_channel.core.content import Told, told


def test_what_differs_is_told_where_odoo_decides():
    assert told("odoo", "Cup", "Tasse").sends


def test_nothing_is_told_where_somebody_else_decides():
    assert told("remote", "Cup", "Tasse") == told("nobody", "Cup", "Tasse") == Told()


def test_what_is_empty_here_empties_nothing_there():
    assert told("odoo", "", "Tasse") == Told()


def test_the_same_is_not_told():
    assert told("odoo", "Cup", "Cup") == Told()


def test_the_channel_s_own_form_of_what_was_told_is_not_told_again():
    assert told("odoo", "<p>a</p>", "<P>a", Agreed("<p>a</p>", "<P>a")) == Told()


def test_what_somebody_changed_there_is_lost_and_kept():
    assert told("odoo", "Cup", "Mug", Agreed("Cup", "Cup")) == Told(sends=True, is_lost=True)


def test_a_change_here_loses_nothing():
    assert told("odoo", "Mug", "Cup", Agreed("Cup", "Cup")) == Told(sends=True)
