"""Pages that people drop: each file is read as `selon add` reads it, and what became of it is told as soon as it is done."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import Annotated

import msgspec
from fastapi import APIRouter, File, HTTPException, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from selon.errors import TooLarge
from selon.settings import number
from selon.show.web.answers import answer, answers
from selon.show.web.rendering import render
from selon.show.web.site import Added, Reviewer, TheSite

router = APIRouter()
_PIECE_BYTES = 1 << 20
_MAX_NAME_BYTES = 200


class AddedFile(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the pages of one file."""

    pages: tuple[Added, ...]


@router.get("/add", include_in_schema=False)
def add(request: Request, site: TheSite) -> Response:
    """The page for people."""
    return render(request, "add.html.j2", takes_files=site.add_files is not None)


@router.post("/api/pages", tags=["pages"], response_class=Response, responses=answers(AddedFile, 403, 413))
def add_file(file: Annotated[UploadFile, File()], site: TheSite, reviewer: Reviewer) -> Response:
    """Read one file into the ledger: a page, or JSON Lines with one on each line. Answers when it is read."""
    if site.add_files is None:
        raise HTTPException(403, "This server takes no files; run `selon add`.")
    with tempfile.TemporaryDirectory(prefix="selon-add-") as folder:
        path = Path(folder) / _safe_name(file.filename or "")
        try:
            _keep(file, path)
        except TooLarge as error:
            raise HTTPException(413, str(error)) from error
        added = [_named(one, folder) for one in site.add_files(site.book, [path])]
    site.comparing.catch_up(0)
    return answer(AddedFile(pages=tuple(added)))


def _safe_name(given: str) -> str:
    """The last part of the name that the browser gives, fit for a file of our own; its ending says what kind of page it is."""
    last = PurePath(given.replace("\\", "/")).name
    shown = "".join(sign if sign.isprintable() else "_" for sign in last).lstrip(".")
    suffix = PurePath(shown).suffix[:20]
    stem = shown.removesuffix(suffix).encode()[:_MAX_NAME_BYTES].decode(errors="ignore")
    return f"{stem or 'page'}{suffix}"


def _keep(file: UploadFile, path: Path) -> None:
    """Write the file to `path`.

    Raises:
        TooLarge: More than `max_page_bytes`.
    """
    limit, size = int(number("max_page_bytes")), 0
    with path.open("xb") as kept:
        while piece := file.file.read(_PIECE_BYTES):
            size += len(piece)
            if size > limit:
                raise TooLarge(path.name, size, limit)
            kept.write(piece)


def _named(added: Added, folder: str) -> Added:
    """The same, told by the name of the file that was dropped: nobody needs to know where it was kept."""
    shown = {"source": added.source.replace(f"{folder}/", ""), "message": added.message.replace(f"{folder}/", "")}
    return msgspec.structs.replace(added, **shown)
