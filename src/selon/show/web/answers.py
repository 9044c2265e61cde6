"""Answers of the API: msgspec values as JSON, with their schemas in the OpenAPI description."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from selon.show.web.failures import Failure

_REF = "#/components/schemas/{name}"
_KINDS: dict[str, type[msgspec.Struct]] = {"Failure": Failure}


def answer(value: msgspec.Struct) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json", headers={"Cache-Control": "no-store"})


def answers(kind: type[msgspec.Struct], *failures: int) -> dict[int | str, dict[str, Any]]:
    """What a route says of its answers: `@router.get(path, responses=answers(FactsPage, 404), response_class=Response)`."""
    _KINDS[kind.__name__] = kind
    of_failure = {"description": "one sentence that says what to do", "content": _content("Failure")}
    return {200: {"description": kind.__doc__ or "", "content": _content(kind.__name__)}, **dict.fromkeys((*failures, 422), of_failure)}


def with_schemas(app: FastAPI) -> None:
    """Give the OpenAPI description the schemas of all answers."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
            _, schemas = msgspec.json.schema_components(tuple(_KINDS.values()), ref_template=_REF)
            described.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]


_ABOUT = (
    "What Selon's own page asks. Reading needs nothing; a change needs the header X-Selon-Token, which stands in every page. Names of private"
    " persons are covered by █. Spans are half-open, in Unicode code points of the page's text."
)


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=name)}}}
