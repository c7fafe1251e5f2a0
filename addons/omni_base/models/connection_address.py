from odoo import api, models
from odoo.exceptions import UserError

PARAMETER = "web.base.url"
FROZEN = "web.base.url.freeze"
HTTPS = "https://"


class Connection(models.Model):
    """The address at which remotes reach this Odoo: the parameter ``web.base.url``.

    Odoo writes it anew whenever an administrator logs in, by whatever address he came (over the
    office's network, for example), unless ``web.base.url.freeze`` is set. What was subscribed keeps
    the address of that moment; where the parameter is frozen it is a decision, and is followed.
    """

    _inherit = "omni.connection"

    def _compute_webhook_url(self):
        self._read_address_anew()
        return super()._compute_webhook_url()

    @api.model
    def _read_address_anew(self):
        """Forget the remembered parameter where it is no longer the stored one.

        Odoo empties its memory before it writes the parameter: whoever reads it in between, and
        before the commit, brings the old value back, which then stays until the next restart.
        """
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.flush_model()
        self.env.cr.execute("SELECT value FROM ir_config_parameter WHERE key = %s", [PARAMETER])
        stored = self.env.cr.fetchone()
        if stored and stored[0] != parameters.get_param(PARAMETER):
            self.env.registry.clear_cache("stable")

    def action_subscribe(self):
        self.ensure_one()
        known, address = self.sudo().subscribed_url or "", self.sudo().webhook_url
        if known.startswith(HTTPS) and not address.startswith(HTTPS):
            raise UserError(
                self.env._(
                    "It rings at %(known)s. Odoo's own address is %(base)s since an administrator "
                    "logged in there, and nobody outside reaches that. Log in at the address that "
                    "others reach, or set the system parameters web.base.url and "
                    "web.base.url.freeze; then subscribe again.",
                    known=known,
                    base=self.get_base_url(),
                )
            )
        return super().action_subscribe()

    def _rings_at(self):
        """Return the address that the remote knows, or would be told."""
        return self.sudo().subscribed_url or self.sudo().webhook_url

    def _follow_frozen_address(self):
        """What somebody froze is the address on purpose: what was subscribed moves there."""
        address = self.webhook_url
        is_frozen = self.env["ir.config_parameter"].sudo().get_param(FROZEN)
        if is_frozen and address.startswith(HTTPS) and address != self.subscribed_url:
            self.subscribed_url = address

    def _keep_subscribed(self):
        self._follow_frozen_address()
        return super()._keep_subscribed()

    def _check_webhooks(self):
        """An address that changed after somebody had subscribed is a finding of its own."""
        known, address = self.sudo().subscribed_url, self.sudo().webhook_url
        if not self.can_subscribe or not known or known == address:
            return super()._check_webhooks()
        text = self.env._(
            "It rings at %(known)s, and Odoo's address is %(base)s by now. Subscribe again if it "
            "has moved there; else set the system parameters web.base.url and web.base.url.freeze, "
            "so that no log-in changes it.",
            known=known,
            base=self.get_base_url(),
        )
        return [self._finding("warning", self.env._("Webhooks"), text)]
