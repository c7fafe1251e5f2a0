"""An adapter speaks one API in our documents. Subclassing it is all there is to registering it."""

import importlib
import importlib.util
import pkgutil
import sys
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from .hand_over import HandOver
from .links import host_of
from .market import Passage
from .pace import CALLS, Charge, Limit
from .resource import offered
from .shape import shapes_beside
from .text import Text, addon_of

_REGISTRY = {}
ICONS = {"icon.svg": "image/svg+xml", "icon.png": "image/png"}


class Credential(msgspec.Struct, frozen=True):
    """One field of the log-in form, declared by the adapter. ``default`` is shown and used.

    ``address``: the secrets are sent there; where another host is typed, they are to be typed anew.
    """

    name: str
    label: str
    secret: bool = True
    required: bool = True
    help: str = ""
    default: str = ""
    address: bool = False


class Adapter:
    """One log-in at one remote, for the length of one run.

    ``kind``: what it connects (``channel``, ``carrier`` …) and ``family``: the same in a person's
    words; both are set by the family's base class.
    ``market``: a Market, where costs and advice are known.
    ``hand_over``: a HandOver, where a page of the remote hands the log-in over; then it has
    ``approval_page``, ``read_handed`` and ``read_return``.
    ``test_side``: whether the vendor has a test side; without one, test mode buys nothing.
    ``values``: the credentials by name. ``memory``: a dict kept between the runs of one process.
    ``wanted``: the codes of the optional resources that a person has switched on, where it is asked
    what the remote should ring for: it need not ring for the others.
    ``limits``: what the vendor promises; what its answers tell is learnt besides.
    ``mapping_version``: raised when ``read_…`` makes something else of the same bytes; what an
    older one has read can then be processed again.
    ``api_version``: the version that is asked for; ``version_header``: where an answer names its
    own; ``api_until``: the date on which the vendor ends it. ``deprecation_headers``: where the
    vendor warns beside the usual ones. Names of headers are in lower case.
    """

    kind = ""
    family = ""
    code = ""
    label = ""
    description = ""
    market = None
    credentials: tuple[Credential, ...] = ()
    hand_over: HandOver | None = None
    test_side = False
    wanted: frozenset = frozenset()
    mapping_version = 1
    limits: tuple[Limit, ...] = ()
    api_version = ""
    api_until: date | None = None
    version_header = ""
    deprecation_headers: tuple[str, ...] = ()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        if vars(cls).get("code"):
            register(cls)

    def __init__(self, http, values, *, live=False, memory=None):
        self.http = http
        self.values = values
        self.live = live
        self.memory = {} if memory is None else memory
        self.http.explain = self.read_refusal
        self.http.charge = self.charge
        self.http.drift.watch(type(self))

    def check(self):
        """Ask the remote who we are. Returns Account; raises AuthError for wrong credentials."""
        raise NotImplementedError

    def approval_page(self, offer):
        """Return the ApprovalPage for an Offer; raises RejectedError where it would not work.

        The log-in is not there yet: only what was typed of it is in ``values``.
        """
        raise NotImplementedError

    @classmethod
    def read_handed(cls, body):
        """Return Handed of what the remote sent; raises RejectedError for another form."""
        raise NotImplementedError

    @classmethod
    def read_return(cls, params):
        """Return (token, whether the person approved) of the query that the browser brings back."""
        raise NotImplementedError

    def diagnose(self, url):
        """Yield Findings that only this vendor can give, once ``check`` has answered.

        ``url``: the address at which the remote should ring. Asks small things, changes nothing.
        """
        return iter(())

    def read_refusal(self, answer):
        """Return the vendor's own words in a refusing Answer, or an empty text."""
        return ""

    def charge(self, method, url):
        """Return what one call takes of which limit; where its cost is known only by its content,
        the call says it itself.
        """
        return Charge(self.limits[0].code if self.limits else CALLS)

    @classmethod
    def clean(cls, values):
        """Return the credentials as they are stored: trimmed, addresses in their normal form.

        Raises RejectedError with a sentence for the person who types them.
        """
        return {name: (value or "").strip() for name, value in values.items()}

    @classmethod
    def host(cls, credential, value):
        """Return the host to which a value of a field that is no secret sends the log-in, or "".

        Two ways to write the same shop must give the same. Whatever looks like an address is one.
        """
        return host_of(value) if credential.address or "://" in value else ""

    @classmethod
    def can(cls, method):
        """Whether this adapter implements an optional method of its family."""
        return callable(getattr(cls, method, None))

    @classmethod
    def addon(cls):
        return addon_of(cls.__module__)

    @classmethod
    def passages(cls):
        """Return the Passages of this adapter: what would go to and fro, once connected."""
        return [
            Passage(
                code=one.code,
                label=one.label,
                direction=one.direction,
                writes=one.direction == "out",
                help=one.help,
            )
            for one in offered(cls)
        ]

    @classmethod
    def icon(cls):
        """Return (MIME type, bytes) of the folder's ``icon.svg`` or ``icon.png``, or None."""
        return _icon_beside(sys.modules[cls.__module__].__file__)

    @classmethod
    def known_fields(cls):
        """Return {resource: Node} of the folder's ``known_fields.txt`` (see ``shape.py``)."""
        return shapes_beside(sys.modules[cls.__module__].__file__)


@cache
def _icon_beside(module_file):
    for name, kind in ICONS.items():
        path = Path(module_file).with_name(name)
        if path.is_file():
            return kind, path.read_bytes()
    return None


def register(adapter):
    """Add an adapter class; the same code from two places is a fault of the programmer."""
    known = _REGISTRY.get(adapter.code)
    if known and (known.__module__, known.__qualname__) != (
        adapter.__module__,
        adapter.__qualname__,
    ):
        raise ValueError(f"two adapters are called {adapter.code}: {known} and {adapter}")
    _REGISTRY[adapter.code] = adapter


def adapter(code):
    """Return the adapter class of a code, or None."""
    return _REGISTRY.get(code)


def adapters(kind=None, addons=None):
    """Return the adapter classes by label, of one kind, of the given (installed) addons."""
    found = (
        cls
        for cls in _REGISTRY.values()
        if kind in (None, cls.kind) and (addons is None or cls.addon() in addons)
    )
    return sorted(found, key=lambda cls: str(cls.label).lower())


def import_folder(path, name):
    """Import every provider folder below a package: ``import_folder(__path__, __name__)``.

    A folder without an ``adapter.py`` is no provider.
    """
    for module in pkgutil.iter_modules(path):
        provider = f"{name}.{module.name}"
        if module.ispkg and importlib.util.find_spec(f"{provider}.adapter"):
            importlib.import_module(f"{provider}.adapter")


def words(value):
    """Return (addon, source, values) of a marked sentence, or None for a plain text."""
    return (value.addon, value.source, value.values) if isinstance(value, Text) else None
