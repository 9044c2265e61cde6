"""The web page as an ASGI application: pages for people, `/api` for programs, both over one view of the ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from selon import __version__
from selon.settings import number
from selon.show.web import adding, disputes, exporting, facts, failures, map, reader, reviewing, search, speakers, timeline
from selon.show.web.answers import with_schemas
from selon.show.web.guard import Guard
from selon.show.web.site import Site

# The names and boundaries of a form.
_AROUND_A_FILE_BYTES = 1 << 16

# One for each page, with the part of the API that the page's scripts use.
ROUTERS: tuple[APIRouter, ...] = (
    disputes.router,
    timeline.router,
    map.router,
    speakers.router,
    search.router,
    facts.router,
    reader.router,
    reviewing.router,
    adding.router,
    exporting.router,
)


def make_app(site: Site) -> FastAPI:
    """The application for one ledger; it listens nowhere by itself."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.close()

    app = FastAPI(title="Selon", version=__version__, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.site = site
    app.state.served = {getattr(route, "path", "") for router in ROUTERS for route in router.routes}
    app.mount("/static", StaticFiles(directory=str(files("selon.show") / "static")), name="static")
    for router in ROUTERS:
        app.include_router(router)
    failures.install(app)
    with_schemas(app)
    app.add_middleware(Guard, allowed=site.allowed, max_body_bytes=int(number("max_page_bytes")) + _AROUND_A_FILE_BYTES)
    return app
