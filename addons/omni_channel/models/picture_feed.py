from odoo import api, fields, models
from odoo.addons.omni_base.core.errors import RemoteError
from odoo.addons.omni_channel.core.pictures import Fetcher, PictureSession

CODE = "picture"
NOTICE = "picture"


class Feed(models.Model):
    """The feed of pictures fetches those of products that are here, from where the shop has them.

    A picture is no message: it is a file at an address, and is read again by it at any time.
    """

    _inherit = "omni.feed"

    @api.model_create_multi
    def create(self, vals_list):
        """Products that were read before there was such a feed are looked at again."""
        feeds = super().create(vals_list)
        for connection in feeds.filtered(lambda feed: feed.resource == CODE).connection_id:
            connection._decide_again("product")
        return feeds

    @api.depends("connection_id.owner_ids.owner")
    def _compute_words(self):
        super()._compute_words()
        for feed in self.filtered(lambda feed: feed.resource == CODE):
            if feed.connection_id and feed.connection_id._picture_owner() == "odoo":
                feed.help = self.env._("Off: Odoo decides the picture (“Who decides”).")

    def _ask_again(self):
        super()._ask_again()
        if self.resource == CODE:
            failed = [("connection_id", "=", self.connection_id.id), ("state", "=", "failed")]
            self.env["omni.picture"].sudo().search(failed).action_try_again()

    def _pull_pages(self, adapter, run):
        if self.resource != CODE:
            return super()._pull_pages(adapter, run)
        near = [adapter.values.get(one.name) or "" for one in adapter.credentials if one.address]
        no_transaction = self.env["omni.checkpoint"]._assert_no_transaction
        http = PictureSession(near, on_call=no_transaction)
        try:
            return self._pull_pictures(Fetcher(http), run)
        finally:
            http.close()
            adapter.http.calls += http.calls

    def _pull_pictures(self, fetcher, run):
        """Fetch page after page until the end or until the time is up; return whether complete."""
        owner, pictures = self.connection_id._picture_owner(), self.env["omni.picture"]
        if owner == "odoo":
            return True
        follows, after = owner == "remote", 0
        pictures._gather(self.connection_id, follows)
        while rows := pictures._next(self.connection_id, after):
            after = rows[-1].id
            self._pull_page(rows, fetcher, follows, run)
            goes_on = self._is_on()
            seconds = self.env["omni.checkpoint"]._commit(1, remaining=int(goes_on))
            if not seconds or not goes_on:
                return False
        self.connection_id._tell_pictures()
        return True

    def _pull_page(self, rows, fetcher, follows, run):
        wanted = rows._leave_own(follows)
        addresses = {row.id: row.address for row in wanted}
        self.env["omni.checkpoint"]._commit()
        found = {}
        for key, address in addresses.items():
            if not fetcher.is_closed(address):
                found[key] = _fetched(fetcher, address)
        fresh = rows._take(found, follows)
        run.read_count += len(found)
        run.new_count += fresh
        run.call_count = fetcher.http.calls


def _fetched(fetcher, address):
    """Return the Picture, or why there is none: one that fails stops no other."""
    try:
        return fetcher.fetch(address)
    except RemoteError as error:
        return error


class Connection(models.Model):
    _inherit = "omni.connection"

    def _picture_owner(self):
        return self._owners("product").get(CODE, "nobody")

    def _tell_pictures(self):
        """Warn of pictures that a person must look at; end the warning where there are none."""
        failed = [("connection_id", "=", self.id), ("state", "=", "failed")]
        count = self.env["omni.picture"].search_count(failed)
        notices = self.env["omni.notice"]
        if count:
            notices._note(self, NOTICE, "info", "", CODE, failed=count)
        else:
            notices._end(self, NOTICE)
        self._tell_health()


class Notice(models.Model):
    _inherit = "omni.notice"

    kind = fields.Selection(selection_add=[(NOTICE, "Pictures")], ondelete={NOTICE: "cascade"})

    def _text_picture(self):
        count = self.details.get("failed", 0)
        return self.env._(
            "Pictures that could not be fetched: %s. “Activity > Pictures” says why.", count
        )
