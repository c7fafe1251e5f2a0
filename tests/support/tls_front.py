"""An https address in front of a plain http server on this machine, as a proxy would be."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = "127.0.0.1"
PIECE = 65536


def make_certificate(folder: Path) -> Path:
    """A certificate of this machine that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(LOOPBACK))]
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    kept = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    file = folder / "loopback.pem"
    file.write_bytes(kept + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextlib.contextmanager
def tls_front(port: int, certificate: Path) -> Iterator[str]:
    """Yields the https address of what answers on `port`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server((LOOPBACK, 0)) as listening:
        args = (listening, context, port)
        threading.Thread(target=_accept, args=args, daemon=True).start()
        yield f"https://{LOOPBACK}:{listening.getsockname()[1]}"


def _accept(listening, context, port):
    while True:
        try:
            caller, _address = listening.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(caller, context, port), daemon=True).start()


def _serve(caller, context, port):
    with (
        contextlib.suppress(OSError),
        socket.create_connection((LOOPBACK, port)) as inside,
        context.wrap_socket(caller, server_side=True) as outside,
    ):
        back = threading.Thread(target=_pump, args=(inside, outside), daemon=True)
        back.start()
        _pump(outside, inside)
        back.join(5)


def _pump(source, target):
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
