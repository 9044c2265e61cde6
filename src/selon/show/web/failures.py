"""What cannot be shown: one sentence that says what to do, as a page for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from selon.errors import Ambiguous, Locked, Missing, SelonError, SettingsError
from selon.show.interface import interface
from selon.show.web.language import language_of
from selon.show.web.rendering import render

_SHOWN_CHARS = 80


class Failure(msgspec.Struct, frozen=True):
    """The answer of the API to what it cannot do: `detail` is one sentence."""

    detail: str


def install(app: FastAPI) -> None:
    """Have every error answered here."""
    app.add_exception_handler(SelonError, _selon_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _selon_error(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, Missing) else 422 if isinstance(error, SettingsError | Ambiguous) else 503 if isinstance(error, Locked) else 500
    return _answer(request, status, str(error))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(request, error.status_code, str(error.detail))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    words = interface(language_of(request)).web
    told = "; ".join(_told(one, "{name}: {reason}" if _is_of_api(request) else words["not_understood"]) for one in error.errors())
    return _answer(request, 422, told)


def _told(one: Mapping[str, Any], form: str) -> str:
    return form.format(name=".".join(str(part) for part in one["loc"][1:]), reason=one["msg"], value=str(one["input"])[:_SHOWN_CHARS])


def _is_of_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _answer(request: Request, status: int, detail: str) -> Response:
    if _is_of_api(request):
        return Response(msgspec.json.encode(Failure(detail)), status_code=status, media_type="application/json")
    return render(request, "failure.html.j2", status=status, code=status, detail=detail)
