"""Told to stop, a desk answers whoever it has begun to listen to, and nobody else."""

import signal
import socket

import httpx
import pytest

from tests.deploy.serving import desks

COUNCIL = '[council]\nname = "Ambleford Libraries"\n'
BODY = b"name=Ada&password=wrong&csrf=" + b"x" * 200


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    with desks(tmp_path, 1) as (running,):
        yield running


def begun(desk):
    """A form of which half is sent."""
    sock = socket.create_connection(("127.0.0.1", desk.port), timeout=30)
    head = (
        "POST /sign-in HTTP/1.1\r\nHost: desk\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n"
    )
    sock.sendall(head.encode() + BODY[:20])
    return sock


def read_all(sock):
    told = b""
    while some := sock.recv(65536):
        told += some
    return told


def stops_listening(desk):
    for _ in range(2_000):
        try:
            socket.create_connection(("127.0.0.1", desk.port), timeout=5).close()
        except ConnectionRefusedError:
            return True
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_request_under_way_is_answered_before_the_end(desk, how):
    with begun(desk) as sock:
        assert httpx.get(f"{desk.address}/healthz").status_code == 200
        desk.process.send_signal(how)
        assert stops_listening(desk)
        assert desk.process.poll() is None, "it waits"
        sock.sendall(BODY[20:])
        answer = read_all(sock)
    assert answer.startswith(b"HTTP/1.1 4"), answer[:200]
    assert b"</html>" in answer
    rest = desk.process.communicate(timeout=60)[1]
    assert desk.process.returncode == 0, rest
    assert "Traceback" not in rest


def test_a_kept_connection_with_nothing_to_say_holds_nobody_up(desk):
    with httpx.Client() as client:
        assert client.get(f"{desk.address}/healthz").status_code == 200
        code, rest = desk.end()
    assert (code, "Traceback" in rest) == (0, False)


@pytest.mark.parametrize(
    ("given", "secure"), [((), True), (("--trusted-proxy", "10.1.2.0/24"), False)]
)
def test_only_a_trusted_proxy_is_believed(tmp_path, given, secure):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    with desks(tmp_path, 1, *given) as (desk,):
        says = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        answer = httpx.get(f"{desk.address}/sign-in", headers=says)
    (cookie,) = answer.headers.get_list("set-cookie")
    assert ("Secure" in cookie) is secure
