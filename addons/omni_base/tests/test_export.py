import csv
import io
import json

from openpyxl import load_workbook

from odoo.http import Request
from odoo.tests import HttpCase, tagged

EVIL = [
    '=HYPERLINK("http://evil.example","look")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "{=1+1}",
    r"external:\\evil.example\share",
    "internal:Sheet1!A1",
]
STARTS = ("=", "+", "-", "@", "\t", "\r")


@tagged("post_install", "-at_install")
class TestExport(HttpCase):
    """Whatever others call their things: an exported file shows it and works nothing out."""

    def setUp(self):
        super().setUp()
        self.authenticate("admin", "admin")
        tags = self.env["res.partner.category"]
        self.tags = tags.create([{"name": name} for name in EVIL])

    def ask(self, path, **told):
        data = json.dumps(
            {
                "model": "res.partner.category",
                "fields": [{"name": "name", "label": "Name", "type": "char"}],
                "ids": self.tags.ids,
                "domain": [],
                "import_compat": False,
                "context": {},
                **told,
            }
        )
        answer = self.url_open(path, data={"data": data, "csrf_token": Request.csrf_token(self)})
        self.assertEqual(answer.status_code, 200, answer.text[-500:])
        return answer.content

    def cells(self, content):
        """Return every cell that holds something, of all sheets."""
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return [c for sheet in sheets for row in sheet.iter_rows() for c in row if c.value]

    def assert_texts(self, content, *shown):
        cells = self.cells(content)
        self.assertFalse([cell.value for cell in cells if cell.data_type == "f"])
        self.assertFalse([cell.value for cell in cells if cell.hyperlink])
        values = {cell.value for cell in cells}
        self.assertLessEqual(set(shown), values)

    def test_an_excel_file_shows_the_words_and_works_nothing_out(self):
        shown = [name.replace("\r", " ") for name in EVIL]
        self.assert_texts(self.ask("/web/export/xlsx"), *shown)

    def test_an_excel_file_by_groups_works_nothing_out(self):
        self.assert_texts(self.ask("/web/export/xlsx", groupby=["name"]))

    def test_a_csv_file_has_no_cell_that_starts_a_formula(self):
        rows = csv.reader(io.StringIO(self.ask("/web/export/csv").decode(), newline=""))
        found = [cell for row in rows for cell in row]
        self.assertEqual(len(found), len(EVIL) + 1)
        self.assertFalse([cell for cell in found if cell.startswith(STARTS)])

    def test_a_pivot_s_file_works_nothing_out(self):
        table = {
            "title": "Tags",
            "model": "res.partner.category",
            "measure_count": 1,
            "origin_count": 1,
            "col_group_headers": [[{"title": EVIL[0], "width": 1, "height": 1}]],
            "measure_headers": [{"title": EVIL[7], "is_bold": False, "width": 1, "height": 1}],
            "origin_headers": [],
            "rows": [{"title": EVIL[0], "indent": 0, "values": [{"value": 1}]}],
        }
        answer = self.url_open(
            "/web/pivot/export_xlsx",
            data={"data": json.dumps(table), "csrf_token": Request.csrf_token(self)},
        )
        self.assert_texts(answer.content, f"'{EVIL[0]}")
