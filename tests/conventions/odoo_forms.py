"""Forms of older Odoo releases that 19 ignores, warns about or refuses.

Linters know few of them. Each row says what to write instead and carries one line
that it must find, so that no pattern can go blind.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class BannedForm:
    name: str
    pattern: str
    instead: str
    example: str
    suffixes: tuple[str, ...] = (".py",)
    allowed: tuple[str, ...] = ()
    """Ends of the paths where it is right."""

    def lines(self, text: str) -> list[int]:
        found = re.finditer(self.pattern, text, re.MULTILINE)
        return [text.count("\n", 0, match.start()) + 1 for match in found]


XML = (".xml",)
BANNED = (
    BannedForm(
        "_sql_constraints",
        r"^\s*_sql_constraints\b",
        "models.Constraint, models.UniqueIndex or models.Index",
        "    _sql_constraints = [",
    ),
    BannedForm("<tree>", r"</?tree\b", "<list>", '<tree string="Orders">', XML),
    BannedForm(
        "view mode tree", r">[a-z,]*\btree\b[a-z,]*</field>", "list", ">tree,form</field>", XML
    ),
    BannedForm("view mode tree in Python", r"[\"'](\w+,)*tree(,\w+)*[\"']", "list", '"tree,form"'),
    BannedForm("attrs=", r"\battrs=", 'invisible="…"', "attrs=\"{'invisible': 1}\"", XML),
    BannedForm(
        "states=", r"<\w+[^>]*\bstates=", 'invisible="…"', '<field name="a" states="b"/>', XML
    ),
    BannedForm(
        "category_id on groups",
        r"<record[^>]*model=\"res\.groups\"(?:(?!</record>)[\s\S])*name=\"category_id\"",
        "privilege_id with a res.groups.privilege",
        '<record id="a" model="res.groups">\n<field name="category_id"/>',
        XML,
    ),
    BannedForm(
        "users on groups",
        r"<record[^>]*model=\"res\.groups\"(?:(?!</record>)[\s\S])*name=\"users\"",
        "user_ids",
        '<record id="a" model="res.groups">\n<field name="users" eval="1"/>',
        XML,
    ),
    BannedForm("groups_id", r"\bgroups_id\b", "group_ids", "user.groups_id", (".py", ".xml")),
    BannedForm(
        "held listings as a column",
        r"\bl\.is_held\b",
        "IS_RELEASED of omni_channel/models/release.py: what was released is written down",
        "AND l.is_held IS NOT TRUE",
    ),
    BannedForm("type='json'", r"\btype=[\"']json[\"']", "type='jsonrpc'", "type='json')"),
    BannedForm(
        "commit",
        r"\b(cr|_cr)\.commit\(",
        "self.env['ir.cron']._commit_progress, or omni_base's checkpoint",
        "self.env.cr.commit()",
        # The second commits, on a cursor of its own, that a label is being bought.
        allowed=("omni_base/models/checkpoint.py", "omni_carrier/models/omni_label_once.py"),
    ),
    BannedForm(
        "_notify_progress", r"\b_notify_progress\(", "_commit_progress", "c._notify_progress(1)"
    ),
    BannedForm(
        "own row locks",
        r"(?i)\bFOR (NO KEY )?UPDATE\b",
        "records.try_lock_for_update()",
        'cr.execute("SELECT 1 FOR UPDATE")',
        allowed=("omni_base/models/checkpoint.py",),
    ),
    BannedForm(
        "formatted after translation",
        r"(?<![\w.])(self\.env\.)?_\(\s*(\"[^\"]*\"|'[^']*')\s*\)\s*(%|\.format\()",
        'self.env._("… %s", value)',
        '_("%s lines") % count',
    ),
    BannedForm("f-string translated", r"\b_\(\s*f[\"']", 'self.env._("… %s", value)', '_(f"{a}")'),
    BannedForm("name_get", r"\bname_get\b", "_compute_display_name", "def name_get(self):"),
    BannedForm(
        "toggle_active",
        r"\btoggle_active\b",
        "action_archive",
        "a.toggle_active()",
        (".py", ".xml"),
    ),
    BannedForm("kanban-box", r"kanban-box", 't-name="card"', '<t t-name="kanban-box">', XML),
    BannedForm("oe_chatter", r"\boe_chatter\b", "<chatter/>", '<div class="oe_chatter">', XML),
    BannedForm(
        "osv.expression",
        r"\bexpression\.(AND|OR|TRUE|FALSE|expression|normalize_domain)|\bosv\b",
        "Domain from odoo.fields",
        "expression.AND([a, b])",
    ),
    BannedForm("read_group", r"(?<!_)\bread_group\(", "_read_group", "self.read_group([])"),
    BannedForm("group_operator", r"\bgroup_operator\b", "aggregator=", "group_operator='sum'"),
    BannedForm(
        "check_access_rights",
        r"\bcheck_access_r(ights|ule)\b",
        "has_access",
        "a.check_access_rights()",
    ),
    BannedForm(
        "sleep",
        r"\btime\.sleep\(|\bimport sleep\b",
        "Retry-After kept as a date",
        "time.sleep(1)",
        # After a commit, where work is due in seconds: a scheduled action only counts in minutes.
        allowed=("omni_base/models/checkpoint.py",),
    ),
    BannedForm(
        "stock.quant.package",
        r"stock\.quant\.package",
        "stock.package",
        '"stock.quant.package"',
        (".py", ".xml"),
    ),
)
