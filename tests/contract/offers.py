"""What a wire offers besides orders and stock: prices, whole products, deliveries, money back.

Only what its adapter can is asked for: what it does not offer is skipped by itself, and of the rest
``without`` says why there is no such thing.
"""


class Priced:
    """``unknown_priced``: (listing, parent) in the vendor's form, of what nothing is.

    ``reads_prices``: what marks the calls that read prices, as ``reads`` those for orders.
    """

    reads_prices = ""
    unknown_priced = ("", "")

    def priced(self, count):
        """(listing's id, parent's id) of so many things that have a price of their own."""
        raise NotImplementedError

    def price_of(self, listing_id):
        """The regular price that the remote shows, as a Decimal."""
        raise NotImplementedError


class Products:
    """``reads_products``: what marks the calls that read whole products, as ``reads`` for orders.

    ``unknown_product``: an id of the vendor's form that nothing has.
    """

    reads_products = ""
    unknown_product = ""

    def add_products(self, count, variants=1, words="As it is."):
        """Products that the merchant makes in the shop, described so; returns their ids."""
        raise NotImplementedError

    def edit_product(self, external_id, name):
        """The merchant calls it otherwise, a moment later."""
        raise NotImplementedError

    def remove_product(self, external_id):
        """The merchant deletes it for good."""
        raise NotImplementedError

    def called(self, name):
        """The ids of the products of that name, drafts too."""
        raise NotImplementedError


class Rings:
    """How the remote tells of what changed."""

    def rings(self, url):
        """The kinds of changes that ring at an address now, each as often as it does."""
        raise NotImplementedError

    def stop_ringing(self, url):
        """The remote itself gives one of them up, as after failures."""
        raise NotImplementedError

    def spoil_subscribing(self, trouble):
        """The next call by which we subscribe meets a trouble."""
        self.spoil(trouble, writes=True)

    def delivery(self):
        """(headers, body, resource, id): something changed, and this came to the door."""
        raise NotImplementedError

    def signed(self, body):
        """The headers with which the remote would send these bytes, about such a thing."""
        raise NotImplementedError


class Changes:
    """What becomes of an order: money given back there, a status set from here.

    ``reads_refunds``: what marks the calls that read refunds, where those are calls of their own.
    ``further``: the vendor's word of a status that a paid order goes on to.
    """

    reads_refunds = ""
    further = ""

    def give_back(self, external_id):
        """Give a part of an order's money back; returns how much, as a Decimal."""
        raise NotImplementedError

    def status_of(self, external_id):
        """The vendor's word; of one that is called off, ``cancelled``."""
        raise NotImplementedError
