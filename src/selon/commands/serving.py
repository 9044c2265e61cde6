"""The command that opens the local web page: serve."""

from __future__ import annotations

import socket
from threading import Thread
from typing import Annotated

import typer

from selon.commands.options import LedgerOption, PrivateOption, tell

HOST = "127.0.0.1"


def serve(
    ledger: LedgerOption,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one")] = 8421,
    proxy: Annotated[
        str | None, typer.Option("--proxy", metavar="ADDRESS", help="The address of an authenticating proxy in front, as https://selon.example.org")
    ] = None,
    reviewer_header: Annotated[
        str | None,
        typer.Option(
            "--reviewer-header", metavar="NAME", help="The header in which that proxy puts the reviewer's name; without it the page is read-only"
        ),
    ] = None,
    show_private: PrivateOption = False,
) -> None:
    """Open the ledger as a web page on this machine: disputes, sources, the exact words, review.

    The page answers on loopback only. For a team, put a proxy before it that authenticates people: see docs/web.md.

    \b
    Examples:
      selon serve
      selon serve --port 9000 --ledger flood.db
    """
    import uvicorn

    from selon.commands.citing import Citations
    from selon.commands.dropping import add_files
    from selon.ledger import Ledger
    from selon.show.web.app import make_app
    from selon.show.web.guard import Allowed
    from selon.show.web.site import Site
    from selon.show.web.warming import warm

    address = _checked(proxy) if proxy else None
    with Ledger.open(ledger, create=True) as book:
        if show_private:
            book.note_private_shown("serve")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise typer.BadParameter(f"port {port} cannot be used ({error.strerror}); give another", param_hint="--port") from error
        allowed = Allowed.on_loopback(listener.getsockname()[1])
        site = Site(
            ledger,
            allowed.behind(address) if address else allowed,
            reviewer_header,
            proxied=address is not None,
            show_private=show_private,
            add_files=add_files,
            citing=Citations(),
        )
        Thread(target=warm, name="warming", daemon=True).start()
        tell(f"Selon is at http://{HOST}:{listener.getsockname()[1]}/ until you press Ctrl+C")
        uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", server_header=False, proxy_headers=False)).run(sockets=[listener])


def _checked(proxy: str) -> str:
    """The proxy's address as browsers send it in `Origin`: scheme, name, and a port that is not the scheme's own."""
    from urllib.parse import urlsplit

    parts = urlsplit(proxy)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query or parts.username:
        raise typer.BadParameter(f"{proxy!r} is no address such as https://selon.example.org", param_hint="--proxy")
    return f"{parts.scheme}://{parts.netloc.lower()}"
