"""A page over a ledger for tests: asked in this process, or served on a port."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn
from starlette.testclient import TestClient

from selon.show.web.app import make_app
from selon.show.web.guard import TOKEN_HEADER, Allowed
from selon.show.web.site import Site

ALLOWED = Allowed.on_loopback(8421)
OURS = {"host": "127.0.0.1:8421", "origin": "http://127.0.0.1:8421", TOKEN_HEADER: ALLOWED.token}


@contextmanager
def client_of(ledger: str, **options: Any) -> Iterator[TestClient]:
    """Asks the page of a ledger as our own pages do."""
    with TestClient(make_app(Site(ledger, ALLOWED, **options)), base_url="http://127.0.0.1:8421", headers=OURS) as client:
        yield client


@contextmanager
def served(ledger: str, *, behind: str | None = None, **options: Any) -> Iterator[tuple[str, Allowed]]:
    """The page on a port of loopback: its address, and who may ask. `behind` is the address of a proxy in front."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        allowed = Allowed.on_loopback(port)
        site = Site(ledger, allowed.behind(behind) if behind else allowed, proxied=behind is not None, **options)
        server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", proxy_headers=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}", site.allowed
        finally:
            server.should_exit = True
            thread.join()
