from datetime import timedelta

from odoo import api, fields, models

ASKED_HOURS = 24
MORE_SHARE = 0.05
MORE_CHANGES, MORE_CHANGES_SHARE = 10, 0.2


class GoLive(models.TransientModel):
    """The second person: who asked for one, for what, and how long that counts.

    Both agree to the same thing: what was asked counts for a day, and not where much more would
    change now than was shown to the one who asked.
    """

    _inherit = "omni.go.live"

    asked_by_id = fields.Many2one(related="connection_id.live_asked_by_id")
    asked_words = fields.Char(compute="_compute_asked_words")
    is_request_void = fields.Boolean(compute="_compute_asked_words")
    needs_colleague = fields.Boolean(compute="_compute_needs_colleague")

    @api.depends("is_emptying", "is_unknown", "asked_by_id", "difference_count")
    @api.depends_context("uid")
    def _compute_needs_colleague(self):
        for wizard in self:
            asked = wizard.asked_by_id and wizard.asked_by_id != self.env.user
            asked = asked and not wizard._why_void()
            much = wizard._changes_much()
            wizard.needs_colleague = much and not asked and bool(wizard._colleagues())

    @api.depends("emptied_share", "is_unknown", "asked_by_id", "difference_count")
    @api.depends_context("lang", "tz")
    def _compute_asked_words(self):
        for wizard in self:
            why = wizard._why_void()
            wizard.is_request_void = bool(why)
            wizard.asked_words = why or wizard._request_in_words()

    def _colleagues(self):
        """Who else may agree; a merchant who works alone decides alone."""
        users = self.env.ref("omni_base.group_manager").sudo().all_user_ids
        company = self.connection_id.company_id
        own = users.filtered(lambda user: user.active and company in user.company_ids)
        return own - self.env.user - self.env.ref("base.user_root")

    def _why_void(self):
        """Return why a request counts no more, or an empty text."""
        asked = self.connection_id._origin.sudo()
        name = asked.live_asked_by_id.name
        if not name:
            return ""
        if not asked.live_asked_at or fields.Datetime.now() > self._request_ends():
            return self.env._("%s asked more than a day ago: ask a colleague again.", name)
        if self._is_more_than(asked.live_asked_for or {}):
            return self.env._(
                "More would change now than when %s asked: ask a colleague again.", name
            )
        return ""

    def _is_more_than(self, asked):
        """Whether much more would change than ``asked``: what ``_shown_now`` returned then."""
        now = self._shown_now()
        if now["unknown"] and not asked.get("unknown"):
            return True
        if now["share"] > asked.get("share", 0) + MORE_SHARE:
            return True
        few = asked.get("counts", {})
        return any(
            count > few.get(name, 0) + max(MORE_CHANGES, few.get(name, 0) * MORE_CHANGES_SHARE)
            for name, count in now["counts"].items()
        )

    def _shown_now(self):
        """A hook: return what the window shows, to be compared with later."""
        return {
            "share": self.emptied_share,
            "unknown": self.is_unknown,
            "counts": {"differences": self.difference_count},
        }

    def _request_ends(self):
        return self.connection_id._origin.sudo().live_asked_at + timedelta(hours=ASKED_HOURS)

    def _request_in_words(self):
        name = self.asked_by_id.sudo().name
        if not name:
            return ""
        until = fields.Datetime.context_timestamp(self, self._request_ends())
        return self.env._(
            "%(name)s asks a colleague to go live. It counts until %(until)s.",
            name=name,
            until=until.strftime("%Y-%m-%d %H:%M"),
        )

    def action_ask_colleague(self):
        """Note who wants it, and what was shown; another administrator can then go live."""
        self.ensure_one()
        connection = self.connection_id
        connection.check_access("write")
        self._look()
        connection.sudo().write(
            {
                "live_asked_by_id": self.env.user.id,
                "live_asked_at": fields.Datetime.now(),
                "live_asked_for": self._shown_now(),
            }
        )
        connection._message_log(body=self._asked_in_words())
        return {"type": "ir.actions.act_window_close"}

    def _asked_in_words(self):
        name = self.env.user.name
        if self.is_unknown:
            return self.env._(
                "%s asks a colleague to go live: what is shown there now could not be read.", name
            )
        return self.env._(
            "%(name)s asks a colleague to go live: %(share)s %% of what is on sale would be "
            "shown as sold out.",
            name=name,
            share=round(100 * self.emptied_share),
        )


class Connection(models.Model):
    _inherit = "omni.connection"

    live_asked_by_id = fields.Many2one(
        "res.users", string="Asked to go live", readonly=True, copy=False
    )
    live_asked_at = fields.Datetime(readonly=True, copy=False)
    live_asked_for = fields.Json(readonly=True, copy=False)

    def _forget_request(self):
        """Nobody asks for it any more: it was done, or it would be about something else."""
        self.sudo().live_asked_by_id = False

    def action_back_to_test(self):
        result = super().action_back_to_test()
        self._forget_request()
        return result

    def _credentials_changed(self):
        """Another log-in may be another shop."""
        result = super()._credentials_changed()
        self._forget_request()
        return result
