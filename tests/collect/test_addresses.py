from __future__ import annotations

import pytest

from selon.collect.addresses import first_open, parse_address, why_closed
from selon.errors import NotAllowed


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/Une#photo", "https://example.org/Une"),
        ("http://example.org.:8080/a?b=c%20d", "http://example.org:8080/a?b=c%20d"),
        ("https://exämple.org/été", "https://xn--exmple-cua.org/%C3%A9t%C3%A9"),
        ("http://[2606:4700::1111]/x", "http://[2606:4700::1111]/x"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_one_spelling_for_one_address(written: str, url: str) -> None:
    assert parse_address(written).url == url


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("file:///etc/passwd", "http:// or https://"),
        ("ftp://example.org/x", "http:// or https://"),
        ("gopher://example.org/x", "http:// or https://"),
        ("javascript:alert(1)", "http:// or https://"),
        ("example.org/x", "http:// or https://"),
        ("http:///x", "names no host"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://example.org@127.0.0.1/", "name or password"),
        ("http://@example.org/", "name or password"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:6379/", "port 6379"),
        ("http://example.org:99999/", "no address"),
        ("http://2130706433/", "as a number"),
        ("http://0x7f000001/", "as a number"),
        ("http://0x7f.0.0.1/", "as a number"),
        ("http://017700000001/", "as a number"),
        ("http://0177.0.0.1/", "as a number"),
        ("http://127.1/", "as a number"),
        ("http://127.0.0.1./", None),
        ("http://0/", None),
        ("http://exam\tple.org/", "white space"),
        ("http://example.org\\@127.0.0.1/", "white space or signs"),
        ("http://example.org/a b", "white space"),
        ("http://example.org/\r\nHost: x", "white space"),
        ("http://[::1", "no address"),
        ("http://" + "a" * 5000, "too long"),
    ],
)
def test_spellings_that_lead_elsewhere_are_refused_or_checked(written: str, why: str | None) -> None:
    if why is None:  # a usual spelling: the guard at the connection decides
        assert why_closed(parse_address(written).host if "127" in written else "0.0.0.0") is not None
        return
    with pytest.raises(NotAllowed, match=why):
        parse_address(written)


CLOSED = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2001::1", "2001:0:4136:e378::", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::", "100::1", "3fff::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize("ip", CLOSED)
def test_private_and_odd_ip_addresses_are_closed(ip: str) -> None:
    assert why_closed(ip, port=80) is not None


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4007::1", "64:ff9b::808:808"])
def test_public_ip_addresses_are_open(ip: str) -> None:
    assert why_closed(ip, port=80) is None


def test_the_switch_for_tests_opens_one_port_of_loopback_and_nothing_else() -> None:
    assert why_closed("127.0.0.1", port=8123, loopback_port=8123) is None
    assert why_closed("::1", port=8123, loopback_port=8123) is None
    assert why_closed("127.0.0.1", port=8124, loopback_port=8123) is not None
    assert why_closed("127.0.0.2", port=8123, loopback_port=8123) is not None
    assert why_closed("10.0.0.1", port=8123, loopback_port=8123) is not None
    assert why_closed("127.0.0.1", port=0, loopback_port=0) is not None


def test_one_private_answer_among_public_ones_closes_the_host() -> None:
    assert first_open(["8.8.8.8", "2606:4700::1111"], page="http://a.test/", port=80) == "8.8.8.8"
    with pytest.raises(NotAllowed, match=r"http://a.test/: leads to 10\.0\.0\.1, a private"):
        first_open(["8.8.8.8", "10.0.0.1"], page="http://a.test/", port=80)
