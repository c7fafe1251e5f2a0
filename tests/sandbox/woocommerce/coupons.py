"""How a coupon's discount is shared among the lines, cent by cent.

All amounts are in the currency's smallest unit.
"""

from decimal import ROUND_FLOOR, Decimal

from tests.sandbox.woocommerce.money import ZERO, rounded

ORDER = {"fixed_product": 1, "percent": 2, "fixed_cart": 3}


class Discounts:
    """`lines` have `price` (of the whole line) and `quantity`; `found`: {code: {place: amount}}."""

    def __init__(self, lines, decimals):
        self.lines = lines
        self.unit = Decimal(10) ** decimals
        self.found = {}
        self._places = sorted(range(len(lines)), key=lambda place: -lines[place].price)

    def apply(self, coupons):
        for coupon in sorted(coupons, key=lambda coupon: ORDER[coupon["discount_type"]]):
            self.found.setdefault(coupon["code"], {})
            self._apply(coupon)
        return self.found

    def of_line(self, place):
        return sum((shares.get(place, ZERO) for shares in self.found.values()), ZERO)

    def _apply(self, coupon):
        places = [place for place in self._places if self._left(place) > 0]
        amount = Decimal(coupon["amount"])
        if coupon["discount_type"] == "percent":
            self._percent(coupon["code"], places, amount)
        elif coupon["discount_type"] == "fixed_product":
            self._fixed_product(coupon["code"], places, amount * self.unit)
        else:
            self._fixed_cart(coupon["code"], places, amount * self.unit)

    def _left(self, place):
        return abs(rounded(self.lines[place].price - self.of_line(place)))

    def _take(self, code, place, amount):
        shares = self.found[code]
        shares[place] = shares.get(place, ZERO) + amount
        return amount

    def _percent(self, code, places, percent):
        taken = whole = ZERO
        for place in places:
            price = rounded(self.lines[place].price)
            share = (price * percent / 100).to_integral_value(rounding=ROUND_FLOOR)
            whole += price
            taken += self._take(code, place, min(self._left(place), share))
        due = rounded(whole * percent / 100, down=True)
        if taken < due:
            self._remainder(code, places, due - taken)

    def _fixed_product(self, code, places, amount):
        taken = ZERO
        for place in places:
            share = min(self._left(place), amount * self.lines[place].quantity)
            taken += self._take(code, place, share)
        return taken

    def _fixed_cart(self, code, places, amount):
        places = [place for place in places if self._left(place) > 0]
        units = sum(self.lines[place].quantity for place in places)
        if not units or amount <= 0:
            return
        each = (amount / units).to_integral_value(rounding=ROUND_FLOOR)
        if each <= 0:
            self._remainder(code, places, amount)
            return
        taken = self._fixed_product(code, places, each)
        if 0 < taken < amount:
            self._fixed_cart(code, places, amount - taken)

    def _remainder(self, code, places, amount):
        taken = ZERO
        for place in places:
            for _unit in range(int(self.lines[place].quantity)):
                taken += self._take(code, place, min(self._left(place), Decimal(1)))
                if taken >= amount:
                    return
