from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

OPEN = "open"


class Question(models.Model):
    """What only a person can say, asked once for all that waits for it; the answer is remembered.

    An addon that has a kind of question adds it to ``kind`` with the field of its answer
    (``_answer_field``) and writes ``_answer_<kind>()``, which puts the answers of many to work.
    """

    _name = "omni.question"
    _description = "Question"
    _order = "state desc, id desc"

    connection_id = fields.Many2one(
        "omni.connection", required=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    kind = fields.Selection([], string="What is asked", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, help="What the remote calls it, exactly")
    name = fields.Char(string="Called there", required=True, readonly=True)
    reason = fields.Char(readonly=True)
    state = fields.Selection(
        [("open", "To answer"), ("ignored", "Ignored"), ("answered", "Answered")],
        default=OPEN,
        required=True,
        readonly=True,
    )
    asked_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    message_id = fields.Many2one(
        "omni.message",
        string="First asked by",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    payload_text = fields.Text(related="message_id.payload_text")
    closed_at = fields.Datetime(string="When", readonly=True)
    closed_by_id = fields.Many2one("res.users", string="By", readonly=True)
    note = fields.Char(string="Why ignored", readonly=True)
    waiting_count = fields.Integer(compute="_compute_waiting_count")

    _one_per_key = models.UniqueIndex("(connection_id, kind, key)")
    _open_ones = models.Index("(connection_id) WHERE state = 'open'")

    def _compute_waiting_count(self):
        for question in self:
            question.waiting_count = len(question._waiting())

    def _waiting(self):
        """A hook: the records that wait for this answer."""
        return []

    def _answer_field(self):
        """A hook: the name of the field that holds the answer; "" where none can be given."""
        return ""

    @api.model
    def _ask(self, connection, rows):
        """Return {(kind, key): question}, asked now where it never was: two queries for all rows.

        ``rows``: dicts of kind, key, name, reason, message_id.
        """
        asked = {(row["kind"], row["key"]): row for row in rows}
        if not asked:
            return {}
        found = self.search(
            [("connection_id", "=", connection.id), ("key", "in", [key for _kind, key in asked])]
        )
        known = {(question.kind, question.key): question for question in found}
        fresh = [
            {**row, "connection_id": connection.id}
            for mark, row in asked.items()
            if mark not in known
        ]
        made = self.create(fresh)
        known.update(((question.kind, question.key), question) for question in made)
        return known

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        if questions:
            self.env["omni.bell"]._ring(questions.connection_id)
        return questions

    def write(self, values):
        if not self.env.su and not values.keys() <= {one._answer_field() for one in self}:
            raise AccessError(self.env._("Only the answer to a question can be changed."))
        result = super().write(values)
        if "state" in values:
            self.env["omni.bell"]._ring(self.connection_id)
        return result

    def action_answer(self):
        """Put the answer to work; what waited for it is processed again in the background."""
        self.ensure_one()
        self.check_access("write")
        if not self[self._answer_field()]:
            raise UserError(self.env._("Choose an answer first."))
        count = len(self._waiting())
        self._answer()
        if not count:
            text = self.env._("It is remembered for what comes.")
        else:
            text = self.env._("It is remembered, and what waited for it is updated now: %s.", count)
        return self.connection_id._notice("success", text)

    def _answer(self):
        """Close questions with the answers they hold, in the name of who is at the screen."""
        for kind, questions in self.sudo().grouped("kind").items():
            questions.write({"state": "answered", "note": False, **questions._closing()})
            getattr(questions, f"_answer_{kind}")()

    def _closing(self):
        return {"closed_at": fields.Datetime.now(), "closed_by_id": self.env.uid}

    def _ignore(self, reason):
        """Leave it as it is, and do not ask again."""
        self.sudo().write({"state": "ignored", "note": reason, **self._closing()})

    def action_ignore(self):
        return self.env["omni.ignore"]._open(self)

    def action_ask_again(self):
        self.check_access("write")
        self.sudo().write({"state": OPEN, "closed_at": False, "closed_by_id": False, "note": False})
