"""What a browser writes: a PDF that it printed, a page that it saved in one file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import real_files
from found_files import found_in, holds, pages_of, told
from real_files import OTHER
from selon.clean.article import clean_page
from selon.languages import load_pack
from strict import missing, program

PACK = load_pack("fr")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    browser = program("chromium", "chromium")
    folder = tmp_path_factory.mktemp("printed")
    page = real_files.html(OTHER).replace(b"<body>", b"<body style='width:320px;text-align:justify'>")
    (folder / "a.html").write_bytes(page)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    done = subprocess.run([*command, f"--print-to-pdf={folder / 'a.pdf'}", str(folder / "a.html")], capture_output=True, timeout=120, check=False)
    if not (folder / "a.pdf").exists():
        missing(f"Chromium prints nothing here: {done.stderr[-300:]!r}")
    return (folder / "a.pdf").read_bytes()


def test_a_pdf_that_a_browser_printed_gives_whole_paragraphs(tmp_path: Path, printed: bytes) -> None:
    (page,) = pages_of(found_in(tmp_path, "a.pdf", printed))
    article = clean_page(page, packs=[PACK])
    assert all(paragraph in article.text.splitlines() for paragraph in OTHER.paragraphs)
    assert OTHER.title in article.text.splitlines()
    assert "captured" in told(article)
    assert article.published is None  # the day of the printing is not the page's


@pytest.fixture(scope="module")
def saved() -> bytes:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page()
        page.route("**/*", lambda route: route.fulfill(body=real_files.html(OTHER).decode(), content_type="text/html; charset=utf-8"))
        page.goto(OTHER.url)
        snapshot = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
        browser.close()
    return str(snapshot["data"]).encode()


def test_a_page_that_a_browser_saved_keeps_its_address_and_its_words(tmp_path: Path, saved: bytes) -> None:
    (page,) = pages_of(found_in(tmp_path, "a.mhtml", saved))
    assert page.url == OTHER.url
    assert "captured" in told(page)
    article = clean_page(page, packs=[PACK])
    assert holds(article, OTHER)
    assert article.published == "2021-03-11"  # by its address: the browser saves no scripts, JSON-LD neither
