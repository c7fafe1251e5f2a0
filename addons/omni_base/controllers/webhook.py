import logging
import re

from werkzeug.exceptions import RequestEntityTooLarge

from odoo import http
from odoo.http import request

from ..core.errors import RemoteError, SignatureError

_logger = logging.getLogger(__name__)

MAX_BYTES = 2 * 1024 * 1024
TOKEN = re.compile(r"[\w-]+", re.ASCII)


class Webhook(http.Controller):
    """One door for every vendor: verify on the raw bytes, store, answer 200, nothing else."""

    @http.route(
        "/omni/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=MAX_BYTES,
    )
    def ring(self, token, **_form):
        connection = request.env["omni.connection"].sudo()
        if TOKEN.fullmatch(token):
            connection = connection.search([("webhook_token", "=", token)], order="id", limit=1)
        if not connection:
            return self._answer(404, "unknown address")
        try:
            body = request.httprequest.get_data()
        except RequestEntityTooLarge:
            return self._answer(413, "more than 2 MB")
        headers = {name.lower(): value for name, value in request.httprequest.headers.items()}
        try:
            connection._ring(headers, body)
        except SignatureError as error:
            _logger.info("A delivery for %s was refused: %s", connection.name, error)
            return self._answer(401, "signature")
        except RemoteError as error:
            _logger.info("A delivery for %s cannot be checked: %s", connection.name, error)
            return self._answer(503, "not now")
        return self._answer(200, "stored")

    def _answer(self, status, word):
        return request.make_json_response({"result": word}, status=status)
