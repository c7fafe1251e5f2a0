from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_open
from odoo.tools.translate import (
    JAVASCRIPT_TRANSLATION_COMMENT,
    TranslationModuleReader,
    get_po_paths,
    translation_file_reader,
)

AUTHOR = "Omni contributors"
REFRESH = "Refresh the catalogues: config/run python -m tests.support.catalogues DATABASE"


@tagged("post_install", "-at_install")
class TestFrench(TransactionCase):
    """Who works in French meets no English word of ours."""

    def test_every_term_has_its_french(self):
        modules = self._modules()
        known = set().union(*(self._known(module) for module in modules))
        missing = [term for term in self._exported(modules) if term not in known]
        self.assertFalse(missing, REFRESH)

    def _modules(self):
        """Return the names of the addons whose terms are looked at."""
        return (
            self.env["ir.module.module"]
            .search([("state", "=", "installed"), ("author", "=", AUTHOR)])
            .mapped("name")
        )

    def _exported(self, modules):
        """Return what Odoo's own export finds now: (module, where, English), sorted."""
        reader = TranslationModuleReader(self.env.cr, modules=modules)
        return sorted(
            {
                (module, _place(kind, f"{name}:{record}", comments), source)
                for module, kind, name, record, source, _value, comments in reader
            }
        )

    def _known(self, module):
        """Return the same triples for every term that Odoo would load a translation of."""
        known = set()
        for path in get_po_paths(module, "fr_FR"):
            with file_open(path, "rb") as file:
                for row in translation_file_reader(file, fileformat="po"):
                    name = f"{row['name']}:{row['module']}.{row.get('imd_name')}"
                    place = _place(row["type"], name, row["comments"])
                    if row["value"]:
                        known.add((module, place, row["src"]))
        return known


def _place(kind, name, comments):
    """A term of the code is found by its words; Python and the browser look in different lists."""
    if kind != "code":
        return name
    return "browser" if JAVASCRIPT_TRANSLATION_COMMENT in comments else "python"
