"""Pictures of products, from wherever a shop keeps them."""

import io
import random
import socketserver
import sys
import threading
from contextlib import contextmanager

import pytest
from PIL import Image, ImageFile

from odoo.addons.omni_base.core.errors import RejectedError, RetryableError
from odoo.addons.omni_channel.core import pictures
from odoo.addons.omni_channel.core.pictures import Fetcher, PictureSession

from tests.pure.wire import Reply, playing

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HERE = "http://127.0.0.1"


def drawn(kind="PNG", size=(2, 2), mode="RGB"):
    body = io.BytesIO()
    Image.new(mode, size, "red").save(body, kind)
    return body.getvalue()


def noisy(kind, **options):
    """A picture with many points that are not alike, so that its data is most of it."""
    body = io.BytesIO()
    points = random.Random(1).randbytes(64 * 64 * 3)
    Image.frombytes("RGB", (64, 64), points).save(body, kind, **options)
    return body.getvalue()


def moving():
    """A GIF of four pictures."""
    body = io.BytesIO()
    first, *others = (Image.new("RGB", (32, 32), name) for name in ("red", "blue", "lime", "white"))
    first.save(body, "GIF", save_all=True, append_images=others)
    return body.getvalue()


@contextmanager
def listening():
    """A port on loopback that hangs up at once, and whether anybody called."""
    calls = []

    class Door(socketserver.BaseRequestHandler):
        def handle(self):
            calls.append(self.client_address)

    with socketserver.TCPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server.server_address[1], lambda: calls
        finally:
            server.shutdown()


LOOKED_UP = []
sys.addaudithook(
    lambda event, told: LOOKED_UP.append(told[0]) if event == "socket.getaddrinfo" else None
)


@contextmanager
def looked_up():
    """The names that the system is asked for, in order."""
    LOOKED_UP.clear()
    yield LOOKED_UP


@contextmanager
def fetching(*script, near=(HERE,)):
    """A Fetcher for a shop on the own machine, and the wire that plays the script."""
    with playing(*script) as wire:
        yield Fetcher(PictureSession(near)), wire


def reason(*script, error=RejectedError, path="/a.jpg"):
    """Why there is no picture."""
    with fetching(*script) as (fetcher, wire), pytest.raises(error) as found:
        fetcher.fetch(wire.url + path)
    return str(found.value.reason)


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_a_picture_is_fetched_whatever_it_is_said_to_be(kind):
    body = drawn(kind)
    with fetching(Reply(body, headers={"Content-Type": "text/plain"})) as (fetcher, wire):
        assert fetcher.fetch(wire.url + "/a").body == body


def test_equal_pictures_have_the_same_digest():
    with fetching(*[Reply(drawn())] * 2) as (fetcher, wire):
        assert fetcher.fetch(wire.url + "/a").digest == fetcher.fetch(wire.url + "/b").digest


def test_an_svg_is_no_picture():
    assert "JPEG" in reason(Reply(SVG, headers={"Content-Type": "image/jpeg"}))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_a_picture_that_breaks_off_may_be_whole_later(kind):
    half = drawn(kind, size=(99, 99))[:-20]
    assert "its end is missing" in reason(Reply(half), error=RetryableError)


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_something_may_follow_the_end_of_a_picture(kind):
    body = drawn(kind) + b"film"
    with fetching(Reply(body)) as (fetcher, wire):
        assert fetcher.fetch(wire.url + "/a").body == body


@pytest.fixture(params=[False, True])
def lenient(request, monkeypatch):
    """Pillow as it is, and as Odoo's reports set it: it fills up what is missing."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("end", [b"", b"\xff", b"\r\n"])
@pytest.mark.parametrize("options", [{}, {"restart_marker_rows": 1}])
def test_a_jpeg_may_lack_the_mark_of_its_end(options, end):
    pictures.refuse_others(noisy("JPEG", **options).removesuffix(b"\xff\xd9") + end)


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("part", [0.6, 0.75, 0.9, 0.99])
def test_a_jpeg_that_is_cut_in_its_data_breaks_off(options, part):
    body = noisy("JPEG", **options)
    with pytest.raises(RetryableError):
        pictures.refuse_others(body[: int(len(body) * part)])


@pytest.mark.parametrize("body", [noisy("GIF"), moving()], ids=["one", "moving"])
def test_a_gif_that_is_cut_anywhere_breaks_off(body):
    for size in range(len(body) // 2, len(body)):
        with pytest.raises(RetryableError):
            pictures.refuse_others(body[:size])


def test_a_page_is_no_picture():
    assert "JPEG" in reason(Reply("<html></html>"))


def test_too_many_pixels_are_refused():
    assert "9000 × 9000" in reason(Reply(drawn(size=(9000, 9000), mode="1")))


def test_too_many_bytes_are_refused():
    assert "20 MB" in reason(Reply(b"x" * (pictures.MOST_BYTES + 1)))


def test_another_address_is_not_followed():
    moved = Reply(status=302, headers={"Location": "http://127.0.0.1/secret"})
    with fetching(moved) as (fetcher, wire):
        with pytest.raises(RejectedError):
            fetcher.fetch(wire.url + "/a")
        assert len(wire.asked) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_concerns_the_picture_and_not_the_log_in(status):
    assert "everybody" in reason(Reply(status=status))


def test_a_picture_that_is_gone_is_said():
    assert "any more" in reason(Reply(status=404))


def test_a_fault_of_the_host_is_tried_again_later():
    assert "fault" in reason(Reply(status=500), error=RetryableError)


@pytest.mark.parametrize("address", ["https://10.0.0.7/a", "https://nas.local/a", f"{HERE}/a"])
def test_the_own_network_is_not_asked_where_the_shop_is_not(address):
    fetcher = Fetcher(PictureSession(["https://shop.example"]))
    with pytest.raises(RejectedError, match="own network"):
        fetcher.fetch(address)
    assert fetcher.http.calls == 0


@pytest.mark.parametrize("host", ["127.1", "0x7f.0.0.1"])
def test_a_name_that_stands_for_the_own_network_is_not_called(host):
    with listening() as (port, called):
        with pytest.raises(RejectedError, match="own network"):
            Fetcher(PictureSession(["https://shop.example"])).fetch(f"https://{host}:{port}/a")
        assert not called()


def test_the_shop_s_own_name_may_stand_for_it():
    with listening() as (port, called):
        with pytest.raises(RejectedError, match="certificate"):
            Fetcher(PictureSession(["https://127.1"])).fetch(f"https://127.1:{port}/a")
        assert called()


def test_a_name_is_looked_up_once_and_what_was_found_is_called():
    with listening() as (port, _called), looked_up() as names, pytest.raises(RejectedError):
        Fetcher(PictureSession(["https://127.1"])).fetch(f"https://127.1:{port}/a")
    assert names == ["127.1", "127.0.0.1"]


def test_a_name_that_nobody_knows_may_be_known_later():
    with pytest.raises(RetryableError, match="could not be reached"):
        Fetcher(PictureSession()).fetch("https://nobody.invalid/a")


@pytest.mark.parametrize("address", ["http://shop.example/a.jpg", "ftp://shop.example/a", "://"])
def test_only_https_is_asked(address):
    with pytest.raises(RejectedError):
        Fetcher(PictureSession()).fetch(address)


def test_no_log_in_is_carried_there():
    with fetching(Reply(drawn())) as (fetcher, wire):
        fetcher.fetch(wire.url + "/a")
        assert "authorization" not in wire.asked[0].headers


def test_a_host_that_asks_to_wait_is_left_alone():
    with fetching(Reply(status=429, headers={"Retry-After": "60"})) as (fetcher, wire):
        with pytest.raises(RetryableError):
            fetcher.fetch(wire.url + "/a")
        assert fetcher.is_closed(wire.url + "/b")


def test_a_host_that_failed_once_is_asked_for_the_next():
    with fetching(Reply(status=500), Reply(drawn())) as (fetcher, wire):
        with pytest.raises(RetryableError):
            fetcher.fetch(wire.url + "/a")
        assert not fetcher.is_closed(wire.url + "/b")


def test_a_host_that_fails_in_a_row_is_left_alone():
    with fetching(*[Reply(status=500)] * 3) as (fetcher, wire):
        for _time in range(3):
            with pytest.raises(RetryableError):
                fetcher.fetch(wire.url + "/a")
        assert fetcher.is_closed(wire.url + "/b")
