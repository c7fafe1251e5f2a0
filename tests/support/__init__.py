"""What tests of several kinds need: processes, databases, a client for Odoo."""
