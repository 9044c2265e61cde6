"""Which addresses may be opened: public ones, on the ports of the web, without a name and password in them.

An address that is given, that a redirect names or that a feed holds goes through `parse_address`; every IP address that its host's name leads to
goes through `why_closed`, just before the connection is made to that very IP address. So neither a spelling, nor a redirect, nor a name
that answers otherwise the second time leads into the machine's own network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from selon.errors import NotAllowed

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WEB_PORTS = frozenset((80, 443, 8080, 8443))
_MAX_CHARS = 4_000
# Control characters, white space and back slashes are read otherwise by every program.
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
# What the C library takes for IPv4 beside the usual form: 2130706433, 0x7f.1, 0177.0.0.1, 127.1.
_NUMBER = r"(?:0[xX][0-9a-fA-F]*|[0-9]+)"
_NUMERIC_HOST = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}){{0,3}}\.?")
_USUAL_IPV4 = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")

# The well-known prefix by which networks without IPv4 reach it: what it leads to decides.
_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Blocks that `is_global` calls public and that no news site has.
_ODD_BLOCKS: tuple[tuple[IPv4Network | IPv6Network, str], ...] = (
    (IPv6Network("2002::/16"), "a 6to4 address"),
    (IPv6Network("2001::/32"), "a Teredo address"),
    (IPv4Network("192.88.99.0/24"), "a 6to4 relay"),
    (IPv4Network("192.0.0.0/24"), "a reserved address"),
    (IPv6Network("3fff::/20"), "an address for documentation"),
)


# Signs of a path that stand for themselves; a percent sign is one of what is quoted already.
_KEPT_SIGNS = "%/:=&~+!$,;'@()*[]|"


class Address(msgspec.Struct, frozen=True):
    """An address that may be asked for: `url` in one spelling, without a fragment; `host` in small letters; `port` always a number."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt holds for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _DEFAULT_PORTS[self.scheme] else "")


def parse_address(written: str, *, loopback_port: int = 0) -> Address:
    """An address as a person, a redirect or a feed writes it.

    Args:
        written: A whole address with its scheme.
        loopback_port: A port outside the web's usual ones that is let through; who connects sees to it that it is on this machine.

    Raises:
        NotAllowed: It is none that Selon opens; the error says why.
    """
    if len(written) > _MAX_CHARS or _UNSAFE.search(written):
        raise NotAllowed(written[:200], "is no address: it is too long, or has white space or signs that no address has", "correct it")
    try:
        parts = urlsplit(written)
        port, host = parts.port, _host(parts.hostname or "")
    except (ValueError, UnicodeError):
        raise NotAllowed(written, "is no address", "correct it") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise NotAllowed(written, "is no address that begins with http:// or https://", "give the whole address of a page")
    if not host:
        raise NotAllowed(written, "names no host", "give the whole address of a page")
    if "@" in parts.netloc:
        raise NotAllowed(written, "holds a name or password", "give the address without what stands before the @")
    if _NUMERIC_HOST.fullmatch(host) and not _USUAL_IPV4.fullmatch(host):
        raise NotAllowed(written, "spells its host as a number", "give the name of the site")
    if port is not None and port not in _WEB_PORTS and port != (loopback_port or None):
        raise NotAllowed(written, f"asks for port {port}, where no pages are", "give the address of the page on the web")
    found = Address("", parts.scheme, host, port or _DEFAULT_PORTS[parts.scheme])
    path = urlunsplit(("", "", quote(parts.path, safe=_KEPT_SIGNS) or "/", quote(parts.query, safe=_KEPT_SIGNS + "?"), ""))
    return msgspec.structs.replace(found, url=found.site + path)


def _host(name: str) -> str:
    """In small letters, names in other scripts as the domain system writes them."""
    bare = name.lower().removesuffix(".")
    return bare if bare.isascii() else bare.encode("idna").decode("ascii")


def why_closed(ip: str, *, port: int = 0, loopback_port: int = 0) -> str | None:
    """Why an IP address is none that Selon connects to; None where it is a public one.

    Args:
        ip: As the resolver gives it, an IPv6 address perhaps with its zone.
        port: The port that is asked for.
        loopback_port: For tests: this port of 127.0.0.1 and ::1 is open.
    """
    address = ip_address(ip.partition("%")[0])
    if loopback_port and port == loopback_port and address in (IPv4Address("127.0.0.1"), IPv6Address("::1")):
        return None
    if isinstance(address, IPv6Address) and address in _NAT64:
        address = IPv4Address(int(address) & 0xFFFF_FFFF)
    return _why_not_public(address)


def _why_not_public(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:  # first: Pythons differ in what else they call it
        return "an IPv4 address written as IPv6"
    for names, is_one in (
        ("a loopback address", address.is_loopback),
        ("a link-local address", address.is_link_local),
        ("a multicast address", address.is_multicast),
        ("an unspecified address", address.is_unspecified),
    ):
        if is_one:
            return names
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return "a private or reserved address"
    for block, name in _ODD_BLOCKS:
        if address.version == block.version and address in block:
            return name
    return None if address.is_global else "a private or reserved address"


def first_open(ips: Iterable[str], *, page: str, port: int, loopback_port: int = 0) -> str:
    """The IP address to connect to. A host of which one single answer leads into a private network is refused whole.

    Raises:
        NotAllowed: An answer is no public address; `page` names the address in the error.
    """
    answers = list(ips)
    for ip in answers:
        reason = why_closed(ip, port=port, loopback_port=loopback_port)
        if reason is not None:
            raise NotAllowed(page, f"leads to {ip}, {reason}", "save the page in a browser and add the file")
    return answers[0]
