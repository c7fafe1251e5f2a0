"""A new channel from the template: `python -m tests.new_channel tea "Tea shop" [--to ~/my_addons]`.

Without `--to` it becomes a folder of omni_channel; with it, an addon of its own. With `--carrier` a
new carrier is made of the toy post, in omni_carrier or an addon of its own.
"""

import argparse
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
ADDONS, TESTS = REPOSITORY / "addons", Path(__file__).parent


@dataclass(frozen=True)
class Template:
    """``addon``: the whole of it; ``folder``: the provider's within; ``home``: where ours lie.

    ``words``: the code, the class, and what people call it: each is replaced.
    """

    addon: Path
    folder: str
    home: Path
    words: tuple

    @property
    def code(self):
        return self.words[0]


CHANNEL = Template(
    addon=TESTS / "template_addons" / "omni_newshop",
    folder="channels/newshop",
    home=ADDONS / "omni_channel" / "channels",
    words=("newshop", "NewShop", "New shop"),
)
CARRIER = Template(
    addon=TESTS / "toy_addons" / "omni_toy_post",
    folder="carriers/toy_post",
    home=ADDONS / "omni_carrier" / "carriers",
    words=("toy_post", "ToyPost", "Toy Post"),
)


def main(arguments=None):
    asked = _read(arguments)
    template = CARRIER if asked.carrier else CHANNEL
    source, target = _places(asked, template)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", asked.code):
        return _refused(f"“{asked.code}”: small letters, digits and _ only, a letter first.")
    if target.exists():
        return _refused(f"{target} is there already.")
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    _rename(target, asked, template)
    addons = f"OMNI_ADDONS={asked.to} " if asked.to else ""
    print(f"{target}\nNow: {addons}config/run pytest -p no:odoo tests/contract -k {asked.code}")
    return 0


def _read(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code", help="how the folder is called, as tea")
    parser.add_argument("label", help="how people call the shop, as “Tea shop”")
    parser.add_argument("--to", type=Path, help="the folder of your own addons")
    parser.add_argument("--carrier", action="store_true", help="a carrier, and no channel")
    return parser.parse_args(arguments)


def _places(asked, template):
    if asked.to:
        return template.addon, asked.to.expanduser() / f"omni_{asked.code}"
    return template.addon / template.folder, template.home / asked.code


def _rename(target, asked, template):
    code, _class, label = template.words
    new = (asked.code, class_name(asked.label), asked.label)
    words = dict(zip(template.words, new, strict=True))
    words |= {code.replace("_", "-"): asked.code.replace("_", "-"), label.lower(): asked.label}
    for path in [path for path in target.rglob("*") if path.is_file()]:
        text = path.read_text(encoding="utf-8")
        for old, word in words.items():
            text = text.replace(old, word)
        path.write_text(text, encoding="utf-8")
    for path in [path for path in target.rglob(template.code) if path.is_dir()]:
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
