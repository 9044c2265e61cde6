"""Engines: one process or several, the same readings in the same order; one bad page stops nothing."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence

import pytest

import selon.batch.local as local
from made import page_of
from selon.errors import NotText, PageError, TooLarge, UnknownLanguage
from selon.model import Page, Reading
from selon.read.parse import Parser
from selon.wire import GivenArticle

FORK = multiprocessing.get_context("fork")
PAGES = [
    page_of("Selon la préfecture, 12 personnes ont été blessées mardi à Nantes."),
    page_of("La grève a réuni 3 000 personnes, a annoncé le syndicat."),
    page_of("", source="empty.txt"),
    page_of("« Nous avons eu peur », a dit la maire de Quimper."),
]


def test_several_processes_read_what_one_reads_in_the_same_order() -> None:
    alone = [(page, str(read) if isinstance(read, PageError) else read) for page, read in local.read_pages(PAGES)]
    together = [(page, str(read) if isinstance(read, PageError) else read) for page, read in local.read_pages(PAGES, jobs=2)]
    assert together == alone
    assert [page for page, _ in alone] == PAGES
    assert [type(read) for _, read in alone] == [Reading, Reading, str, Reading]
    assert [read.article.id for _, read in alone if isinstance(read, Reading)] == [page.id for page in PAGES if page.content]


def test_a_given_text_is_read_exactly_as_given() -> None:
    given = GivenArticle(id="a", text="\ufeffSelon l’ONU,\r\n12 morts \u202f!", published="2023-02-03")
    ((_, reading),) = local.read_pages([given])
    assert isinstance(reading, Reading)
    assert (reading.article.id, reading.article.text, reading.article.published) == ("a", given.text, "2023-02-03")


def test_a_bug_in_one_page_is_that_page_s_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def clean(page: Page, **_: object) -> None:
        raise KeyError(page.source)

    monkeypatch.setattr(local, "clean_page", clean)
    (_, first), (_, second) = local.read_pages([page_of("un", source="1.txt"), page_of("deux", source="2.txt")])
    assert isinstance(first, PageError)
    assert isinstance(second, PageError)
    assert (first.page, second.page) == ("1.txt", "2.txt")
    assert "KeyError: '1.txt' at test_local.py:" in first.reason


def die(given: Sequence[tuple[Page, str]]) -> list[PageError]:
    """Stands in for `read_together` in the worker: one page ends the process as a crash in C does."""
    if any(page.source == "deadly.txt" for page, _ in given):
        os._exit(11)
    return [PageError(page.source, f"read as {id}", "nothing") for page, id in given]


@pytest.mark.parametrize("together", [2, 8])
def test_a_page_that_kills_its_process_is_named_and_the_others_are_read(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "read_together", die)
    monkeypatch.setattr(local, "_TOGETHER", together)
    # Forked workers know the stand-in; spawned ones would import the real function.
    monkeypatch.setattr("selon.batch.local.multiprocessing.get_context", lambda _: FORK)
    pages = [page_of(str(n), source="deadly.txt" if n == 3 else f"{n}.txt") for n in range(7)]
    told = [str(read) for _, read in local.read_pages(pages, jobs=2)]
    expected = [f"{page.source}: read as {page.id}; nothing" for page in pages]
    expected[3] = "deadly.txt: crashed the process that read it; look for what is odd in the page, or split it"
    assert told == expected


def test_pages_are_taken_only_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_TOGETHER", 2)
    taken: list[Page] = []

    def pages() -> Iterator[Page]:
        for page in PAGES:
            taken.append(page)
            yield page

    next(iter(local.read_pages(pages())))
    assert len(taken) == 2


def test_a_batch_ends_with_a_large_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_BYTES", 10)
    sizes: list[int] = []

    def read_together(given: Sequence[local.Named]) -> list[PageError]:
        sizes.append(len(given))
        return [PageError("x")] * len(given)

    monkeypatch.setattr(local, "read_together", read_together)
    pages = [page_of(text, source=text) for text in ("a", "b" * 12, "c", "d", "e" * 40)]
    assert [page.source for page, _ in local.read_pages(pages)] == [page.source for page in pages]
    assert sizes == [2, 3]


def test_pages_read_together_read_as_they_do_alone() -> None:
    given = [(page, page.id) for page in PAGES if page.content]
    assert local.read_together(given) == [local.read_page(page, id) for page, id in given]


def test_what_goes_wrong_while_many_are_parsed_is_the_failure_of_the_page_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = Parser.prepare

    def prepare(self: Parser, sentences: Iterable[str]) -> None:
        sentences = list(sentences)
        if any("Brest" in sentence for sentence in sentences):
            raise ArithmeticError
        parse(self, sentences)

    monkeypatch.setattr(Parser, "prepare", prepare)
    local._reader("fr").forget()
    texts = [f"Selon le maire de {town}, 12 personnes ont été blessées mardi dans la ville." for town in ("Nantes", "Brest", "Lyon")]
    reads = [read for _, read in local.read_pages([page_of(text, source=text) for text in texts])]
    assert [isinstance(read, PageError) for read in reads] == [False, True, False]
    assert "ArithmeticError" in str(reads[1])


@pytest.mark.parametrize(
    "error",
    [PageError("a"), NotText("a", "is a PDF"), TooLarge("a", 5, 4), UnknownLanguage("a", "en", ["fr"])],
    ids=lambda e: type(e).__name__,
)
def test_a_page_error_comes_whole_out_of_a_process(error: PageError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))
