"""What others have typed is never a formula in an exported file.

Names of orders, SKUs, notes and reasons come from outside. A cell such as =HYPERLINK(…) would be
worked out on the computer of whoever opens the file. Odoo's own CSV marks =, + and -, not @ and
tabs; its Excel files mark nothing.
"""

import json

from werkzeug.datastructures import FileStorage

from odoo.addons.web.controllers.export import (
    CSVExport,
    ExcelExport,
    ExportXlsxWriter,
    GroupExportXlsxWriter,
)
from odoo.addons.web.controllers.pivot import TableExporter
from odoo.http import route

CSV_STARTS = ("@", "\t", "\r", "\n")
FORMULA_STARTS = ("=", "{=", "internal:", "external:", "file:")
TITLED = ("measure_headers", "origin_headers", "rows")


class _TextWriter:
    """Writes a text as a text, also where it looks like a formula or a link to a file."""

    def write(self, row, column, cell_value, style=None):
        if isinstance(cell_value, str) and cell_value.lstrip().startswith(FORMULA_STARTS):
            self.worksheet.write_string(row, column, cell_value, style)
        else:
            super().write(row, column, cell_value, style)


class TextXlsxWriter(_TextWriter, ExportXlsxWriter):
    pass


class TextGroupXlsxWriter(_TextWriter, GroupExportXlsxWriter):
    pass


class SafeExcelExport(ExcelExport):
    def from_data(self, fields, columns_headers, rows):
        with TextXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with TextGroupXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class SafeCSVExport(CSVExport):
    def from_data(self, fields, columns_headers, rows):
        return super().from_data(
            fields, columns_headers, [[_marked(value, CSV_STARTS) for value in row] for row in rows]
        )


class SafeTableExport(TableExporter):
    @route()
    def export_xlsx(self, data, **options):
        """The titles of a pivot are names of records; it has no writer that could be extended."""
        told = json.load(data) if isinstance(data, FileStorage) else json.loads(data)
        rows = [told.get(key) or [] for key in TITLED] + (told.get("col_group_headers") or [])
        for cell in (cell for row in rows for cell in row):
            cell["title"] = _marked(cell.get("title"), FORMULA_STARTS)
        return super().export_xlsx(json.dumps(told), **options)


def _marked(value, starts):
    """Return a text that a spreadsheet would work out with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(starts):
        return f"'{value}"
    return value
