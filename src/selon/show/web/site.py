"""What a page needs of the server: whose ledger is shown, as whom one looks at it, and who may change something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Protocol

import msgspec
from fastapi import Depends, HTTPException
from starlette.requests import Request

from selon.ledger import Ledger
from selon.model import Fact, Reading
from selon.show.view import View
from selon.show.web.comparing import Comparing
from selon.show.web.guard import Allowed
from selon.show.web.kept import Kept


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one page that somebody dropped: `page` is its id where it was added or there already, `message` why it was not."""

    source: str
    outcome: Literal["added", "known", "failed", "skipped"]
    page: str | None = None
    message: str = ""


AddFiles = Callable[[Ledger, Sequence[Path]], Iterable[Added]]
"""Reads files into the ledger, as `selon add` does: one `Added` for each page."""


class Citing(Protocol):
    """Writes citations, as `selon export citation` does; what it is given is masked already."""

    def fact(self, view: View, fact: Fact, form: Literal["md", "html"]) -> str:
        """A fact: each figure with its exact words and page."""

    def page(self, view: View, reading: Reading, form: Literal["md", "html"]) -> str:
        """A page: where it is from, and each of its statements."""


@dataclass(frozen=True)
class Site:
    """What the page is made for: whose ledger, who may ask, and who reviews.

    `reviewer_header` names the header in which an authenticating proxy puts the reviewer's name. Behind a proxy (`proxied`) a request
    without it changes nothing. On this machine alone the reviewer is who runs `selon serve`. `add_files` reads what people drop; without
    it the page takes no files. `citing` writes the citations that people take along.
    """

    ledger: str
    allowed: Allowed
    reviewer_header: str | None = None
    proxied: bool = False
    show_private: bool = False
    add_files: AddFiles | None = field(default=None, compare=False)
    citing: Citing | None = field(default=None, compare=False)

    @cached_property
    def book(self) -> Ledger:
        """The ledger, opened once for all requests: its connections are pooled."""
        return Ledger.open(self.ledger, create=True)

    @cached_property
    def comparing(self) -> Comparing:
        """What keeps the facts up to date."""
        return Comparing(self.book)

    @cached_property
    def kept(self) -> Kept:
        """What was counted over the whole ledger."""
        return Kept()

    def close(self) -> None:
        """Let go of the ledger."""
        self.comparing.close()
        self.book.close()

    def reviewer(self, request: Request) -> str | None:
        """Under whose name a request changes something; None where it may not."""
        if self.reviewer_header:
            name = " ".join(request.headers.get(self.reviewer_header, "").split())
            return name[:MAX_NAME_CHARS] or None
        return None if self.proxied else self.book.author.who


MAX_NAME_CHARS = 120


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site: Site = request.app.state.site
    return site


def view_of(request: Request) -> View:
    """The ledger as this request may see it."""
    site = site_of(request)
    return View(site.book, show_private=site.show_private)


def reviewer_of(request: Request) -> str:
    """Who changes something.

    Raises:
        HTTPException: 403, nobody may.
    """
    name = site_of(request).reviewer(request)
    if name is None:
        raise HTTPException(403, "This page is read-only for you: the proxy in front of Selon did not say who you are.")
    return name


def facts_are_current(request: Request) -> bool:
    """Whether the facts are those of now; a run that makes them so was started else."""
    return site_of(request).comparing.catch_up()


TheSite = Annotated[Site, Depends(site_of)]
TheView = Annotated[View, Depends(view_of)]
Reviewer = Annotated[str, Depends(reviewer_of)]
Current = Annotated[bool, Depends(facts_are_current)]
