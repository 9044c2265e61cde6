"""Boilerplate of single sites, learned from their pages: a file that later runs are given, and how it is made.

A line is learned where it stands on most pages of one site. What repeats is not always boilerplate: an agency's dispatch comes in several
versions, and a paragraph that explains the background stands under every article on one event. So pages that share most of their sentences count
as one, a page's own title is never learned, and a sentence only where it stands on nearly all of many pages and tells nothing that
could be news: no number, no quotation, no name but the site's own. A lost sentence costs more than a kept menu.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from selon import __version__
from selon.clean.lines import Line, split_lines
from selon.errors import SettingsError
from selon.languages.fold import fold, fold_same_length
from selon.settings import value_of

_FORMAT = 1
_MIN_PAGES, _MIN_SHARE = 4, 0.5
_MIN_PAGES_SENTENCE, _MIN_SHARE_SENTENCE = 8, 0.9
_MAX_LINE_CHARS = 900
_MIN_TITLE_WORDS = 4
_SENTENCE_WORDS = 8
# Two pages that share so much of their sentences are versions of one article.
_COPY_SHARE = 0.5
_TELLS = re.compile(r"\d|[«»“”\"]")
# What stands within a sentence, where only names begin with a capital.
_WITHIN = re.compile(r"(?:(?<=[^\W\d_]\s)|(?<=[^\W\d_],\s)|(?<=['’]))[^\W\d_][\w-]*")


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was learned of one host: from how many different pages, and the lines in the shape in which `Line.key` gives them."""

    host: str
    pages: int
    lines: frozenset[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    made_by: str
    sites: tuple[Site, ...] = ()


class SitePage(msgspec.Struct, frozen=True):
    """What is learned from: a page's host, text and title, where its metadata gives one."""

    host: str
    text: str
    title: str | None = None


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`, None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def learn(pages: Iterable[SitePage]) -> list[Site]:
    """The sites of the pages of which something could be learned, in the order of their names; the order of the pages makes no difference."""
    by_host: dict[str, list[SitePage]] = {}
    for page in pages:
        by_host.setdefault(page.host, []).append(page)
    learned = (_learn_site(host, by_host[host]) for host in sorted(by_host))
    return [site for site in learned if site.lines]


def _learn_site(host: str, pages: Sequence[SitePage]) -> Site:
    read = [_read(page) for page in sorted(pages, key=lambda page: page.text)]
    articles = _without_copies(read)
    count = Counter(key for lines in articles for key in lines)
    titles = {_key(page.title) for page in pages if page.title}
    seen = {key: line for lines in articles for key, line in lines.items()}
    kept = (key for key, n in count.items() if _repeats(seen[key], n, len(articles), host) and not _is_title(key, titles))
    return Site(host, len(articles), frozenset(kept))


def _is_title(key: str, titles: Set[str]) -> bool:
    """As metadata gives it, there perhaps with the site's name behind it."""
    return key in titles or (len(key.split()) >= _MIN_TITLE_WORDS and any(title.startswith(f"{key} ") for title in titles))


def _read(page: SitePage) -> dict[str, Line]:
    return {line.key: line for line in split_lines(page.text) if line.key and len(line.text) <= _MAX_LINE_CHARS}


def _without_copies(pages: Sequence[dict[str, Line]]) -> list[dict[str, Line]]:
    """The pages that are no version of an earlier one. Sentences that are on nearly all pages tell nothing of that: they may be the site's.

    A page without any other sentence is left out: where all pages are versions of one article, nothing tells its sentences from the site's.
    """
    sentences = [{key for key, line in lines.items() if _is_sentence(line)} for lines in pages]
    count = Counter(key for told in sentences for key in told)
    usual = {key for key, n in count.items() if n >= _MIN_SHARE_SENTENCE * len(pages) and not _TELLS.search(key)}
    own = [told - usual for told in sentences]
    kept: list[int] = []
    where: dict[str, list[int]] = {}
    for n, told in enumerate(own):
        shared = Counter(other for key in told for other in where.get(key, ()))
        if told and not any(common >= _COPY_SHARE * min(len(told), len(own[other])) for other, common in shared.items()):
            kept.append(n)
            for key in told:
                where.setdefault(key, []).append(n)
    return [pages[n] for n in kept]


def _repeats(line: Line, n: int, of: int, host: str) -> bool:
    if not _is_sentence(line):
        return n >= max(_MIN_PAGES, _MIN_SHARE * of)
    return n >= max(_MIN_PAGES_SENTENCE, _MIN_SHARE_SENTENCE * of) and not _tells_something(line.text, host)


def _is_sentence(line: Line) -> bool:
    return (line.ends_sentence and len(line.words) >= _SENTENCE_WORDS) or len(line.words) > 2 * _SENTENCE_WORDS


def _tells_something(text: str, host: str) -> bool:
    """A number, a quotation, or a name that is not part of the host's."""
    if _TELLS.search(text):
        return True
    names = (found.group() for found in _WITHIN.finditer(text) if found.group()[0].isupper())
    return any(fold(name) not in host for name in names)


def _key(title: str) -> str:
    return Line.bare(fold_same_length(title))


def as_toml(sites: Sequence[Site]) -> str:
    """The file that later runs are given: the same bytes for the same pages."""
    lines = [
        "# Lines that repeat over the pages of one site, learned by `selon learn-boilerplate`. Read by selon.clean.learned, where the setting",
        "# `learned_boilerplate` names this file. Take out what is no boilerplate: a line is small letters, no accents, one space between words.",
        f"format = {_FORMAT}",
        f'made_by = "selon {__version__}"',
    ]
    for site in sites:
        lines += ["", "[[sites]]", f"host = {_quoted(site.host)}", f"pages = {site.pages}", "lines = ["]
        lines += [f"  {_quoted(line)}," for line in sorted(site.lines)]
        lines.append("]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for one control character.
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


def learned_digest() -> str:
    """ "~" and twelve hex digits over the file that the setting `learned_boilerplate` names, "" where it names none: another file is another reading.

    Raises:
        SettingsError: The file cannot be read.
    """
    content = _content()
    return "" if content is None else "~" + hashlib.sha256(content).hexdigest()[:12]


def learned_lines(url: str | None) -> frozenset[str]:
    """The lines that were learned of the site of an address, as the setting says now.

    Raises:
        SettingsError: The file cannot be read or has another shape.
    """
    content, host = _content(), host_of(url)
    return _sites(content).get(host, frozenset()) if content is not None and host is not None else frozenset()


def _content() -> bytes | None:
    path = str(value_of("learned_boilerplate"))
    return _file(path, Path(path).stat().st_mtime_ns if Path(path).is_file() else 0) if path else None


@lru_cache(maxsize=4)
def _file(path: str, changed_ns: int) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SettingsError("learned_boilerplate", path, f"a file that can be read ({error.strerror})") from None


@lru_cache(maxsize=4)
def _sites(content: bytes) -> dict[str, frozenset[str]]:
    wanted = "a file that `selon learn-boilerplate` wrote"
    try:
        file = msgspec.convert(tomllib.loads(content.decode("utf-8")), type=_File)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SettingsError("learned_boilerplate", str(value_of("learned_boilerplate")), f"{wanted} ({error})") from None
    if file.format != _FORMAT:
        raise SettingsError("learned_boilerplate", str(value_of("learned_boilerplate")), f"{wanted} in format {_FORMAT}, not {file.format}")
    return {site.host: site.lines for site in file.sites}
