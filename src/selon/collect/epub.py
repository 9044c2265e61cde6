"""An EPUB book -> a page for each chapter, in the order of its spine. Read with zipfile and lxml: a book is a ZIP of XHTML with two lists."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from selon.collect.archives import BROKEN, seekable, told_as_damage
from selon.collect.budget import Budget
from selon.collect.found import Along, Opened, Source, page_of, whole
from selon.errors import Damaged, Encrypted
from selon.model import Told

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MAX_LIST_BYTES = 5_000_000
_CHAPTERS = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_TOLD = {"title": "title", "creator": "author", "publisher": "outlet", "date": "published", "language": "language"}
_SOURCES = frozenset(("identifier", "source"))


def chapters(source: Source, budget: Budget) -> Opened:
    """The chapters of a book; its title, author, publisher and day come along with each.

    Raises:
        Damaged: It has no list of chapters that can be read.
        Encrypted: Its chapters are locked to one reader's device.
    """
    with seekable(source) as file, told_as_damage(source.name), zipfile.ZipFile(file) as book:
        if _ENCRYPTION in book.NameToInfo and b"EncryptedData" in _small(book, _ENCRYPTION, budget, source.name):
            raise Encrypted(source.name, "is a book with locked contents (DRM)", "ask the publisher for a copy without")
        package_path = _package_path(book, budget, source.name)
        package = _xml(_small(book, package_path, budget, source.name), source.name)
        along, names = _along(package), _spine(package, package_path)
        if not names:
            raise Damaged(source.name, "is a book whose list names no chapter")
        for name in names:
            yield from _chapter(book, name, source, budget, along)


def _chapter(book: zipfile.ZipFile, name: str, source: Source, budget: Budget, along: Along) -> Opened:
    shown = f"{source.name}#{name}"
    try:
        if name not in book.NameToInfo:
            yield Damaged(shown, "is a chapter that the book's list names and that is missing")
            return
        with book.open(name) as unpacking:
            content = whole(source.inner(name, budget.reader(unpacking)))
    except BROKEN as error:
        yield Damaged(shown, f"is damaged: it cannot be unpacked ({str(error) or type(error).__name__})")
        return
    yield page_of(shown, content, "text/html", along)


def _package_path(book: zipfile.ZipFile, budget: Budget, page: str) -> str:
    container = _xml(_small(book, _CONTAINER, budget, page), page)
    paths = container.xpath("//*[local-name()='rootfile']/@full-path")
    if not paths or paths[0] not in book.NameToInfo:
        raise Damaged(page, "is a book without a list of its parts")
    return str(paths[0])


def _spine(package: Any, package_path: str) -> list[str]:
    items = {item.get("id"): item for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")}
    named = [items.get(entry.get("idref")) for entry in package.xpath("//*[local-name()='spine']/*[local-name()='itemref']")]
    folder = posixpath.dirname(package_path)
    chosen = [item for item in named if item is not None and item.get("href") and item.get("media-type") in _CHAPTERS]
    return list(dict.fromkeys(posixpath.normpath(posixpath.join(folder, unquote(item.get("href")))) for item in chosen))


def _along(package: Any) -> Along:
    described: dict[str, str] = {}
    for element in package.xpath("//*[local-name()='metadata']/*"):
        name = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        words = " ".join((element.text or "").split())[:500]
        if words:
            described.setdefault(name, words)
    told = tuple(Told(field, described[name], f"the book's dc:{name}") for name, field in _TOLD.items() if name in described)
    url = next((described[name] for name in sorted(_SOURCES & set(described)) if described[name].startswith(("http://", "https://"))), None)
    return Along(url=url, published=described.get("date"), told=told)


def _small(book: zipfile.ZipFile, name: str, budget: Budget, page: str) -> bytes:
    if name not in book.NameToInfo:
        raise Damaged(page, f"is a book without {name}")
    with book.open(name) as unpacking:
        content = budget.reader(unpacking).read(_MAX_LIST_BYTES + 1)
    if len(content) > _MAX_LIST_BYTES:
        raise Damaged(page, f"is a book whose {name} has more than {_MAX_LIST_BYTES:,} bytes")
    return content


def _xml(content: bytes, page: str) -> Any:
    """A parsed list; entities stay closed and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(page, f"is a book whose list of parts is broken ({error})") from error
    if root is None:
        raise Damaged(page, "is a book whose list of parts is empty")
    return root
