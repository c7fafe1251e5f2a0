"""Pure Python: nothing here imports Odoo."""
