"""The same question finds the same in both databases, in the same order; and where much is found, the newest comes first."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from databases import new_schema
from made import page_of
from selon.ledger import Ledger, search
from selon.model import Article, Reading, Span, Statement

WORDS = [
    "l’armée",
    "œuvre",
    "coeur",
    "Київ",
    "ёлка",
    "2\u202f000",
    "km²",
    "été",
    "ETE",
    "aujourd’hui",
    "arc-en-ciel",
    "x_y",
    "a.b@c.fr",
    "http://a.fr/b_c",
    "1,5",
    "-3",
    "12:30",
    "½",
    "Straße",
]
LONG = "é" * 300


def pages(seed: int) -> list[tuple[str, str | None]]:
    """Texts with their days, some without one."""
    chance = random.Random(seed)
    days = [None, "2023", "2022-11", "2022-11-10", "2023-02-03"]
    return [(" ".join([*chance.choices(WORDS, k=chance.randint(3, 12)), LONG + str(n % 2), str(n)]), chance.choice(days)) for n in range(30)]


def filled(address: str, given: list[tuple[str, str | None]]) -> str:
    with Ledger.open(address, create=True) as ledger:
        for text, day in given:
            page, span = page_of(text), Span(0, len(text) // 2)
            said = Statement(id="s1", kind="direct", content=(span,), cue=None, source=None)
            article = Article(id=page.id, text=text, language="fr", published=day)
            ledger.add(page, Reading(version="1", article=article, statements=(said,)))
    return address


@pytest.fixture(scope="module")
def both(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The same pages in both, added in another order."""
    given = pages(1)
    return filled(str(tmp_path_factory.mktemp("alike") / "ledger.db"), given), filled(new_schema(postgresql), given[::-1])


def questions() -> list[str]:
    chance = random.Random(2)
    single = [*WORDS, *(word[:2] + "*" for word in WORDS if word[:2].isalnum()), LONG + "1", LONG[:250] + "*", "17"]
    texts = [text for text, _ in pages(1)]
    pairs = [" ".join(chance.sample(WORDS, 2)) for _ in range(20)]
    phrases = [f'"{" ".join(text.split(" ")[at : at + 2])}"' for text in texts for at in (0, 2)]
    return [*single, *pairs, *phrases]


@pytest.mark.parametrize("most_ordered", [10_000, 3], ids=["shortest first", "newest first"])
def test_both_find_the_same_in_the_same_order(both: tuple[str, str], most_ordered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_ORDERED", most_ordered)
    with Ledger.open(both[0]) as sqlite, Ledger.open(both[1]) as server:
        found = {words: (list(sqlite.search(words)), list(server.search(words))) for words in questions()}
    assert {words: hits for words, hits in found.items() if hits[0] != hits[1]} == {}
    assert sum(bool(hits) for hits, _ in found.values()) > len(found) // 2


def test_much_comes_newest_first(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_ORDERED", 3)
    texts = {f"un mot {n}": day for n, day in enumerate([None, "2022-11-10", "2023-02", "2022-11-10", "2021"])}
    filled(address, list(texts.items()))
    day_of = {page_of(text).id: day for text, day in texts.items()}
    with Ledger.open(address) as ledger:
        days = [day_of[hit.page] for hit in islice(ledger.search("mot"), 10) if hit.kind == "text"]
    assert days == ["2023-02", "2022-11-10", "2022-11-10", "2021", None]


def test_an_entry_with_too_many_words_to_index_is_found(address: str, tmp_path: Path) -> None:
    text = " ".join(f"mot{n}" for n in range(6_000))
    filled(address, [(text, None), ("mot17 seul", None)])
    with Ledger.open(address) as ledger:
        assert len({hit.page for hit in ledger.search("mot17")}) == 2
        assert [hit.kind for hit in ledger.search('"mot5998 mot5999"')] == ["text"]
        assert list(ledger.search("mot6000")) == []
        ledger.verify()
