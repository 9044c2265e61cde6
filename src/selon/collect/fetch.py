"""Fetch one address as a polite and wary visitor: robots.txt, pace, redirects by hand, every limit, and each answer handed over as evidence."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urljoin

import httpx2
import msgspec

from selon import __version__
from selon.collect.addresses import Address, parse_address
from selon.collect.answer import Exchange, read_body, unpack
from selon.collect.connection import NETWORK_ERRORS, TIMEOUTS, GuardedTransport, Resolve, resolve
from selon.collect.pace import Pace, retry_after_s
from selon.collect.robots import Robots
from selon.errors import NotAllowed, NotFetched, PageError
from selon.languages import known_languages
from selon.settings import number, value_of

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_COME_BACK = frozenset((429, 503))
_TRIES = 2
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1"
_WHY = {
    401: "asks for a password",
    403: "refuses programs",
    404: "has no such page",
    410: "says that the page is gone",
    451: "may not show the page",
}


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long, how much and how far; seconds and bytes."""

    interval_s: float
    max_wait_s: float
    connect_timeout_s: float
    read_timeout_s: float
    total_timeout_s: float
    max_redirects: int
    max_bytes: int

    @classmethod
    def from_settings(cls) -> Limits:
        """As the settings `fetch_…` say."""
        return msgspec.convert({name: number(f"fetch_{name}") for name in cls.__struct_fields__}, cls, strict=False)


class Validators(msgspec.Struct, frozen=True):
    """What a site gave with a page, so that it can say later whether the page is still the same."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


class Capture(msgspec.Struct, frozen=True):
    """What an address led to: every exchange on the way, the last one with the page. `content` is unpacked; None where the site says that
    the page is as it was."""

    asked: str
    exchanges: tuple[Exchange, ...]
    content: bytes | None

    @property
    def final(self) -> Exchange:
        """The exchange that gave the page."""
        return self.exchanges[-1]


Conditional = Callable[[str], Validators | None]
Keep = Callable[[Exchange], None]


class Fetcher:
    """One run of fetching: the clocks and rules of each host it met.

    Args:
        keep: Gets every exchange at once, those with robots.txt and with errors too.
        limits, pace, resolve: By default those of the settings and of this machine.
        loopback_port: For tests: the one port of this machine that may be fetched; by default the setting `fetch_loopback_port`.
    """

    def __init__(
        self, keep: Keep, *, limits: Limits | None = None, pace: Pace | None = None, resolve: Resolve = resolve, loopback_port: int | None = None
    ) -> None:
        self._keep, self._resolve = keep, resolve
        self._limits = limits or Limits.from_settings()
        self._pace = pace or Pace(self._limits.interval_s)
        self._loopback_port = int(number("fetch_loopback_port")) if loopback_port is None else loopback_port
        self._robots = Robots(self._get_robots)

    def fetch(self, written: str, *, conditional: Conditional = lambda _: None) -> Capture:
        """What an address leads to.

        Args:
            written: The address.
            conditional: Gives the validators of an address that was captured before.

        Raises:
            NotAllowed: The address, or one that it redirects to, is none that Selon opens, or robots.txt closes it.
            NotFetched: The site does not answer, answers with an error, too slowly or with too much, or redirects in a circle.
        """
        address = parse_address(written, loopback_port=self._loopback_port)
        exchanges: list[Exchange] = []
        met = {address.url}
        while True:
            validators = conditional(address.url) or Validators()
            exchange = self._politely(address, validators.headers())
            exchanges.append(exchange)
            if exchange.status not in _REDIRECTS:
                return self._captured(written, exchanges, bool(validators.headers()))
            address = self._next(written, exchange)
            if address.url in met or len(exchanges) > self._limits.max_redirects:
                told = "in a circle" if address.url in met else f"on and on (more than {self._limits.max_redirects} redirects)"
                raise NotFetched(written, f"leads {told}, at last to {address.url}", "open it in a browser")
            met.add(address.url)

    def _captured(self, written: str, exchanges: list[Exchange], conditional: bool) -> Capture:
        last = exchanges[-1]
        if last.status == 304 and conditional:
            return Capture(written, tuple(exchanges), None)
        if last.status != 200:
            where = f" ({last.url})" if last.url != written else ""
            raise NotFetched(written, f"{_WHY.get(last.status, 'gives no page')}: status {last.status}{where}", "open it in a browser")
        return Capture(written, tuple(exchanges), unpack(last, limit=self._limits.max_bytes))

    def _next(self, written: str, exchange: Exchange) -> Address:
        to = exchange.header("location")
        if not to:
            raise NotFetched(written, f"redirects to nowhere (status {exchange.status})", "open it in a browser")
        try:
            return parse_address(urljoin(exchange.url, to.strip().replace(" ", "%20")), loopback_port=self._loopback_port)
        except (PageError, ValueError) as error:
            told = error.reason if isinstance(error, PageError) else "is no address"
            raise NotAllowed(written, f"redirects to {to[:200]}, which {told}", "open it in a browser") from None

    def _politely(self, address: Address, headers: dict[str, str]) -> Exchange:
        """As `_ask`, when robots.txt and the host's clock allow it; once more where the site asks for patience that Selon has."""
        rules = self._robots.rules(address)
        rules.check(address)
        if rules.delay_s() > self._limits.max_wait_s:
            raise NotAllowed(address.url, f"its robots.txt wants {rules.delay_s():,.0f} s between two requests", "raise fetch_max_wait_s")
        for tries in range(1, _TRIES + 1):
            self._pace.wait(address.host, at_least_s=rules.delay_s())
            exchange = self._ask(address, headers)
            if exchange.status not in _COME_BACK:
                break
            wait_s = retry_after_s(exchange.header("retry-after"))
            if wait_s is None or wait_s > self._limits.max_wait_s or tries == _TRIES:
                told = f", and to come back in {wait_s:,.0f} s" if wait_s is not None else ""
                raise NotFetched(address.url, f"asks to be left alone (status {exchange.status}{told})")
            self._pace.hold(address.host, wait_s)
        return exchange

    def _ask(self, address: Address, headers: dict[str, str]) -> Exchange:
        """One request and its answer, whatever its status."""
        limits = self._limits
        deadline = time.monotonic() + limits.total_timeout_s
        timeout = httpx2.Timeout(limits.read_timeout_s, connect=limits.connect_timeout_s)
        transport = GuardedTransport(address.url, deadline=deadline, resolve=self._resolve, loopback_port=self._loopback_port)
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        try:
            with (
                httpx2.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=timeout) as client,
                client.stream("GET", address.url, headers=_headers() | headers) as answer,
            ):
                body = read_body(answer.iter_raw(), page=address.url, limit=limits.max_bytes, announced=answer.headers.get("content-length"))
                exchange = _exchange(address, at, transport.ip, answer, body)
        except TIMEOUTS as error:
            raise NotFetched(address.url, f"does not answer in time ({_told(error)})") from None
        except NETWORK_ERRORS as error:
            raise NotFetched(address.url, f"cannot be reached ({_told(error)})") from None
        self._keep(exchange)
        return exchange

    def _get_robots(self, url: str) -> tuple[int, bytes] | str:
        address = parse_address(url, loopback_port=self._loopback_port)
        for hop in range(self._limits.max_redirects + 1):
            try:
                self._pace.wait(address.host)
                exchange = self._ask(address, {})
                if exchange.status not in _REDIRECTS:
                    return exchange.status, unpack(exchange, limit=self._limits.max_bytes)
                address = self._next(url, exchange)
            except PageError as error:
                if hop == 0 and isinstance(error, NotAllowed):  # the site itself is none that may be opened
                    raise
                return error.reason
        return "it redirects without end"


def _headers() -> dict[str, str]:
    contact = str(value_of("fetch_contact")).strip()
    agent = f"selon/{__version__} (reads single news pages for a person{f'; {contact}' if contact else ''})"
    # Only what `unpack` can bound; never a cookie, never whence one comes.
    return {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", "Accept-Language": ", ".join([*known_languages(), "*;q=0.5"])}


def _exchange(address: Address, at: str, ip: str, answer: httpx2.Response, body: bytes) -> Exchange:
    return Exchange(
        url=address.url,
        at=at,
        ip=ip,
        request_headers=_pairs(answer.request.headers),
        http_version=answer.http_version,
        status=answer.status_code,
        reason=answer.reason_phrase,
        headers=_pairs(answer.headers),
        body=body,
    )


def _pairs(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
