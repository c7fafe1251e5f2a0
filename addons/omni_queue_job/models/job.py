from odoo import models

FAILED, DONE = "failed", "done"


class Job(models.Model):
    """The end of a job of ours is news for who watches the connections."""

    _inherit = "queue.job"

    def write(self, values):
        result = super().write(values)
        if values.get("state") in (FAILED, DONE):
            ours = self.filtered(lambda job: job.model_name == "omni.drain")
            ours.sudo()._tell_end(values["state"])
        return result

    def _tell_end(self, state):
        """Warn of a failed job on all that works; the next one that is done ends the warning."""
        connections = self.env["omni.connection"].search([("state", "=", "connected")])
        notices = self.env["omni.notice"]
        if not self or not connections:
            return
        if state == DONE:
            known = [("kind", "=", "job"), ("state", "!=", "over")]
            if not notices.search_count(known, limit=1):
                return
            notices._end(connections, "job")
        else:
            reason = next((job.exc_message or job.exc_name for job in self), "") or ""
            for connection in connections:
                notices._note(connection, "job", "bad", reason=reason.split("\n")[0][:300])
        connections._tell_health()
        self.env["omni.bell"]._ring(connections)
