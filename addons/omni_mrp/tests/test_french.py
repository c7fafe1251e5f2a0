from odoo.addons.omni_base.tests import test_french
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestFrench(test_french.TestFrench):
    """The same of this addon, which is in no database that the others are tested in."""

    allow_inherited_tests_method = True

    def _modules(self):
        return ["omni_mrp"]
