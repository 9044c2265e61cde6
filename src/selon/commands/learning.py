"""The command that learns from collected pages: learn-boilerplate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selon.commands.options import tell
from selon.commands.pages import SOME_FAILED

if TYPE_CHECKING:
    from selon.batch.adding import Tally
    from selon.clean.learned import SitePage
    from selon.model import Page


def learn_boilerplate(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Pages of the sites, and folders of them: eight and more of each site")],
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="The TOML file to write")],
) -> None:
    """Learn which lines repeat over the pages of one site, for later runs.

    The file is plain TOML: look through it, and take out what you want to keep as article. Later runs use it where the environment
    names it; readings made with it carry its digest in their version.

    \b
    Example:
      selon learn-boilerplate pages/ --output sites.toml
      SELON_LEARNED_BOILERPLATE=sites.toml selon add pages/
    """
    from selon.batch.adding import Tally, counted, only_pages
    from selon.batch.collecting import collect
    from selon.clean.learned import as_toml, learn

    tally = Tally(tell)
    sites = learn(_site_pages(only_pages(collect(paths), tally), tally))
    try:
        output.write_text(as_toml(sites), encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written ({error.strerror})", param_hint="--output") from None
    for site in sites:
        print(f"{site.host}: {len(site.lines)} lines from {site.pages} pages")
    left_out = f" ({counted(tally.skipped)})" if tally.skipped else ""
    print(f"{len(sites)} sites, {tally.skipped.total()} pages left out{left_out}, {tally.failed} failed")
    if tally.failed:
        raise typer.Exit(SOME_FAILED)


def _site_pages(pages: Iterator[Page], tally: Tally) -> Iterator[SitePage]:
    from selon.clean.learned import SitePage, host_of
    from selon.clean.metadata import PageMetadata, read_metadata
    from selon.clean.text import page_text
    from selon.errors import PageError

    for page in pages:
        try:
            told = page_text(page)
        except PageError as error:
            tally.fail(error)
            continue
        metadata = read_metadata(told.html) if told.html is not None else PageMetadata()
        host = host_of(page.url or metadata.value("url"))
        if host is None:
            tally.skipped["without an address"] += 1
        else:
            yield SitePage(host, told.text, metadata.value("title"))
