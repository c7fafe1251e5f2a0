import logging

from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from odoo import http
from odoo.http import request

from ..core.adapter import adapters
from ..core.errors import RemoteError

_logger = logging.getLogger(__name__)

MAX_BYTES = 16 * 1024
ADDRESS = "/omni/keys/<string:code>"


class HandOver(http.Controller):
    """Where a remote sends the log-in that somebody asked for, and where his browser returns."""

    @http.route(
        ADDRESS,
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=MAX_BYTES,
    )
    def receive(self, code, **_form):
        """Answer 200 once it is kept. What is not accepted is thrown away, and never logged."""
        cls = self._adapter(code)
        try:
            request.env["omni.hand.over"].sudo()._receive(cls, request.httprequest.get_data())
        except RequestEntityTooLarge:
            return self._answer(413, "too long")
        except RemoteError as error:
            _logger.info("Keys for %s were not accepted: %s", cls.code, error.reason)
            return self._answer(403, "not accepted")
        return self._answer(200, "kept")

    @http.route(f"{ADDRESS}/back", type="http", auth="user", methods=["GET"], readonly=False)
    def back(self, code, **params):
        """Lead the person who asked to his connection; anybody else to the list."""
        token, is_approved = self._adapter(code).read_return(params)
        row = request.env["omni.hand.over"].sudo()._of_token(token)
        if row.user_id != request.env.user:
            return request.redirect("/odoo/connections")
        connection = row._came_back(is_approved)
        return request.redirect(f"/odoo/connections/{connection.id}")

    def _adapter(self, code):
        known = adapters(addons=request.env.registry._init_modules)
        for cls in known:
            if cls.code == code and cls.hand_over:
                return cls
        raise NotFound()

    def _answer(self, status, word):
        return request.make_json_response({"result": word}, status=status)
