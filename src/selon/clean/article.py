"""Page -> Article: the text with its boilerplate marked, its day, language, title and outlet. The text is never changed."""

from __future__ import annotations

from collections.abc import Sequence

from selon.clean.boilerplate import Marked, mark_boilerplate
from selon.clean.language import language_code, other_passages, tell_language
from selon.clean.learned import host_of, learned_lines
from selon.clean.lines import split_lines
from selon.clean.metadata import PageMetadata, read_metadata
from selon.clean.mojibake import find_mojibake
from selon.clean.passages import article_lines
from selon.clean.published import Published, find_published, from_given, from_metadata
from selon.clean.text import PageText, check_lines, page_text
from selon.errors import UnknownLanguage
from selon.languages import Pack
from selon.model import Article, Page, Span, Told


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
    mojibake = tuple(find_mojibake(text))
    return _article(id, text, marked, pack, url=url, published=from_given(published, pack), outlet=host_of(url), told=mojibake)


def clean_page(page: Page, *, packs: Sequence[Pack], id: str | None = None) -> Article:
    """A collected page as an article in the language that it is written in.

    Args:
        page: What was collected.
        packs: The languages that can be read.
        id: Its name; without one the first 16 digits of the page's SHA-256.

    Raises:
        NotText: It is binary, shows no text, or has a line of more than `max_line_chars`.
        Damaged, Encrypted: A PDF that cannot be opened.
        UnknownLanguage: None of the packs reads its language.
    """
    text = page_text(page)
    metadata = _metadata(text)
    pack = _pack_for(page, text.text, _told(page, "language") or metadata.value("language"), packs)
    url = page.url or metadata.value("url")
    title = _told(page, "title") or metadata.value("title")
    marked = mark_boilerplate(text.text, pack, foreign=_foreign(text, url), title=title, learned=learned_lines(url))
    return _article(
        id or page.sha256[:16],
        text.text,
        marked,
        pack,
        url=url,
        published=_given(page, pack) or from_metadata(metadata.published, pack),
        late=metadata.late,
        outlet=_told(page, "outlet") or metadata.value("outlet") or host_of(url),
        told=(*page.came_with, *metadata.told, *find_mojibake(text.text)),
    )


def _told(page: Page, field: str) -> str | None:
    told = page.told(field)
    return told.value if told else None


def _given(page: Page, pack: Pack) -> Published | None:
    """The day that came along, with who gave it where that is known."""
    found, told = from_given(page.published, pack), page.told("published")
    return Published(found.edtf, told.because) if found and told else found


def _metadata(text: PageText) -> PageMetadata:
    """What the page's file says of it."""
    if text.html is not None:
        return read_metadata(text.html)
    if text.pdf is None:
        return PageMetadata()
    pdf = text.pdf
    fields = {"title": (pdf.title, "Title"), "author": (pdf.author, "Author")}
    # A browser prints what others wrote, some time later.
    fields |= {"captured": (pdf.made, "CreationDate")} if pdf.printed_by_browser else {}
    return PageMetadata(
        told=tuple(Told(field, value, f"the PDF's metadata, {name}") for field, (value, name) in fields.items() if value),
        late=(("CreationDate", pdf.made),) if pdf.made and not pdf.printed_by_browser else (),
    )


def unread_article(page: Page, language: str | None) -> Article:
    """A page in a language that no pack reads, so that it is kept: its text as it is, `language` as it was told (`und` where nobody knows).

    Raises:
        NotText, Damaged, Encrypted: As `clean_page`.
    """
    outlet = _told(page, "outlet") or host_of(page.url)
    return Article(id=page.id, text=page_text(page).text, language=language or "und", url=page.url, outlet=outlet, told=page.came_with)


def _pack_for(page: Page, text: str, declared: str | None, packs: Sequence[Pack]) -> Pack:
    known = {pack.code: pack for pack in packs}
    code = language_code(page.language) or tell_language(text, packs=packs, declared=declared)
    if code is None and len(packs) == 1:
        return packs[0]  # too short to tell: as the caller expects
    if code not in known:
        raise UnknownLanguage(page.source, code, sorted(known))
    return known[code]


def _foreign(text: PageText, url: str | None) -> list[Span]:
    """The lines of an HTML page that are not the article; none where no article was recognised, and none of plain text."""
    if text.html is None:
        return []
    lines = split_lines(text.text)
    kept = article_lines(text.html, lines, url)
    return [] if kept is None else [line.span for line, is_kept in zip(lines, kept, strict=True) if not is_kept]


def _article(
    id: str,
    text: str,
    marked: Marked,
    pack: Pack,
    *,
    url: str | None,
    published: Published | None,
    outlet: str | None,
    late: Sequence[tuple[str, str]] = (),
    told: tuple[Told, ...] = (),
) -> Article:
    title = marked.headline.of(text) if marked.headline else None
    day = published or find_published(text, marked.dated, title, pack=pack, url=url) or from_metadata(late, pack)
    return Article(
        id=id,
        text=text,
        language=pack.code,
        url=url,
        published=day.edtf if day else None,
        published_because=day.because if day else None,
        title=marked.headline,
        outlet=outlet,
        translated=marked.translated or any(item.field == "translated" for item in told),
        boilerplate=tuple(mark.span for mark in marked.marks),
        other_languages=tuple(other_passages(marked.kept, pack)),
        told=told,
    )
