from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch.addresses import plain, refusal
from aggregator.fetch.guard import Guard, check_url, is_web_port
from aggregator.model.errors import FetchError

pytestmark = pytest.mark.anyio

INNER = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "51.140.0.1", "172.15.0.1", "172.32.0.1", "223.1.1.1"]
SIX = [
    "::",
    "::1",
    "fe80::1",
    "fe80::1%1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "64:ff9b:1::7f00:1",
    "4000::1",
]

inner = st.one_of(
    *(
        st.ip_addresses(v=4, network=network)
        for network in (
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "224.0.0.0/3",
        )
    )
)
wrappings = st.sampled_from(
    ["mapped", "compatible", "translated", "nat64", "6to4", "teredo", "isatap"]
)


def wrapped(four: IPv4Address, how: str, salt: int = 0x1234) -> IPv6Address:
    number = int(four)
    return IPv6Address(
        {
            "mapped": 0xFFFF << 32 | number,
            "compatible": number,
            "translated": 0xFFFF << 48 | number,
            "nat64": 0x64FF9B << 96 | number,
            "6to4": 0x2002 << 112 | number << 80 | salt,
            "teredo": 0x20010000 << 96 | salt << 64 | (number ^ 0xFFFFFFFF),
            "isatap": 0x2A00 << 112 | salt << 64 | 0x02005EFE << 32 | number,
        }[how]
    )


@pytest.mark.parametrize("address", INNER + SIX)
async def test_an_inner_address_is_refused(address):
    assert refusal(ip_address(address)) is not None


@pytest.mark.parametrize("address", [*PUBLIC, "2a00:1450:4009::200e", "2606:4700::1"])
async def test_a_public_address_may_be_connected_to(address):
    assert refusal(ip_address(address)) is None


@given(four=inner, how=wrappings, salt=st.integers(0, 0xFFFF))
def test_an_inner_address_is_refused_in_whatever_form_it_comes(four, how, salt):
    assert refusal(wrapped(four, how, salt)) is not None


@pytest.mark.parametrize("how", ["mapped", "nat64", "6to4"])
async def test_a_public_address_behind_a_translator_may_be_connected_to(how):
    assert refusal(wrapped(IPv4Address("8.8.8.8"), how)) is None


@given(address=st.ip_addresses(v=6))
def test_nothing_outside_global_unicast_is_let_through(address):
    if refusal(address) is None:
        outer = plain(address)
        assert (
            isinstance(outer, IPv4Address)
            or outer in ip_network("2000::/3")
            or outer in ip_network("64:ff9b::/96")
        )


@given(address=st.ip_addresses(v=4))
def test_what_python_calls_private_is_never_let_through(address):
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert refusal(address) is not None


@given(four=inner, other=inner, prefix=st.integers(8, 32))
def test_allow_private_opens_the_named_network_and_no_other(four, other, prefix):
    allowed = (ip_network(f"{four}/{prefix}", strict=False),)

    assert refusal(four, allowed) is None
    assert refusal(wrapped(four, "mapped"), allowed) is None
    assert (refusal(other, allowed) is None) == (other in allowed[0])


@given(four=inner, how=st.sampled_from(["nat64", "6to4", "teredo", "isatap"]))
def test_an_allowed_network_does_not_open_the_inner_one_it_leads_to(four, how):
    outer = wrapped(four, how)

    assert refusal(outer, (ip_network(f"{outer}/128"),)) is not None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "//example.org/feed",
        "/feed",
        "http:///feed",
        "http://user:secret@example.org/",
    ],
)
async def test_only_plain_web_addresses_are_fetched(url):
    with pytest.raises(FetchError) as caught:
        check_url(httpx.URL(url))

    assert caught.value.cause == "refused-address"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("port", [22, 25, 110, 6000, 6667, 10080, 0])
async def test_ports_of_other_services_are_refused_on_public_hosts(port):
    assert not is_web_port(port)
    with pytest.raises(FetchError) as caught:
        await Guard().addresses(httpx.URL(f"http://8.8.8.8:{port}/"))
    assert caught.value.cause == "refused-address"


@pytest.mark.parametrize("port", [80, 443, 8080, 8443, 3000])
async def test_usual_ports_are_fine(port):
    assert is_web_port(port)


async def test_any_port_of_an_allowed_network_is_fine():
    url = httpx.URL("http://127.0.0.1:25/")
    assert await Guard().addresses(url, ("127.0.0.1/32",))


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0x7f.1", "localhost", "0"]
)
async def test_odd_spellings_of_this_machine_are_refused(host):
    with pytest.raises(FetchError) as caught:
        await Guard().addresses(httpx.URL(f"http://{host}/"))
    assert caught.value.cause == "refused-address"


@pytest.mark.parametrize(
    "host", ["[::ffff:127.0.0.1]", "[::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"]
)
async def test_ipv6_spellings_of_this_machine_are_refused(host):
    with pytest.raises(FetchError) as caught:
        await Guard().addresses(httpx.URL(f"http://{host}/"))
    assert caught.value.cause == "refused-address"


async def test_one_forbidden_answer_among_public_ones_refuses_the_host():
    async def resolve(host, port):
        return ["8.8.8.8", "10.0.0.1"]

    with pytest.raises(FetchError) as caught:
        await Guard(resolve).addresses(httpx.URL("http://mixed.example/"))
    assert "10.0.0.1" in str(caught.value)


async def test_a_name_is_resolved_once_and_its_addresses_are_handed_on():
    asked = []

    async def resolve(host, port):
        asked.append(host)
        return ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1"]

    found = await Guard(resolve).addresses(httpx.URL("http://good.example/"))

    assert asked == ["good.example"]
    assert [str(address) for address in found] == ["8.8.8.8", "2606:4700::1"]


@given(text=st.text(max_size=40))
def test_no_text_makes_the_guard_fail_otherwise_than_by_refusing(text):
    try:
        url = httpx.URL(f"http://{text}/")
    except (httpx.InvalidURL, ValueError):
        return
    with suppress(FetchError):
        check_url(url)
