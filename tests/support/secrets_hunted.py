"""Looks for secrets in whatever may hold them, in each form in which they may lie there."""

import base64
import os
import subprocess
import zlib
from urllib.parse import quote, quote_plus

from tests.support.databases import query

PACKED = "SELECT id, encode(packed, 'hex') FROM omni_payload WHERE packed IS NOT NULL"
FILES = "SELECT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"


def forms(secret: str) -> set[str]:
    """The secret as it is, in an address, and inside of base64 wherever it stands there."""
    found = {secret, quote(secret, safe=""), quote_plus(secret), secret.encode().hex()}
    for before in range(3):
        encoded = base64.b64encode(b"." * before + secret.encode()).decode().rstrip("=")
        found.add(encoded[4 if before else 0 : -2])
    return found


class Hunt:
    """`secrets`: {name: value}. Each method returns what it found, as readable lines."""

    def __init__(self, secrets: dict[str, str]):
        self.forms = {form: name for name, value in secrets.items() for form in forms(value)}

    def in_text(self, where: str, text: str) -> list[str]:
        return [
            f"{name} in {where}: …{_around(text, form)}…"
            for form, name in self.forms.items()
            if form in text
        ]

    def in_dump(self, database: str) -> list[str]:
        """In pg_dump of the database."""
        command = ["pg_dump", "--inserts", "--rows-per-insert=1", database]
        dump = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)
        assert "omni_credential" in dump.stdout and "omni_payload" in dump.stdout
        return self.in_text("the dump", dump.stdout)

    def in_payloads(self, database: str) -> list[str]:
        """In what is kept compressed."""
        rows = [row.split("|") for row in query(database, PACKED)]
        assert rows, "no payload was kept"
        return [
            line
            for number, packed in rows
            for line in self.in_text(f"payload {number}", _unpacked(packed))
        ]

    def in_attachments(self, database: str, folder) -> list[str]:
        """In the file store."""
        return [
            line
            for name in query(database, FILES)
            for line in self.in_text(name, (folder / name).read_bytes().decode("latin-1"))
        ]


def _unpacked(packed: str) -> str:
    return zlib.decompress(bytes.fromhex(packed)).decode("utf-8", "replace")


def _around(text: str, form: str) -> str:
    at = text.index(form)
    return text[max(at - 60, 0) : at + len(form) + 20].replace("\n", " ")
