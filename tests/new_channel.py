"""A new channel from the template: `python -m tests.new_channel tea "Tea shop" [--to ~/my_addons]`.

Without `--to` it becomes a folder of omni_channel; with it, an addon of its own.
"""

import argparse
import re
import shutil
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
TEMPLATE = Path(__file__).parent / "template_addons" / "omni_newshop"
CHANNELS = REPOSITORY / "addons" / "omni_channel" / "channels"
CODE, CLASS, LABEL = "newshop", "NewShop", "New shop"


def main(arguments=None):
    asked = _read(arguments)
    source, target = _places(asked)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", asked.code):
        return _refused(f"“{asked.code}”: small letters, digits and _ only, a letter first.")
    if target.exists():
        return _refused(f"{target} is there already.")
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    _rename(target, asked)
    addons = f"OMNI_ADDONS={asked.to} " if asked.to else ""
    print(f"{target}\nNow: {addons}config/run pytest -p no:odoo tests/contract -k {asked.code}")
    return 0


def _read(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code", help="how the folder is called, as tea")
    parser.add_argument("label", help="how people call the shop, as “Tea shop”")
    parser.add_argument("--to", type=Path, help="the folder of your own addons")
    return parser.parse_args(arguments)


def _places(asked):
    if asked.to:
        return TEMPLATE, asked.to.expanduser() / f"omni_{asked.code}"
    return TEMPLATE / "channels" / CODE, CHANNELS / asked.code


def _rename(target, asked):
    words = {CODE: asked.code, CLASS: class_name(asked.label), LABEL: asked.label}
    for path in [path for path in target.rglob("*") if path.is_file()]:
        text = path.read_text(encoding="utf-8")
        for old, new in words.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    for path in [path for path in target.rglob(CODE) if path.is_dir()]:
        path.rename(path.with_name(asked.code))


def class_name(label):
    """The label's words as a name of Python: “Tea shop” is TeaShop."""
    found = "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", label))
    return found if found[:1].isalpha() else f"Shop{found}"


def _refused(reason):
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
