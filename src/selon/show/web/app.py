"""The web page as an ASGI application: pages for people, `/api` for programs, both over one view of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from selon import __version__
from selon.show.web.guard import Allowed, Guard


@dataclass(frozen=True)
class Site:
    """What the page is made for: whose ledger, who may ask, and who reviews.

    `reviewer_header` names the header in which an authenticating proxy puts the reviewer's name; where it is set, a request without it
    changes nothing. Else the reviewer is who runs `selon serve`.
    """

    ledger: str
    allowed: Allowed
    reviewer_header: str | None = None


def make_app(site: Site) -> FastAPI:
    """The application for one ledger; it listens nowhere by itself."""
    app = FastAPI(title="Selon", version=__version__, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    app.state.site = site
    app.mount("/static", StaticFiles(directory=str(files("selon.show") / "static")), name="static")
    app.add_middleware(Guard, allowed=site.allowed)
    return app
