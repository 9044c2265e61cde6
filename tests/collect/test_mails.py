"""Newsletters and mailboxes: each letter with what its header says, attachments opened like files."""

from __future__ import annotations

from pathlib import Path

import pytest

import real_files
from found_files import found_in, pages_of, told
from real_files import OTHER, STORY
from selon.clean.article import clean_page
from selon.collect.found import Skipped
from selon.errors import NotText, TooLarge
from selon.languages import load_pack
from selon.model import Page

PACK = load_pack("fr")


def test_a_newsletter_gives_its_html_with_subject_sender_and_day(tmp_path: Path) -> None:
    attached = [("communique.pdf", real_files.pdf(OTHER)), ("logo.png", b"\x89PNG\r\n\x1a\n")]
    found = found_in(tmp_path, "a.eml", real_files.mail(attached=attached))
    letter, attachment = pages_of(found)
    assert letter.media_type == "text/html; charset=windows-1252"
    assert told(letter) == {
        "title": (STORY.title.replace("’", "’"), "the mail's Subject"),
        "outlet": (STORY.outlet, "the mail's From"),
        "published": ("2021-03-09T18:20:00+01:00", "the mail's Date"),
    }
    article = clean_page(letter, packs=[PACK])
    assert (article.published, article.published_because, article.outlet) == ("2021-03-09", "the mail's Date", STORY.outlet)
    assert (attachment.source, attachment.media_type) == (f"{tmp_path / 'a.eml'}#communique.pdf", "application/pdf")
    assert [item.reason for item in found if isinstance(item, Skipped)] == ["PNG picture"]


def test_a_mail_without_text_is_named(tmp_path: Path) -> None:
    (error,) = found_in(tmp_path, "a.eml", b"From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: rien\r\nContent-Type: image/png\r\n\r\n\x89PNG")
    assert isinstance(error, NotText)


def test_a_mailbox_gives_each_letter_with_its_day(tmp_path: Path) -> None:
    pages = pages_of(found_in(tmp_path, "lettres", real_files.mailbox()))
    assert [page.source.rsplit("#")[-1] for page in pages] == ["1", "2"]
    assert [page.published for page in pages] == [STORY.moment.isoformat(), OTHER.moment.isoformat()]


def test_a_letter_over_the_limit_is_named_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "20000")
    long = STORY._replace(paragraphs=(*STORY.paragraphs, "La pluie tombe. " * 3000))
    large, other = found_in(tmp_path, "a.mbox", real_files.mailbox(long, OTHER))
    assert isinstance(large, TooLarge)
    assert isinstance(other, Page)


def test_a_line_that_was_escaped_in_a_mailbox_is_as_it_was(tmp_path: Path) -> None:
    letter = b"From a@b.example Tue Mar  9 18:20:00 2021\nFrom: a@b.example\nMessage-ID: <1@b>\n\n>From Paris, the minister left.\n"
    (page,) = pages_of(found_in(tmp_path, "a.mbox", letter))
    assert page.content == b"From Paris, the minister left.\n"
