"""Where the embedded PostgreSQL keeps its programs and data, and who runs it.

PostgreSQL refuses to run as root, and another account cannot look into root's home:
root's server therefore runs as an ordinary account and lies under /var/lib.
"""

import hashlib
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .places import cache_folder
from .progress import CannotContinue

ORDINARY_ACCOUNTS = ("postgres", "nobody")
LONGEST_SOCKET_FOLDER = 85
"""The kernel allows 107 bytes for a socket's path; PostgreSQL adds the file's name."""


@dataclass(frozen=True)
class PostgresPlace:
    home: Path
    account: pwd.struct_passwd | None
    """Whose rights the server runs with; None: the ones of the person who starts it."""

    @property
    def data(self) -> Path:
        return self.home / "data-18"

    @property
    def log(self) -> Path:
        return self.home / "log" / "postgresql.log"

    @property
    def sockets(self) -> Path:
        folder = self.home / "socket"
        if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        return Path(tempfile.gettempdir()) / f"omni-{os.getuid()}-{_short(self.home)}"

    def make_home(self) -> None:
        """Open for passing through: the account that runs the server must reach its data."""
        self.home.mkdir(parents=True, exist_ok=True)
        if self.account:
            self.home.parent.chmod(0o755)
            self.home.chmod(0o755)

    def give(self, folder: Path) -> None:
        """Makes a folder of the server's own that nobody else may enter but root."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_uid not in (os.getuid(), self._owner()):
            raise CannotContinue(f"{folder} belongs to another user: remove it and run again.")
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _owner(self) -> int:
        return self.account.pw_uid if self.account else os.getuid()


def postgres_place() -> PostgresPlace:
    if os.getuid():
        return PostgresPlace(cache_folder() / "postgresql", None)
    home = Path("/var/lib/omni-postgresql") / _short(cache_folder())
    return PostgresPlace(home, _ordinary_account())


def _ordinary_account() -> pwd.struct_passwd:
    for name in ORDINARY_ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotContinue(
        "PostgreSQL does not run as root and there is no account `nobody`: "
        "run as another user, or name a server with PGHOST and PGUSER."
    )


def _short(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]
