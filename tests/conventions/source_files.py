"""The files that the style tests read."""

from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
WRITTEN_BY_HAND = ("addons", "config", "tests")


def source_files(*suffixes: str, under: tuple[str, ...] = WRITTEN_BY_HAND) -> Iterator[Path]:
    for folder in under:
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.suffix in suffixes and "__pycache__" not in path.parts and path.is_file():
                yield path


def shown(path: Path, line: int = 1) -> str:
    """As a terminal makes it clickable."""
    return f"{path.relative_to(REPOSITORY)}:{line}"
