"""Telling a hundred things a call, each with its own outcome, whatever the shop makes of the call.

https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products

Variations take a call for each of their products. A value is set as it is, so that a call may be
repeated. An answer of 200 may hold errors, and may have left a value as it was: each item's own
answer is looked at.
"""

from msgspec import Struct

from odoo.addons.omni_base.core.documents import Outcome
from odoo.addons.omni_base.core.errors import ReadOnlyError, RejectedError, RetryableError
from odoo.addons.omni_base.core.paging import slices
from odoo.addons.omni_base.core.text import _

from .answers import plain
from .batches import Batch, BatchItem
from .tables import PRODUCT_REFUSALS

ITEMS_A_CALL = 100


class Place(Struct, frozen=True):
    """What is set: a product, or a variation of one."""

    product_id: int
    variation_id: int = 0

    @property
    def id(self):
        return self.variation_id or self.product_id

    @property
    def collection(self):
        return f"products/{self.product_id}/variations" if self.variation_id else "products"

    @property
    def path(self):
        return f"{self.collection}/batch"


def place_of(text):
    """Return the Place of ``12`` or ``12/34``, None for anything else."""
    steps = text.split("/")
    if not all(step.isdecimal() for step in steps) or len(steps) > 2:
        return None
    return Place(*(int(step) for step in steps))


class BatchPush:
    """One push: once a call cannot be made, those after it wait as well.

    A subclass says what is sent of a document (``content``), and what an answer to it means
    (``judged``). ``name``: under which is learnt how many things the shop manages in one call.
    """

    name = ""

    def __init__(self, rest):
        self._rest = rest
        self._outcomes = {}
        self._portion = rest.portion(self.name, ITEMS_A_CALL)
        self._told = False
        self._waits = None

    def push(self, placed):
        """Return {key: Outcome} of [(Place or None, document)]; a RemoteError when nothing was
        booked at all.
        """
        calls = {}
        for place, document in placed:
            if place is None:
                reason = _("Read the products again: its number there is not known.")
                self._outcomes[document.key] = refused(document, reason)
            else:
                calls.setdefault(place.path, []).append((place, document))
        for path, wanted in calls.items():
            for some in slices(wanted, self._portion.size):
                self._tell(path, some)
        return self._outcomes

    def content(self, place, document):
        raise NotImplementedError

    def judged(self, document, found):
        raise NotImplementedError

    def _tell(self, path, wanted):
        """Send one call and book it, unless what came before it has to wait as well."""
        if self._waits is None:
            self._try(path, wanted)
        if self._waits is not None:
            for _place, document in wanted:
                self._outcomes.setdefault(document.key, later(document, self._waits))

    def _try(self, path, wanted):
        try:
            self._book(self._send(path, wanted), wanted)
            self._told = True
        except ReadOnlyError:
            raise
        except RejectedError as error:
            self._tell_halves(path, wanted, error)
        except RetryableError as error:
            if not self._told:
                raise
            self._waits = error.reason

    def _tell_halves(self, path, wanted, error):
        """What is refused together may be too much at once, or one that spoils the others."""
        if len(wanted) == 1:
            document = wanted[0][1]
            self._outcomes[document.key] = refused(document, error.reason)
            return
        middle = len(wanted) // 2
        self._tell(path, wanted[:middle])
        self._tell(path, wanted[middle:])

    def _book(self, answer, wanted):
        """Answers come in the order of what was asked; an id that does not fit is not believed."""
        for number, (place, document) in enumerate(wanted):
            found = answer.update[number] if number < len(answer.update) else None
            if found is None or found.id != place.id:
                found = next((one for one in answer.update if one.id == place.id), None)
            self._outcomes[document.key] = self._judged(document, found)

    def _judged(self, document, found):
        if found is None:
            return later(document, _("The shop did not say what became of it."))
        if found.error:
            known = PRODUCT_REFUSALS.get(found.error.code)
            words = plain(found.error.message)
            return refused(document, known or _("The shop refuses. %s", words))
        return self.judged(document, found)

    def _send(self, path, wanted):
        update = [{"id": place.id, **self.content(place, document)} for place, document in wanted]
        with self._portion.call():
            return self._rest.post(path, {"update": update}, Batch, repeatable=True)


def read_items(rest, placed, fields):
    """Return {key: BatchItem} of [(Place or None, document)] that the shop still has.

    A hundred products a call, the variations of each product in calls of their own.
    """
    found, calls = {}, {}
    for place, document in placed:
        if place:
            calls.setdefault(place.collection, {})[place.id] = document.key
    portion = rest.portion("products looked at", ITEMS_A_CALL)
    for path, keys in calls.items():
        for some in slices(list(keys), portion.size):
            listed = {"include": ",".join(map(str, some)), "per_page": len(some)}
            with portion.call():
                shown = rest.get(path, list[BatchItem], **listed, _fields=fields).data
            found |= {keys[one.id]: one for one in shown if one.id in keys}
    return found


def refused(document, reason):
    return Outcome(key=document.key, state="rejected", reason=reason)


def later(document, reason):
    return Outcome(key=document.key, state="retry", reason=reason)
