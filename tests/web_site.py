"""A web site on this machine for the tests of fetching: real HTTP over loopback, with pages that behave as badly as pages do."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Visitors that break off are what is tested."""


class Site:
    """Answers by path; `asked` lists the paths in the order in which they were asked for, `headers` the headers that came with them."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append({name.lower(): value for name, value in self.headers.items()})
                self.close_connection = True
                with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):  # the visitor has had enough
                    site.answers.get(self.path, gives(b"", status=404))(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = _QuietServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        self.root = f"http://127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return self.root + path

    def speak_tls(self, certificate: Path) -> None:
        """From now on https only, with a file that holds certificate and key."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.root = self.root.replace("http:", "https:")

    @contextmanager
    def running(self) -> Iterator[Site]:
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def gives(body: bytes, *, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """A plain answer; a header `content_encoding` stands for `Content-Encoding`."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(body))} | {name.replace("_", "-").title(): value for name, value in headers.items()}
        for name, value in told.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def sends(*pieces: bytes, before_each: Callable[[], object] = lambda: None) -> Answer:
    """Bytes as they are, status line and all."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            before_each()
            handler.wfile.write(piece)
            handler.wfile.flush()

    return answer


def redirects(to: str, status: int = 302) -> Answer:
    return gives(b"", status=status, location=to)
