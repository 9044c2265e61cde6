"""Mails (`.eml`) and saved pages in MHTML: both are MIME. The HTML part is the page; what is attached is opened like any other file."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from selon.collect.found import Along, Opened, Skipped, Source, bytes_reader, page_of, whole
from selon.errors import Damaged, NotText
from selon.model import Page, Told

# What the standard library's parser raises on headers that are made up.
_BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, AssertionError, RecursionError)
_MAX_PARTS = 1000


def letter(source: Source) -> Opened:
    """A mail: its HTML part, else its plain text; then what is attached. Subject, sender and date come along.

    Raises:
        NotText: It has neither text nor attachments.
        Damaged: Its parts cannot be told apart.
    """
    message = _parsed(source)
    try:
        body = message.get_body(preferencelist=("html", "plain"))
        attachments = [part for part in message.walk() if isinstance(part, EmailMessage) and part.get_filename() and not part.is_multipart()]
        along = _along_letter(message)
    except _BROKEN as error:
        raise Damaged(source.name, f"is a mail whose parts cannot be told apart ({type(error).__name__})") from error
    page = _page(source.name, body, along) if isinstance(body, EmailMessage) else None
    if page is None and not attachments:
        raise NotText(source.name, "is a mail without any text")
    if page is not None:
        yield page
    yield from _attached(source, attachments)


def saved_page(source: Source) -> Opened:
    """A page as a browser saves it in one file: its first HTML part, with the address and the moment that the browser wrote.

    Raises:
        NotText: It has no HTML part.
        Damaged: Its parts cannot be told apart.
    """
    message = _parsed(source)
    try:
        parts = [part for part in message.walk() if isinstance(part, EmailMessage) and part.get_content_type() == "text/html"]
        url = _header(message, "Snapshot-Content-Location") or (_header(parts[0], "Content-Location") if parts else None)
        title, moment = _header(message, "Subject"), _moment(message)
        told = [Told("captured", moment, "the saved page's Date header")] if moment else []
        told += [Told("title", title, "the saved page's Subject header")] if title else []
        page = _page(source.name, parts[0], Along(url=_web(url), told=tuple(told))) if parts else None
    except _BROKEN as error:
        raise Damaged(source.name, f"is a saved page whose parts cannot be told apart ({type(error).__name__})") from error
    if page is None:
        raise NotText(source.name, "is a saved page without an HTML part", "save the page again")
    yield page


def _parsed(source: Source) -> EmailMessage:
    try:
        # Unlike `default`, this one does not wrap what it reads, and takes headers of any bytes.
        return email.message_from_bytes(whole(source), _class=EmailMessage, policy=email.policy.default)
    except _BROKEN as error:
        raise Damaged(source.name, f"is no mail that can be read ({type(error).__name__})") from error


def _page(name: str, part: EmailMessage, along: Along) -> Page | None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return None
    charset = part.get_content_charset()
    told = Along(along.url, along.published, along.language, charset=charset, told=along.told)
    return page_of(name, content, "text/html" if part.get_content_type() == "text/html" else "text/plain", told)


def _attached(source: Source, parts: list[EmailMessage]) -> Iterator[Source | Skipped]:
    for number, part in enumerate(parts, start=1):
        name = part.get_filename() or str(number)
        content = part.get_payload(decode=True)
        if number > _MAX_PARTS or not isinstance(content, bytes):
            yield Skipped(f"{source.name}#{name}", "attachment without content" if number <= _MAX_PARTS else f"beyond {_MAX_PARTS} attachments")
        else:
            yield source.inner(name, bytes_reader(content))


def _along_letter(message: EmailMessage) -> Along:
    moment, subject = _moment(message), _header(message, "Subject")
    name, address = parseaddr(_header(message, "From") or "")
    told = {
        "title": (subject, "the mail's Subject"),
        "outlet": (name or address, "the mail's From"),
        "published": (moment, "the mail's Date"),
    }
    found = tuple(Told(field, value, because) for field, (value, because) in told.items() if value)
    return Along(url=_web(_header(message, "Archived-At")), published=moment, told=found)


def _moment(message: EmailMessage) -> str | None:
    header = message["Date"]
    moment = getattr(header, "datetime", None)
    return moment.isoformat() if isinstance(moment, datetime) else None


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's words on one line; bytes that are no text stand as U+FFFD."""
    value = " ".join(str(message[name] or "").split())[:2000]
    return value.encode("utf-8", "replace").decode() or None


def _web(address: str | None) -> str | None:
    told = (address or "").strip(" <>")
    return told if told.startswith(("http://", "https://")) else None
