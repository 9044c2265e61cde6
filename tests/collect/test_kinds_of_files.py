"""Files of every kind, made by real writers, become the pages that are in them, with what came along."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

import real_files
from real_files import CAPTURED, OTHER, STORY, Story
from selon.clean.article import clean_page
from selon.collect.columns import Columns
from selon.collect.files import collect_paths
from selon.collect.found import Found, Skipped
from selon.errors import Damaged, Encrypted, NotText, PageError, SettingsError, TooLarge
from selon.languages import load_pack
from selon.model import Article, Page

PACK = load_pack("fr")


def found_in(folder: Path, name: str, content: bytes, columns: str = "") -> list[Found]:
    (folder / name).write_bytes(content)
    return list(collect_paths([folder / name], columns=Columns.parse(columns)))


def pages_of(found: list[Found]) -> list[Page]:
    assert [str(item) for item in found if isinstance(item, PageError)] == []
    return [item for item in found if isinstance(item, Page)]


def told(page: Page | Article) -> dict[str, tuple[str, str]]:
    given = page.came_with if isinstance(page, Page) else page.told
    return {item.field: (item.value, item.because) for item in given}


def holds(article: Article, story: Story) -> bool:
    """Whether every paragraph is there, and none is marked as noise."""
    places = [article.text.find(paragraph) for paragraph in story.paragraphs]
    return min(places) >= 0 and not any(mark.start <= place < mark.end for mark in article.boilerplate for place in places)


@pytest.mark.parametrize("kind", [kind for kind in real_files.KINDS if kind != "CSV"])
def test_every_kind_gives_articles_with_all_their_paragraphs(tmp_path: Path, kind: str) -> None:
    name, make = real_files.KINDS[kind]
    articles = [clean_page(page, packs=[PACK]) for page in pages_of(found_in(tmp_path, name, make()))]
    assert any(holds(article, STORY) for article in articles)
    assert all(holds(article, STORY) or holds(article, OTHER) for article in articles if article.text.strip())


# -- web archives


def test_an_archive_of_a_crawl_gives_its_responses_and_counts_the_rest(tmp_path: Path) -> None:
    found = found_in(tmp_path, "a.warc.gz", real_files.warc())
    pages = pages_of(found)
    assert [page.url for page in pages] == [STORY.url, OTHER.url]
    assert pages[0].source == f"{tmp_path / 'a.warc.gz'}#{STORY.url}"
    assert pages[0].content == real_files.html()
    assert told(pages[0]) == {"captured": (CAPTURED, "the web archive's WARC-Date")}
    assert Counter(item.reason for item in found if isinstance(item, Skipped)) == {
        "warcinfo record of a web archive": 1,
        "request record of a web archive": 2,
        "metadata record of a web archive": 2,
        "revisit record of a web archive": 1,
        "HTTP status 404": 1,
        "PNG picture": 1,
        "robots.txt": 1,
    }


def test_the_charset_of_the_answer_goes_before_what_the_page_says(tmp_path: Path) -> None:
    headers = [("Content-Type", "text/html; charset=windows-1251")]
    archive = real_files.warc(
        Story("Новости", ("Председатель сказал: сорок человек.",)),
        body=lambda story: real_files.html(story, encoding="utf-8", declares=False).decode().replace("’", "'").encode("cp1251", "replace"),
        headers=headers,
    )
    (page, *_) = pages_of(found_in(tmp_path, "a.warc.gz", archive))
    assert page.media_type == "text/html; charset=windows-1251"
    from selon.clean.text import page_text

    assert "Председатель сказал: сорок человек." in page_text(page).text


@pytest.mark.parametrize("compressed", [True, False])
def test_a_record_that_was_changed_is_named_and_the_others_are_read(tmp_path: Path, compressed: bool) -> None:
    headers = [("Content-Type", "text/html; charset=utf-8")]
    plain = real_files.warc(compressed=False, headers=headers)
    changed = plain.replace(b"41 morts, selon", b"14 morts, selon")
    assert changed != plain
    if compressed:
        changed = b"".join(gzip.compress(b"WARC/1.1\r\n" + record, mtime=0) for record in changed.split(b"WARC/1.1\r\n")[1:])
    found = found_in(tmp_path, "a.warc.gz" if compressed else "a.warc", changed)
    (error,) = [item for item in found if isinstance(item, PageError)]
    assert isinstance(error, Damaged)
    assert error.page.endswith(f"#{STORY.url}")
    assert "WARC-Block-Digest" in error.reason
    assert [item.url for item in found if isinstance(item, Page)] == [OTHER.url]


@pytest.mark.parametrize("compressed", [True, False])
def test_damage_in_an_archive_is_named_and_the_next_record_is_found(tmp_path: Path, compressed: bool) -> None:
    content = real_files.warc(STORY, OTHER, compressed=compressed, headers=[("Content-Type", "text/html")])
    middle = len(content) // 5
    noise = b"\x1f\x8b\x08WARC/1.1\r\n\r\nxyz" * 10
    found = found_in(tmp_path, "a.warc.gz", content[:middle] + noise + content[middle:]) if compressed else []
    if not compressed:
        place = content.index(b"WARC/1.1", 300)
        found = found_in(tmp_path, "a.warc", content[:place] + b"garbage\r\n" + content[place:])
    assert any(isinstance(item, Damaged) and "is damaged at byte" in item.reason for item in found)
    assert OTHER.url in [item.url for item in found if isinstance(item, Page)]


@pytest.mark.parametrize("compressed", [True, False])
def test_an_archive_that_was_cut_off_says_so_wherever_the_cut_is(tmp_path: Path, compressed: bool) -> None:
    content = real_files.warc(STORY, compressed=compressed)
    begins = [n for n in range(len(content)) if content.startswith(b"\x1f\x8b\x08" if compressed else b"WARC/1.1", n)]
    missed = []
    for cut in range(60, len(content) - 5, 37):
        found = found_in(tmp_path, "a.warc.gz" if compressed else "a.warc", content[:cut])
        at_a_record = any(begin - 4 <= cut <= begin for begin in begins)  # as whole as any file
        if not at_a_record and not any(isinstance(item, Damaged) for item in found):
            missed.append(cut)
    assert missed == []


def test_a_response_over_the_limit_is_named_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_PAGE_BYTES", "5000")
    big = STORY._replace(paragraphs=STORY.paragraphs * 40)
    found = found_in(tmp_path, "a.warc.gz", real_files.warc(big, OTHER))
    (error,) = [item for item in found if isinstance(item, PageError)]
    assert isinstance(error, TooLarge)
    assert error.page.endswith(f"#{STORY.url}")
    assert [item.url for item in found if isinstance(item, Page)] == [OTHER.url]


def test_chunks_of_the_transfer_are_put_together(tmp_path: Path) -> None:
    def chunked(story: Story) -> bytes:
        content = real_files.html(story)
        return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (content[:100], content[100:])) + b"0\r\n\r\n"

    headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
    (page,) = pages_of(found_in(tmp_path, "a.warc.gz", real_files.warc(STORY, body=chunked, headers=headers)))
    assert page.content == real_files.html()


def test_of_a_wacz_only_its_web_archives_are_opened(tmp_path: Path) -> None:
    found = found_in(tmp_path, "a.wacz", real_files.wacz())
    assert [page.url for page in pages_of(found)] == [STORY.url, OTHER.url]
    assert pages_of(found)[0].source == f"{tmp_path / 'a.wacz'}#archive/data.warc.gz#{STORY.url}"
    assert Counter(item.reason for item in found if isinstance(item, Skipped))["part of a WACZ that is no web archive"] == 3


# -- mails and saved pages


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


def test_a_page_saved_in_one_file_keeps_its_address_and_moment(tmp_path: Path) -> None:
    (page,) = pages_of(found_in(tmp_path, "a.mhtml", real_files.saved_page()))
    assert page.content == real_files.html()
    assert page.url == STORY.url
    assert told(page)["captured"] == ("2021-04-02T10:11:12", "the saved page's Date header")


def test_a_mail_without_text_is_named(tmp_path: Path) -> None:
    (error,) = found_in(tmp_path, "a.eml", b"From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: rien\r\nContent-Type: image/png\r\n\r\n\x89PNG")
    assert isinstance(error, NotText)


# -- feeds, tables, books


@pytest.mark.parametrize("make", [real_files.rss, real_files.atom], ids=["RSS", "Atom"])
def test_a_saved_feed_gives_its_entries(tmp_path: Path, make: object) -> None:
    assert callable(make)
    first, second = pages_of(found_in(tmp_path, "fil.xml", make()))
    assert (first.url, first.published, second.published) == (STORY.url, "2021-03-09", "2021-03-11")
    assert told(first)["author"] == (STORY.author, "the feed's entry, its author")
    assert told(first)["outlet"] == (STORY.outlet, "the feed's title")
    article = clean_page(first, packs=[PACK])
    assert article.title is not None
    assert article.title.of(article.text) == STORY.title
    assert (article.published, article.published_because) == ("2021-03-09", "the feed's entry, its date")


def test_a_feed_whose_markup_breaks_off_says_so(tmp_path: Path) -> None:
    found = found_in(tmp_path, "fil.rss", real_files.rss()[:-400])
    assert [item.url for item in found if isinstance(item, Page)][:1] == [STORY.url]
    assert isinstance(found[-1], Damaged)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_table_in_any_encoding_gives_a_page_for_each_row(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = real_files.table(delimiter=delimiter).decode().encode(encoding)
    first, second = pages_of(found_in(tmp_path, "a.csv", content))
    assert first.content.decode() == "\n\n".join(STORY.paragraphs)
    assert (first.url, first.published) == (STORY.url, "2021-03-09")
    assert told(first) == {"author": (STORY.author, "the column 'auteur'"), "title": (STORY.title, "the column 'titre'")}
    assert (first.source, second.url) == (f"{tmp_path / 'a.csv'}:2", OTHER.url)


def test_columns_can_be_named(tmp_path: Path) -> None:
    content = real_files.table(header=["a", "b", "c", "d", "e"])
    (error,) = found_in(tmp_path, "a.csv", content)
    assert isinstance(error, NotText)
    assert "it has 'a', 'b', 'c', 'd', 'e'" in error.reason
    first, _ = pages_of(found_in(tmp_path, "a.csv", content, columns="text=b,url=c"))
    assert (first.content.decode(), first.url, first.published) == ("\n\n".join(STORY.paragraphs), STORY.url, None)
    (error,) = found_in(tmp_path, "a.csv", content, columns="text=corps")
    assert isinstance(error, NotText)
    assert "has no column 'corps'" in error.reason
    with pytest.raises(SettingsError, match="FIELD is one of text"):
        Columns.parse("texte=b")


def test_a_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    rows = (
        b"Premier \xc3\xa9t\xc3\xa9,https://a.example/1",
        b",https://a.example/2",
        b"Cass\xe9 ici,https://a.example/3",
        b"Dernier,https://a.example/4",
    )
    found = found_in(tmp_path, "a.csv", b"\xef\xbb\xbftexte,lien\n" + b"\n".join(rows) + b"\n")
    assert [item.url for item in found if isinstance(item, Page)] == ["https://a.example/1", "https://a.example/4"]
    assert [item.page for item in found if isinstance(item, PageError)] == [f"{tmp_path / 'a.csv'}:{n}" for n in (3, 4)]


def test_json_lines_take_named_keys_too(tmp_path: Path) -> None:
    content = b'{"headline": "Titre", "articleBody": "Le pont a c\xc3\xa9d\xc3\xa9.", "link": "https://a.example/"}\n'
    (page,) = pages_of(found_in(tmp_path, "a.jsonl", content))
    assert (page.content.decode(), page.url) == ("Le pont a cédé.", "https://a.example/")
    assert told(page) == {"title": ("Titre", "the column 'headline'")}


def test_the_chapters_of_a_book_come_in_the_order_of_its_spine(tmp_path: Path) -> None:
    first, second = pages_of(found_in(tmp_path, "a.epub", real_files.epub()))
    assert first.source == f"{tmp_path / 'a.epub'}#OEBPS/text/c1.xhtml"
    assert (first.content.endswith(real_files.html(OTHER)), second.content.endswith(real_files.html(STORY))) == (True, True)
    assert told(first)["title"] == ("Chroniques de l’Est", "the book's dc:title")
    assert first.published == "2021-05-01"


def test_a_locked_book_is_named(tmp_path: Path) -> None:
    import io
    import zipfile

    book = io.BytesIO(real_files.epub())
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("META-INF/encryption.xml", "<encryption><EncryptedData/></encryption>")
    (error,) = found_in(tmp_path, "a.epub", book.getvalue())
    assert isinstance(error, Encrypted)
    assert "DRM" in error.reason


# -- archives of anything


def test_an_archive_of_a_mix_gives_every_page_by_its_path(tmp_path: Path) -> None:
    found = found_in(tmp_path, "tout.zip", real_files.mix())
    names = [page.source.removeprefix(f"{tmp_path / 'tout.zip'}#") for page in pages_of(found)]
    assert names == [
        "articles.csv:2",
        "articles.csv:7",
        "communique.pdf",
        f"fil.tar.gz#fil.rss#{OTHER.url}",
        "fil.tar.gz#notes/a.txt",
        "lettre.eml",
        "page.html",
    ]
    assert Counter(item.reason for item in found if isinstance(item, Skipped)) == {"JPEG picture": 1, "hidden": 1}


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = bytearray(real_files.zipped({"a.txt": real_files.text(), "b.txt": real_files.text(OTHER), "c.txt": b"Le pont est ferm\xc3\xa9."}))
    place = content.index(b"b.txt") + 60
    content[place : place + 20] = b"\0" * 20
    found = found_in(tmp_path, "a.zip", bytes(content))
    assert [Path(item.source).name for item in found if isinstance(item, Page)] == ["a.zip#a.txt", "a.zip#c.txt"]
    (error,) = [item for item in found if isinstance(item, PageError)]
    assert isinstance(error, Damaged)
    assert error.page.endswith("a.zip#b.txt")


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    content = bytearray(real_files.zipped({"a.txt": real_files.text()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (error,) = found_in(tmp_path, "a.zip", bytes(content))
    assert isinstance(error, Encrypted)


# -- the browser's own files


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here to print a PDF")
    folder = tmp_path_factory.mktemp("printed")
    page = real_files.html(OTHER).replace(b"<body>", b"<body style='width:320px;text-align:justify'>")
    (folder / "a.html").write_bytes(page)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    done = subprocess.run([*command, f"--print-to-pdf={folder / 'a.pdf'}", str(folder / "a.html")], capture_output=True, timeout=120, check=False)
    if not (folder / "a.pdf").exists():
        pytest.skip(f"Chromium prints nothing here: {done.stderr[-300:]!r}")
    return (folder / "a.pdf").read_bytes()


def test_a_pdf_that_a_browser_printed_gives_whole_paragraphs(tmp_path: Path, printed: bytes) -> None:
    (page,) = pages_of(found_in(tmp_path, "a.pdf", printed))
    article = clean_page(page, packs=[PACK])
    assert all(paragraph in article.text.splitlines() for paragraph in OTHER.paragraphs)
    assert OTHER.title in article.text.splitlines()
    assert "captured" in told(article)
    assert article.published is None  # the day of the printing is not the page's
