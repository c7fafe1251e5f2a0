"""Where a shop keeps its pictures: a server on loopback, and the shop beside it."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from odoo.addons.omni_base.core.adapter import Credential

from .goods import ProductCase
from .stall import Stall


class GalleryStall(Stall):
    """One whose address is on the own machine."""

    code = "omni_gallery_stall"
    label = "Gallery stall"
    credentials = (Credential("url", "Address", secret=False, required=False, address=True),)


class Gallery:
    """``shown``: {path: (status, body)}; ``asked``: the paths that were asked for, in order."""

    def __init__(self):
        self.shown, self.asked = {}, []
        gallery = self

        class Wall(BaseHTTPRequestHandler):
            def do_GET(self):
                gallery.asked.append(self.path)
                status, body = gallery.shown.get(self.path, (404, b""))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                """Be quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Wall)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def hang(self, path, body, status=200):
        """Show something at a path; return its address."""
        self.shown[path] = (status, body)
        return self.url + path


def drawn(colour="red", kind="PNG"):
    body = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(body, kind)
    return body.getvalue()


class GalleryCase(ProductCase):
    """A shop whose products have pictures."""

    def setUp(self):
        super().setUp()
        self.gallery = Gallery()
        self.addCleanup(self.gallery.close)
        self.red = self.gallery.hang("/red.png", drawn("red"))
        self.blue = self.gallery.hang("/blue.png", drawn("blue"))

    @classmethod
    def connect(cls, company=None, **values):
        connection = super().connect(company, adapter_code=GalleryStall.code, **values)
        connection.credential_ids.value = "http://127.0.0.1"
        connection.action_test()
        return connection

    def pull(self):
        """Let the feed of pictures run; return its run."""
        feed = self.connection.feed_ids.filtered(lambda feed: feed.resource == "picture")
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr, su=True)["omni.feed"]._cron_pull(feed.id)
        self.env.invalidate_all()
        return feed.last_run_id

    def pictures(self):
        return self.env["omni.picture"].search([("connection_id", "=", self.connection.id)])
