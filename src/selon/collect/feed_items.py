"""A saved feed (RSS, Atom) -> a page for each entry: its title as a heading, then its content as the feed holds it."""

from __future__ import annotations

from html import escape

from selon.collect.feeds import Entry, Feed, read_feed
from selon.collect.found import Along, Opened, Source, page_of, whole
from selon.errors import Damaged, NotText
from selon.model import Page, Told


def feed_items(source: Source) -> Opened:
    """The entries of a feed in its order, and an error after them where its mark-up was broken, since some may be missing.

    Raises:
        NotText: It is no feed, or has no entries.
    """
    feed = read_feed(whole(source), page=source.name, base=source.along.url)
    if not feed.entries:
        raise NotText(source.name, "is a feed without entries")
    for number, entry in enumerate(feed.entries, start=1):
        name = f"{source.name}#{entry.link or number}"
        page = _page(name, entry, feed)
        yield page or NotText(name, "is an entry without any text", "fetch the article itself: `selon follow`")
    if feed.damaged:
        yield Damaged(source.name, f"is broken mark-up ({feed.damaged}); {len(feed.entries)} entries were found, some may be missing")


def _page(name: str, entry: Entry, feed: Feed) -> Page | None:
    said = entry.content or entry.summary
    if not (said or entry.title):
        return None
    heading = f"<h1>{escape(entry.title, quote=False)}</h1>\n" if entry.title else ""
    told = {"title": (entry.title, "the feed's entry, its title"), "author": (entry.author, "the feed's entry, its author")}
    told |= {"outlet": (feed.title, "the feed's title"), "language": (feed.language, "the feed's language")}
    told |= {"published": (entry.published, "the feed's entry, its date")}
    along = Along(
        url=entry.link,
        published=entry.published,
        charset="utf-8",
        told=tuple(Told(field, value, because) for field, (value, because) in told.items() if value),
    )
    return page_of(name, f"{heading}{said or ''}".encode("utf-8", "replace"), "text/html", along)
