"""Page -> Article: the text with its boilerplate marked, its day, language, title and outlet. The text is never changed."""

from __future__ import annotations

from collections.abc import Sequence

from selon.clean.boilerplate import Marked, mark_boilerplate
from selon.clean.language import language_code, other_passages, tell_language
from selon.clean.learned import host_of, learned_lines
from selon.clean.lines import split_lines
from selon.clean.metadata import PageMetadata, read_metadata
from selon.clean.passages import article_lines
from selon.clean.published import Published, find_published, from_given, from_metadata
from selon.clean.text import PageText, check_lines, page_text
from selon.errors import UnknownLanguage
from selon.languages import Pack
from selon.model import Article, Page, Span


def clean_text(id: str, text: str, *, pack: Pack, url: str | None = None, published: str | None = None, language: str | None = None) -> Article:
    """A plain text as an article.

    Args:
        id: Its name in the run.
        text: As given; every offset points into it.
        pack: The language to read it in.
        url: Its address, where known: it may hold the day, and names the outlet.
        published: Its day in EDTF, where known: it wins over what the page says.
        language: Its language, where known: then it is not looked for.

    Raises:
        UnknownLanguage: It is in another language than the pack's.
        NotText: It has a line of more than `max_line_chars`.
    """
    check_lines(text, id)
    declared = language_code(language)
    told = declared or tell_language(text, packs=[pack]) or pack.code  # too short to tell: as the caller expects
    if told != pack.code:
        raise UnknownLanguage(id, told, [pack.code])
    marked = mark_boilerplate(text, pack, learned=learned_lines(url))
    return _article(id, text, marked, pack, url=url, published=from_given(published, pack), outlet=host_of(url))


def clean_page(page: Page, *, packs: Sequence[Pack], id: str | None = None) -> Article:
    """A collected page as an article in the language that it is written in.

    Args:
        page: What was collected.
        packs: The languages that can be read.
        id: Its name; without one the first 16 digits of the page's SHA-256.

    Raises:
        NotText: It is binary, shows no text, or has a line of more than `max_line_chars`.
        UnknownLanguage: None of the packs reads its language.
    """
    told = page_text(page)
    metadata = read_metadata(told.source.text) if told.map else PageMetadata()
    pack = _pack_for(page, told.text, metadata.language, packs)
    url = page.url or metadata.url
    marked = mark_boilerplate(told.text, pack, foreign=_foreign(told, url), title=metadata.title, learned=learned_lines(url))
    published = from_given(page.published, pack) or from_metadata(metadata.published, pack)
    return _article(id or page.sha256[:16], told.text, marked, pack, url=url, published=published, outlet=metadata.outlet or host_of(url))


def unread_article(page: Page, language: str | None) -> Article:
    """A page in a language that no pack reads, so that it is kept: its text as it is, `language` as it was told (`und` where nobody knows).

    Raises:
        NotText: As `clean_page`.
    """
    return Article(id=page.id, text=page_text(page).text, language=language or "und", url=page.url, outlet=host_of(page.url))


def _pack_for(page: Page, text: str, declared: str | None, packs: Sequence[Pack]) -> Pack:
    known = {pack.code: pack for pack in packs}
    code = language_code(page.language) or tell_language(text, packs=packs, declared=declared)
    if code is None and len(packs) == 1:
        return packs[0]  # too short to tell: as the caller expects
    if code not in known:
        raise UnknownLanguage(page.source, code, sorted(known))
    return known[code]


def _foreign(told: PageText, url: str | None) -> list[Span]:
    """The lines of an HTML page that are not the article; none where no article was recognised, and none of plain text."""
    if told.map is None:
        return []
    lines = split_lines(told.text)
    kept = article_lines(told.source.text, lines, url)
    return [] if kept is None else [line.span for line, is_kept in zip(lines, kept, strict=True) if not is_kept]


def _article(id: str, text: str, marked: Marked, pack: Pack, *, url: str | None, published: Published | None, outlet: str | None) -> Article:
    title = marked.headline.of(text) if marked.headline else None
    day = published or find_published(text, marked.dated, title, pack=pack, url=url)
    return Article(
        id=id,
        text=text,
        language=pack.code,
        url=url,
        published=day.edtf if day else None,
        published_because=day.because if day else None,
        title=marked.headline,
        outlet=outlet,
        translated=marked.translated,
        boilerplate=tuple(mark.span for mark in marked.marks),
        other_languages=tuple(other_passages(marked.kept, pack)),
    )
