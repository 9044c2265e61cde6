"""What stands before every request: only our own addresses are answered, only our own pages may change anything.

A page of another site that a browser has open can send requests to loopback. It cannot fake `Host` and `Origin`, and cannot read the
token that our pages carry; so a foreign Host is refused (DNS rebinding), and so is a change without our Origin or without the token.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_HEADER = "X-Selon-Token"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# Nothing from elsewhere, no script or style inside a page; the map's tiles are our own files.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True)
class Allowed:
    """Whose requests are answered: `hosts` as browsers name them (`127.0.0.1:8080`), `origins` of the pages that may change something.

    `token` is made anew at each start and stands in our pages only.
    """

    hosts: frozenset[str]
    origins: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @classmethod
    def on_loopback(cls, port: int) -> Allowed:
        """This machine's own names, at a port."""
        hosts = frozenset(f"{name}:{port}" for name in LOOPBACK)
        return cls(hosts, frozenset(f"http://{host}" for host in hosts))

    def behind(self, address: str) -> Allowed:
        """Also what a proxy in front is called: `https://selon.example.org`. The proxy authenticates; Selon does not."""
        return Allowed(self.hosts | {address.split("://", 1)[1]}, self.origins | {address}, self.token)


class Guard:
    """ASGI middleware that refuses what is not ours and adds the headers that keep page text from running."""

    def __init__(self, app: ASGIApp, allowed: Allowed, max_body_bytes: int = 1 << 20) -> None:
        self._app = app
        self._allowed = allowed
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers added to the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refusal(scope["method"], Headers(scope=scope))
        answer: ASGIApp = PlainTextResponse(refused[1], status_code=refused[0]) if refused else self._app
        await answer(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Status and reason where a request is not answered; None where it is."""
        if headers.get("host") not in self._allowed.hosts:
            return 403, "Selon answers to its own address only: use the one that `selon serve` printed."
        if method in SAFE_METHODS:
            return None
        if "origin" in headers and headers["origin"] not in self._allowed.origins:
            return 403, "A page of another site may not change anything here."
        given = headers.get(TOKEN_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._allowed.token.encode()):
            return 403, f"The header {TOKEN_HEADER} does not hold this server's token; load the page again."
        return self._too_long(headers.get("content-length", ""))

    def _too_long(self, length: str) -> tuple[int, str] | None:
        """Before a byte of it is taken: the server reads no more than the length that is told."""
        if not (length.isascii() and length.isdecimal()):
            return 411, "A change has to say how long it is (Content-Length)."
        if int(length) > self._max_body_bytes:
            return 413, f"A request may have {self._max_body_bytes:,} bytes at most; split the file, or raise max_page_bytes."
        return None
