"""A translation keeps what the program fills in, and is set as French is set."""

import ast
import re
from functools import cache

import polib

from tests.conventions.source_files import shown, source_files

FILLED_IN = re.compile(r"%\(\w+\)[sdf]|%[sdf]|%%|\{\{.*?\}\}")
TAG = re.compile(r"<[^>]*>")
WORDS_OF_A_TAG = re.compile(r'\b(title|string|placeholder|alt|aria-label)="[^"]*"')
WRONG_FOR_FRENCH = re.compile(r" [:;!?»%]|« |[^\s][!?](?!\w)|[^\W\d]:(?:\s|$)|[“”]")


@cache
def translations() -> list[tuple[str, polib.POEntry]]:
    return [
        (f"{shown(path, entry.linenum)} {entry.msgid[:60]!r}", entry)
        for path in source_files(".po", under=("addons",))
        for entry in polib.pofile(str(path))
    ]


def filled_in(text: str) -> list[str]:
    """In their order: Python fills in ``%s`` by place."""
    return FILLED_IN.findall(text)


def markup(text: str) -> list[str]:
    return [WORDS_OF_A_TAG.sub(r"\1", tag) for tag in TAG.findall(text)]


def prose(text: str) -> str:
    """As a person reads it, with a word wherever the program fills one in."""
    return FILLED_IN.sub(lambda found: "%" if found[0] == "%%" else "word", TAG.sub("", text))


def test_there_are_translations_to_look_at():
    assert translations()


def test_a_translation_keeps_what_the_program_fills_in():
    changed = [
        place
        for place, entry in translations()
        if entry.msgstr and filled_in(entry.msgid) != filled_in(entry.msgstr)
    ]
    assert not changed, "\n".join(changed)


def test_a_translation_keeps_its_markup():
    changed = [
        place
        for place, entry in translations()
        if entry.msgstr and markup(entry.msgid) != markup(entry.msgstr)
    ]
    assert not changed, "\n".join(changed)


def test_french_signs_have_their_no_break_space():
    wrong = [
        f"{place}: {found[0]!r}"
        for place, entry in translations()
        if (found := WRONG_FOR_FRENCH.search(prose(entry.msgstr)))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_list_of_apps_is_french():
    missing = []
    for path in source_files(".py", under=("addons",)):
        if path.name == "__manifest__.py":
            manifest = ast.literal_eval(path.read_text())
            known = polib.pofile(str(path.parent / "i18n_extra" / "fr.po"))
            french = {entry.msgid for entry in known if entry.msgstr}
            missing += [shown(path)] * (not {manifest["name"], manifest["summary"]} <= french)
    assert not missing, "\n".join(missing)
