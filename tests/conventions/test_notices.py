"""Each kind of warning has one owner: two would end each other's, and speak each other's words."""

import re
from collections import defaultdict

from .source_files import source_files

TEXT = re.compile(r"def _text_(\w+)\(self\):")


def test_each_kind_of_warning_is_worded_in_one_place():
    places = defaultdict(list)
    for path in source_files(".py"):
        if "models" in path.parts:
            for kind in TEXT.findall(path.read_text(encoding="utf-8")):
                places[kind].append(path.name)
    assert "silence" in places
    assert [kind for kind, found in places.items() if len(found) > 1] == []
