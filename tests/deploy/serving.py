"""`aggregator serve` as a process of its own, and nginx with our example before it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deploy.containerfile import TOP

CONF = TOP / "deploy" / "nginx" / "aggregator.conf"
NAME = "desk.example.gov.uk"
_AROUND = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/aggregator.conf;
}}
"""


class Desk:
    """A process that serves; `port` is where."""

    def __init__(self, folder, *arguments):
        command = [sys.executable, "-m", "aggregator", "serve", "--no-cycle"]
        self.process = subprocess.Popen(
            [*command, "--port", "0", *arguments],
            cwd=folder,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = ""
        while "Ctrl-C" not in self.said:
            line = self.process.stderr.readline()
            assert line, self.said
            self.said += line
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", self.said)[1])
        self.address = f"http://127.0.0.1:{self.port}"

    def end(self):
        """Its code and the rest of what it said, told to stop and waited for."""
        self.process.terminate()
        rest = self.process.communicate(timeout=60)[1]
        return self.process.returncode, rest


@contextmanager
def desks(folder, number, *arguments):
    """So many processes over one folder."""
    with ExitStack() as stack:
        running = []
        for _ in range(number):
            running.append(Desk(folder, *arguments))
            stack.callback(_kill, running[-1].process)
        yield running


def _kill(process):
    if process.poll() is None:
        process.kill()
        process.communicate()


def nginx():
    """The program; in CI a missing one is a failure."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
    found = shutil.which("nginx", path=path)
    if found is None:
        message = "no nginx on this machine; on Debian: apt install nginx-light"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@contextmanager
def proxied(folder, running):
    """nginx before these desks; how to reach it by http and by https."""
    plain, secure = free_port(), free_port()
    certificate = make_certificate(folder)
    text = CONF.read_text(encoding="utf-8")
    for was, here in (
        ("127.0.0.1:8001", f"127.0.0.1:{running[0].port}"),
        ("127.0.0.1:8002", f"127.0.0.1:{running[-1].port}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        (f"/etc/ssl/{NAME}", str(folder)),
    ):
        assert was in text, was
        text = text.replace(was, here)
    (folder / "aggregator.conf").write_text(text, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(_AROUND.format(folder=folder), encoding="utf-8")
    command = [nginx(), "-p", str(folder), "-c", str(whole)]
    checked = subprocess.run(
        [*command, "-t"], check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr, checked.stderr
    process = subprocess.Popen(command)
    try:
        _wait(secure)
        yield f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{secure}", certificate
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port():
    """A port that nobody has at present."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def _wait(port):
    for _ in range(200):
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def make_certificate(folder):
    """One that signs itself, for this machine and the example's name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
    )
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "fullchain.pem"


def browser(address, **named):
    """A client that asks for the desk by its name, from an address of its own."""
    return httpx.Client(
        base_url=address,
        headers={"Host": NAME},
        verify=False,
        timeout=60,
        transport=httpx.HTTPTransport(verify=False, **named),
    )


def csrf(page):
    """The token in a page's form."""
    return re.search(r'name="csrf" value="([^"]+)"', page)[1]
