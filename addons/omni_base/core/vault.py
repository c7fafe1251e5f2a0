"""Secrets at rest: encrypted with a key that is kept outside the database."""

import logging
import os
import stat
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from .errors import AuthError
from .text import _

VARIABLE = "OMNI_SECRET_KEY"
FILE = "omni_secret.key"

_logger = logging.getLogger(__name__)
_told = set()


class Vault:
    """Encrypts with the newest key, decrypts with any.

    The keys come from the environment variable ``OMNI_SECRET_KEY`` (Fernet keys, newest first,
    separated by commas), else from the 0600 file ``omni_secret.key`` in ``folder``, which is made
    when it is missing. Raises AuthError, with a sentence, where they are no keys.
    """

    def __init__(self, folder):
        if os.environ.get(VARIABLE):
            keys = [key.strip() for key in os.environ[VARIABLE].split(",")]
            place = _("the variable %s", VARIABLE)
        else:
            keys, place = _file_keys(Path(folder) / FILE), str(Path(folder) / FILE)
        known = [_fernet(key, place) for key in keys if key]
        if not known:
            raise _no_key(place)
        self._newest = known[0]
        self._any = MultiFernet(known)

    def encrypt(self, text):
        return self._newest.encrypt(text.encode()).decode()

    def decrypt(self, token):
        """Raise AuthError when the key is not the one that the secret was stored with."""
        try:
            return self._any.decrypt(token.encode()).decode()
        except InvalidToken:
            raise AuthError(
                _(
                    "The stored credentials cannot be read with this server's key. "
                    "Type them again, or give the server the key they were stored with."
                )
            ) from None

    def is_newest(self, token):
        """Whether the newest key alone can read it: the older ones may go."""
        try:
            self._newest.decrypt(token.encode())
        except InvalidToken:
            return False
        return True


def add_key(folder):
    """Put a new key before those of the file, in one step; return the file's path.

    Raises AuthError where the keys come from the environment: they are changed there.
    """
    if os.environ.get(VARIABLE):
        raise AuthError(
            _(
                "The keys come from the variable %s: put the new one there, before the others.",
                VARIABLE,
            )
        )
    path = Path(folder) / FILE
    os.replace(_draft(path, [Fernet.generate_key().decode(), *_file_keys(path)]), path)
    return path


def exposed(folder):
    """Return the path of a key file that other users of the machine can read, else ""."""
    path = Path(folder) / FILE
    if os.environ.get(VARIABLE) or not path.exists():
        return ""
    return str(path) if stat.S_IMODE(path.stat().st_mode) & 0o077 else ""


def _fernet(key, place):
    try:
        return Fernet(key)
    except (ValueError, TypeError):
        raise _no_key(place) from None


def _no_key(place):
    return AuthError(
        _(
            "What %s holds is no key. A key has 44 letters and digits; several are separated by "
            "commas in the variable, by lines in the file.",
            place,
        )
    )


def _file_keys(path):
    try:
        if not path.exists():
            _make(path)
        keys = path.read_text().split()
    except UnicodeDecodeError:
        raise _no_key(str(path)) from None
    except OSError as error:
        raise AuthError(
            _("The key file %(path)s cannot be read: %(why)s.", path=str(path), why=error.strerror)
        ) from None
    if exposed(path.parent) and path not in _told:
        _told.add(path)
        _logger.warning("Other users of this machine can read %s: chmod 600 it", path)
    return keys


def _make(path):
    """Write the key file in one step, so that two servers starting at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path, [Fernet.generate_key().decode()])
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _draft(path, keys):
    """Return a file beside ``path``, for its owner only, that holds the keys, one a line."""
    descriptor, draft = tempfile.mkstemp(prefix=f"{FILE}.", dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(keys) + "\n")
    return draft
