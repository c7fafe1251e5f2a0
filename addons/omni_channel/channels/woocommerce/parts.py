"""A fee or a shipping cost of which each tax is on a part only, told as several lines.

WooCommerce shares a fee below zero, a discount, among the tax classes of what was bought, and taxes
each share by the rates of its class; plugins do the same with shipping. A tax of Odoo's is on the
whole of a line. https://woocommerce.github.io/code-reference/classes/WC-Cart-Totals.html
"""

from msgspec.structs import replace

from odoo.addons.omni_base.core.money import ZERO, amount

from .settling import coin
from .taxes import HUNDRED, told


def parts_of(item, rates, currency):
    """Return the items that a fee or shipping line stands for: itself, where it is taxed whole."""
    taxes = [part for part in told(item) if amount(part.total)]
    net, unit = amount(item.total), coin(currency)
    if not taxes or rates.is_whole(item, unit):
        return [item]
    shares = [(_base(group, rates), group) for group in rates.groups(taxes)]
    if None in [base for base, _group in shares]:
        return [item]
    shares = _joined(shares, net, unit)
    rest = net - sum((base for base, _group in shares), ZERO)
    tolerance = unit * len(taxes)
    if any(base * net <= 0 for base, _group in shares) or rest * net < -abs(net) * tolerance:
        return [item]
    if abs(rest) <= tolerance:
        largest = max(range(len(shares)), key=lambda place: abs(shares[place][0]))
        shares[largest] = (shares[largest][0] + rest, shares[largest][1])
    else:
        shares.append((rest, []))
    return [_share(item, base, group) for base, group in shares]


def _joined(shares, net, unit):
    """Return the shares; those that come to more than there is are of one class where alike."""
    if abs(sum((base for base, _group in shares), ZERO)) <= abs(net) + unit * len(shares):
        return shares
    found = []
    for base, group in sorted(shares, key=lambda share: -len(share[1])):
        like = next(
            (one for one in found if abs(one[0] - base) <= abs(base) / HUNDRED + unit), None
        )
        if like:
            like[1].extend(group)
        else:
            found.append([base, list(group)])
    return [(base, group) for base, group in found]


def _base(group, rates):
    """Return the amount without taxes that a class's rates are on, None where nothing tells."""
    plain = [part for part in group if not rates.is_compound(part)] or group
    percent = sum((rates.percent(part) for part in plain), ZERO)
    if not percent:
        return None
    return HUNDRED * sum((amount(part.total) for part in plain), ZERO) / percent


def _share(item, base, group):
    tax = sum((amount(part.total) for part in group), ZERO)
    return replace(item, total=str(base), total_tax=str(tax), taxes=group)
