"""Secrets at rest: encrypted with a key that is kept outside the database."""

import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from .errors import AuthError
from .text import _

VARIABLE = "OMNI_SECRET_KEY"
FILE = "omni_secret.key"


class Vault:
    """Encrypts with the newest key, decrypts with any.

    The keys come from the environment variable ``OMNI_SECRET_KEY`` (Fernet keys, newest first,
    separated by commas), else from the 0600 file ``omni_secret.key`` in ``folder``, which is made
    when it is missing.
    """

    def __init__(self, folder):
        keys = os.environ.get(VARIABLE, "").split(",") if os.environ.get(VARIABLE) else None
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys or _file_keys(folder)])

    def encrypt(self, text):
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token):
        """Raise AuthError when the key is not the one that the secret was stored with."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            raise AuthError(
                _(
                    "The stored credentials cannot be read with this server's key. "
                    "Type them again, or give the server the key they were stored with."
                )
            ) from None


def _file_keys(folder):
    path = Path(folder) / FILE
    if not path.exists():
        _make(path)
    return path.read_text().split()


def _make(path):
    """Write the key file in one step, so that two servers starting at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=f"{FILE}.", dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(Fernet.generate_key().decode() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
