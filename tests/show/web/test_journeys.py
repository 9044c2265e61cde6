"""What a journalist does, in a real Chromium, in both languages of the interface: find, read, correct, undo, add, share, with keys alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from selon.commands.dropping import add_files
from selon.ledger import Ledger
from selon.show.upkeep import bring_up_to_date
from show.web.site import served
from strict import program

LOCALES = ("fr-FR", "en-GB")
EXAMPLES = Path(__file__).parents[3] / "examples" / "olenivka"
NEW = "Publié le 31 juillet 2022\n\nSelon la Croix-Rouge, 12 personnes ont été blessées à Izmaïl le 30 juillet 2022.\n"
_PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the pages of the demo that contradict each other, really read."""
    folder = tmp_path_factory.mktemp("journeys")
    with Ledger.open(folder / "read.db", create=True, who="anna") as book:
        list(add_files(book, [EXAMPLES]))
        bring_up_to_date(book)
    return folder / "read.db"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        # Its own sandbox does not work for root, nor in most containers; the pages here are ours.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(params=LOCALES)
def page(request: pytest.FixtureRequest, browser: Browser, read_once: Path, tmp_path: Path) -> Iterator[Page]:
    """The start page of a ledger of one's own, in one language; a script that fails or is refused fails the test."""
    ledger = shutil.copy(read_once, tmp_path / "ledger.db")
    with served(str(ledger), add_files=add_files) as (address, _):
        context = browser.new_context(base_url=address, locale=request.param)
        context.set_default_timeout(_PATIENCE_MS)
        expect.set_options(timeout=_PATIENCE_MS)
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
        page.goto("/")
        expect(page.locator("html")).to_have_attribute("lang", request.param[:2])
        yield page
        context.close()
        assert wrong == []


def word(page: Page, french: str, english: str) -> str:
    """A word of the interface in the language of the page."""
    return french if page.locator("html").get_attribute("lang") == "fr" else english


def follow(link: Locator) -> None:
    """Follow a link until the page that it leads to has loaded: keys and files that come before its scripts find nobody."""
    with link.page.expect_navigation():
        link.click()


def figures(page: Page) -> Locator:
    return page.locator("tr[data-target] th.number")


def test_find_the_dispute_see_the_exact_words_correct_a_figure_undo(page: Page) -> None:
    follow(page.locator(".tally a.disputed"))
    follow(page.locator(".fact h2 a").first)
    expect(page.locator(".judged .verdict")).to_contain_text(word(page, "en conflit", "in conflict"))
    before = figures(page).all_inner_texts()
    assert len(set(before)) > 1

    follow(figures(page).first.get_by_role("link"))
    expect(page).to_have_url(re.compile(r"/page/[0-9a-f]+#[0-9a-f]+(:|%3A)q\d+$"))
    expect(page.locator(".text .now").first).to_be_in_viewport()
    expect(page.locator("#explained")).to_contain_text(before[0])
    page.go_back()

    row = page.locator("tr[data-target]").first
    row.get_by_role("button", name=word(page, "Corriger", "Correct")).click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=low]").fill("777")
    dialog.locator("[name=high]").fill("777")
    dialog.locator("[name=reason]").fill("relu dans la page")
    dialog.locator("button.main").click()
    expect(page.locator(".reviewed")).to_contain_text("relu dans la page")
    assert "777" in figures(page).all_inner_texts()

    page.goto("/reviews")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name=word(page, "Annuler", "Undo")).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.goto("/?verdict=disputed")
    follow(page.locator(".fact h2 a").first)
    assert sorted(figures(page).all_inner_texts()) == sorted(before)


def test_drop_a_file(page: Page) -> None:
    follow(page.get_by_role("link", name=word(page, "Ajouter", "Add"), exact=True))
    dropped = page.evaluate_handle(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "izmail.txt"));
            data.items.add(new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])], "photo.png"));
            return data;
        }""",
        NEW,
    )
    expect(page.locator("#drop")).to_be_visible()
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    expect(page.locator("#tally")).to_contain_text("2 / 2")
    expect(page.locator("#dropped .added")).to_contain_text(word(page, "ajoutée", "added"))
    expect(page.locator("#dropped .failed")).to_contain_text("PNG")
    follow(page.locator("#dropped .added a"))
    expect(page.locator(".text")).to_contain_text("Izmaïl")


def test_open_a_shared_link(page: Page, browser: Browser) -> None:
    page.get_by_text(word(page, "Filtrer", "Filter"), exact=True).click()
    page.locator("[name=place]").fill("Olenivka")
    page.locator("[name=place]").press("Enter")
    expect(page).to_have_url(re.compile("place=Olenivka"))
    seen = page.locator(".fact h2").all_inner_texts()
    assert seen
    other = browser.new_context(locale="en-GB").new_page()
    other.goto(page.url)
    assert other.locator(".fact").count() == len(seen)
    expect(other.locator("[name=place]")).to_have_value("Olenivka")
    follow(page.locator(".fact h2 a").first)
    words = page.locator("tr[data-target] th.number a").first
    address = words.get_attribute("href") or ""
    other.goto(page.url.split("/fact/")[0] + address)
    expect(other.locator(".text .now").first).to_be_in_viewport()
    other.context.close()


def test_read_with_the_keyboard_only(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, ".fact h2 a")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fact/"))
    page.keyboard.press("j")
    expect(page.locator("tr.now")).to_have_count(1)
    page.keyboard.press("r")
    expect(page.locator("#deciding [name=reason]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#deciding")).to_be_hidden()
    page.locator("tr.now a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/page/"))
    shown = page.locator("#explained")
    expect(shown.locator("dl")).to_have_count(1)
    before = shown.inner_text()
    page.keyboard.press("k")
    expect(shown).not_to_have_text(before)
    expect(page.locator(".text :focus")).to_have_count(1)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text(word(page, "noté", "Noted"))
    page.goto("/reviews")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_print_a_fact_and_a_page(page: Page) -> None:
    """On paper stands what was said, and nothing that one would click."""
    follow(page.locator(".fact h2 a").first)
    expect(page.get_by_role("button", name=word(page, "Accepter", "Accept"), exact=True).first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("table.figures")).to_be_visible()
    expect(page.locator(".judged")).to_be_visible()
    for hidden in ("button", "input", ".exports", "th.decide", ".top nav"):
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    page.goto(page.locator("tr[data-target] th.number a").first.get_attribute("href") or "")
    expect(page.locator(".text")).to_be_visible()
    expect(page.locator("#explained")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_split_and_merge_with_the_keyboard_only(page: Page) -> None:
    follow(page.locator(".tally a.disputed"))
    follow(page.locator(".fact h2 a").first)
    rows = page.locator("tr[data-target]")
    before = rows.count()
    for key in ("j", "x", "s"):
        page.keyboard.press(key)
    decide_by_keys(page, "une autre question")
    expect(rows).to_have_count(before - 1)
    with page.expect_navigation():
        page.keyboard.press("z")
    expect(rows).to_have_count(before)

    page.keyboard.press("m")
    other = page.locator("#others option").first.get_attribute("value") or ""
    expect(page.locator("#deciding [name=other]")).to_be_focused()
    page.keyboard.type(other)
    page.keyboard.press("Tab")
    decide_by_keys(page, "la même question")
    expect(page.locator("tr[data-target]").nth(before)).to_be_visible()
    page.goto("/reviews")
    expect(page.locator("tbody tr")).to_have_count(3)


def decide_by_keys(page: Page, reason: str) -> None:
    """Give the reason of a decision and send it, until the page with what came of it has loaded."""
    expect(page.locator("#deciding [name=reason]")).to_be_focused()
    page.keyboard.type(reason)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text(word(page, "noté", "Noted"))


def test_letters_do_nothing_once_they_are_turned_off(page: Page) -> None:
    page.locator(".choices summary").click()
    follow(page.get_by_role("link", name=word(page, "inactives", "off"), exact=True))
    page.goto(page.locator(".fact h2 a").first.get_attribute("href") or "")
    expect(page.locator(".keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("tr.now")).to_have_count(0)
    page.goto("/?keys=on")
    page.goto(page.locator(".fact h2 a").first.get_attribute("href") or "")
    page.keyboard.press("j")
    expect(page.locator("tr.now")).to_have_count(1)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")
