"""Writes each provider's ``known_fields.txt`` anew; needs ``VENDOR_SPECS``.

What a file says already stays in it: take a word out by hand. A provider without a module here is
read from its samples; which of its fields must be there (``!``) and which parts are free (``*``)
is written into the file by hand. Names of folders limit it to those providers.
"""

import os
import sys

from tests.support.pure_addons import make_importable


def main(names):
    if not os.environ.get("VENDOR_SPECS"):
        sys.exit("VENDOR_SPECS must name the folder of the vendors' descriptions.")
    make_importable()
    from tests.contract.providers import folders, load
    from tests.known_fields.files import NAME, written

    for folder in folders():
        if names and folder.name not in names:
            continue
        load(folder)
        (folder / NAME).write_text(written(folder), encoding="utf-8")
        print(folder / NAME)


if __name__ == "__main__":
    main(sys.argv[1:])
