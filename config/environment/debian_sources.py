"""Reads which Debian mirror this machine itself uses, in both formats of apt."""

import re
from pathlib import Path

APT_FOLDER = Path("/etc/apt")


def mirror_uri(apt_folder: Path = APT_FOLDER) -> str | None:
    """The first http(s) mirror of Debian proper; security and other archives are no mirror."""
    for path in _source_files(apt_folder):
        text = path.read_text(errors="replace")
        read = _deb822_uris if path.suffix == ".sources" else _one_line_uris
        for uri in read(text):
            if _is_debian(uri):
                return uri.rstrip("/")
    return None


def _source_files(apt_folder: Path) -> list[Path]:
    parts = apt_folder / "sources.list.d"
    found = [apt_folder / "sources.list", *sorted(parts.glob("*.sources"))]
    return [path for path in [*found, *sorted(parts.glob("*.list"))] if path.is_file()]


def _one_line_uris(text: str) -> list[str]:
    return re.findall(r"^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)", text, re.MULTILINE)


def _deb822_uris(text: str) -> list[str]:
    uris: list[str] = []
    for stanza in re.split(r"\n\s*\n", re.sub(r"^#.*\n?", "", text, flags=re.MULTILINE)):
        if re.search(r"^Enabled:\s*no", stanza, re.MULTILINE | re.IGNORECASE):
            continue
        found = re.search(r"^URIs:((?:.*(?:\n[ \t]+.*)*))", stanza, re.MULTILINE | re.IGNORECASE)
        uris += found.group(1).split() if found else []
    return uris


def _is_debian(uri: str) -> bool:
    return bool(re.match(r"https?://[^\s]+/debian/?$", uri))
