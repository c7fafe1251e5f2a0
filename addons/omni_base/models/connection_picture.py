import msgspec

from odoo import api, fields, models


class Arrow(msgspec.Struct, kw_only=True):
    """One arrow of the picture. ``state``: on, off, failed, held or waiting; ``word``: the same in
    the reader's language. ``sentence``: the whole arrow for whoever does not see it.
    """

    code: str
    label: str
    direction: str
    writes: bool
    help: str = ""
    state: str = ""
    word: str = ""
    when: str = ""
    opens: str = ""
    sentence: str = ""


class Connection(models.Model):
    """The picture of who does what: the remote, Odoo, and an arrow for each thing that passes."""

    _inherit = "omni.connection"

    picture = fields.Json(compute="_compute_picture", groups="omni_base.group_user")

    @api.depends("adapter_code", "state", "mode", "feed_ids.active", "account_name")
    @api.depends_context("lang")
    def _compute_picture(self):
        for connection in self:
            cls = connection._adapter_class()
            connection.picture = cls and connection._picture(cls)

    @api.model
    def _picture_of(self, cls):
        """Return the picture of a connector that nobody has connected yet."""
        return {
            "there": {"name": self._say(cls.label), **self.env["omni.connector"]._look(cls)},
            "here": {"name": "Odoo", "detail": self.env.company.name},
            "arrows": [msgspec.to_builtins(arrow) for arrow in self._arrows(cls)],
        }

    def _picture(self, cls):
        picture = self._picture_of(cls)
        picture["there"]["detail"] = self.account_name or ""
        picture["here"]["detail"] = self.company_id.name
        passed = self._last_passed()
        arrows = [self._with_state(arrow, passed.get(arrow.code)) for arrow in self._arrows(cls)]
        picture["arrows"] = [msgspec.to_builtins(arrow) for arrow in arrows]
        return picture

    @api.model
    def _arrows(self, cls):
        return [
            Arrow(
                code=passage.code,
                label=self._say(passage.label),
                direction=passage.direction,
                writes=passage.writes,
                help=self._say(passage.help),
                sentence=self._route(self._say(passage.label), passage.direction, cls),
            )
            for passage in cls.passages()
        ]

    def _route(self, label, direction, cls):
        there = self._say(cls.label)
        if direction == "in":
            return self.env._("%(what)s: from %(remote)s to Odoo", what=label, remote=there)
        return self.env._("%(what)s: from Odoo to %(remote)s", what=label, remote=there)

    def _with_state(self, arrow, moment):
        """Say how an arrow is doing: whether it is on, and when something last passed."""
        _ = self.env._
        arrow.state = self._arrow_state(arrow)
        arrow.word = {
            "on": _("On"),
            "off": _("Switched off"),
            "failed": _("Failed"),
            "held": _("Held: this is a copy") if self.is_copy else _("Held: test mode"),
            "waiting": _("Waits for the connection"),
        }[arrow.state]
        feed = self._feed_of(arrow)
        if moment or feed:
            arrow.when = self._ago(moment) if moment else _("Never yet")
        if feed:
            arrow.opens = "action_open_runs" if arrow.direction == "in" else "action_open_intents"
        told = (arrow.sentence, arrow.word, arrow.when)
        arrow.sentence = ". ".join(part for part in told if part) + "."
        return arrow

    def _arrow_state(self, arrow):
        feed = self._feed_of(arrow)
        if feed and not feed.active:
            return "off"
        if self.state != "connected":
            return "waiting"
        if arrow.writes and not self._writes_outside():
            return "held"
        return "failed" if self._has_failed(arrow, feed) else "on"

    def _has_failed(self, arrow, feed):
        if arrow.direction == "in":
            return feed.last_state == "failed"
        return bool(
            self.env["omni.intent"].search_count(
                [
                    ("connection_id", "=", self.id),
                    ("resource", "=", arrow.code),
                    ("state", "=", "dead"),
                ],
                limit=1,
            )
        )

    def _feed_of(self, arrow):
        feeds = self.with_context(active_test=False).feed_ids
        return feeds.filtered(lambda feed: feed.resource == arrow.code)

    def _last_passed(self):
        """A hook: return {code of a passage: when something last passed}."""
        self.ensure_one()
        feeds = self.with_context(active_test=False).feed_ids
        return {feed.resource: feed.last_run_id.started_at for feed in feeds if feed.last_run_id}


class Feed(models.Model):
    _inherit = "omni.feed"

    def _compute_last_run(self):
        """What goes out leaves no run: whoever sends it knows when it last passed."""
        super()._compute_last_run()
        for connection in self.connection_id:
            outgoing = self.filtered(
                lambda feed, connection=connection: (
                    feed.direction == "out" and feed.connection_id == connection
                )
            )
            passed = connection._last_passed() if outgoing else {}
            for feed in outgoing:
                feed.last_at = passed.get(feed.resource)
