"""The one door to the network: a transport that connects to checked IP addresses only, and that no answer outlasts.

Every other module that wants a page goes through `GuardedTransport`; a contract test holds that no other module knows a network library.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import httpcore2
import httpx2

from selon.collect.addresses import first_open

Resolve = Callable[[str, int], list[str]]
"""The IP addresses of a host, best first."""

NETWORK_ERRORS: tuple[type[Exception], ...] = (
    httpx2.HTTPError, httpx2.InvalidURL, httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol,
    OSError, UnicodeError,
)  # fmt: skip
"""What a connection can fail with."""

TIMEOUTS: tuple[type[Exception], ...] = (httpx2.TimeoutException, httpcore2.TimeoutException, TimeoutError)


def resolve(host: str, port: int) -> list[str]:
    """As the operating system does it.

    Raises:
        OSError: The name is not known, or nobody answers.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@cache
def _authorities() -> ssl.SSLContext:
    """Who vouches for a site: the list that httpx2 brings, whatever the environment names. Loading it takes longer than a request."""
    return httpx2.create_ssl_context(trust_env=False)


class GuardedTransport(httpx2.BaseTransport):
    """One connection for one request: the host's name is resolved once, each answer is checked, and the connection goes to a checked one.

    Args:
        page: The address that is asked for, for errors.
        deadline: When the answer must be complete, by `time.monotonic`.
        resolve: Gives a host's IP addresses.
        loopback_port: For tests: the one port of this machine that is open.
    """

    def __init__(self, page: str, *, deadline: float, resolve: Resolve = resolve, loopback_port: int = 0) -> None:
        self._backend = _GuardedBackend(page, deadline, resolve, loopback_port)
        self._pool = httpcore2.ConnectionPool(ssl_context=_authorities(), max_connections=1, http2=False, network_backend=self._backend)

    @property
    def ip(self) -> str:
        """The IP address of the connection."""
        return self._backend.ip

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """As httpx2 asks of a transport; the errors are those of httpcore2, and NotAllowed."""
        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        asked = httpcore2.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        answer = self._pool.handle_request(asked)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Give the connection up."""
        self._pool.close()


class _Stream(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _GuardedBackend(httpcore2.NetworkBackend):
    def __init__(self, page: str, deadline: float, resolve: Resolve, loopback_port: int) -> None:
        self._page, self._deadline, self._resolve, self._loopback_port = page, deadline, resolve, loopback_port
        self._sockets = httpcore2.SyncBackend()
        self.ip = ""

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"no such host ({error})") from None
        if not found:
            raise httpcore2.ConnectError("no such host")
        self.ip = first_open(found, page=self._page, port=port, loopback_port=self._loopback_port)
        stream = self._sockets.connect_tcp(self.ip, port, _left(self._deadline, timeout), local_address, socket_options)
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore2.NetworkStream):
    """A connection on which nothing goes on after the deadline: each byte of a slow drip would else renew the time to wait."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the answer took too long as a whole")
    return left if timeout is None else min(left, timeout)
