"""Facts brought up to date page by page are those of comparing all pages from the beginning."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from databases import execute
from made_pages import Event, made_page
from selon.compare import compare, components, keys
from selon.errors import Tampered
from selon.ledger import Ledger
from selon.ledger.order import in_order
from selon.model import Fact, Page, Reading
from selon.show.upkeep import bring_up_to_date


def made(number: int) -> list[tuple[Page, Reading]]:
    """Pages on four events, of which three are in one country and one month and two of these bear one name, of some of the figures of
    `made_page`: of two facts with one name the later one has another id as soon as the earlier is told."""
    chance = random.Random(7)
    events = [
        Event("Balamo", "Rizan", "Turquie", "Séisme", date(2023, 2, 6), 40),
        Event("Koritu", "Nelo", "Turquie", "Inondations", date(2023, 2, 9), 90),
        Event("Balamo", "Rizan", "Turquie", "Séisme", date(2023, 2, 20), 400),
        Event("Misavi", "Douka", "Chili", "Incendie", date(2023, 5, 1), 12),
    ]
    found = []
    for n in range(number):
        reading = made_page(f"made {n}", events[n % len(events)], chance)
        kept = tuple(sorted(chance.sample(reading.figures, chance.randint(0, 5)), key=lambda figure: int(figure.quantity[1:])))
        raw = reading.article.text.encode() + str(n).encode()
        page = Page(sha256=sha256(raw).hexdigest(), source=f"{n}.txt", content=raw, media_type="text/plain", url=reading.article.url)
        article = msgspec.structs.replace(reading.article, id=page.id)
        found.append((page, msgspec.structs.replace(reading, article=article, figures=kept)))
    return found


PAGES = made(15)


def added(batches: Sequence[Sequence[int]], address: str | Path) -> tuple[list[Fact], str]:
    """The facts of a ledger to which pages were added in these batches, brought up to date after each, and the digest of them."""
    with Ledger.open(address, create=True) as ledger:
        for batch in batches:
            for n in batch:
                ledger.add(*PAGES[n])
            bring_up_to_date(ledger)
        ledger.verify()
        stored = [entry for entry in ledger.log() if entry.what == "facts"]
        return ledger.facts(), stored[-1].content


@st.composite
def orders(draw: st.DrawFn) -> list[list[int]]:
    """Some of the pages in any order, split anywhere."""
    order = draw(st.permutations(range(len(PAGES))))[: draw(st.integers(5, len(PAGES)))]
    cuts = sorted(draw(st.sets(st.integers(1, len(order) - 1), max_size=6)))
    return [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@pytest.mark.parametrize("largest", [100, 3])
@settings(max_examples=6, deadline=None)
@given(batches=orders())
def test_whatever_the_order_and_the_batches_the_facts_are_those_from_the_beginning(largest: int, batches: list[list[int]]) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        for name in ("LARGEST_BLOCK", "LARGEST_OF_NUMBER", "LARGEST_PART"):
            patch.setattr(keys, name, largest)
        patch.setattr(components, "KEPT_FROM", 2)
        whole = sorted(n for batch in batches for n in batch)
        facts = in_order(compare([PAGES[n][1] for n in whole]))
        split = added(batches, Path(folder) / "split.db")
        assert split[0] == facts
        assert added([whole], Path(folder) / "whole.db") == split


def test_a_page_that_is_read_anew_takes_its_old_figures_along(address: str) -> None:
    with Ledger.open(address, create=True) as ledger:
        for page, reading in PAGES[:9]:
            ledger.add(page, reading)
        bring_up_to_date(ledger)
        page, reading = PAGES[4]
        again = msgspec.structs.replace(reading, version="made again", figures=reading.figures[:1])
        ledger.add(page, again)
        bring_up_to_date(ledger)
        ledger.verify()
        assert ledger.facts() == in_order(compare([again if n == 4 else PAGES[n][1] for n in range(9)]))


@pytest.mark.parametrize("seed", range(3))
def test_in_each_database_page_by_page(address: str, seed: int) -> None:
    order = random.Random(seed).sample(range(len(PAGES)), 8)
    facts, _ = added([[n] for n in order], address)
    assert facts == in_order(compare([PAGES[n][1] for n in order]))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE link_page SET features = (SELECT max(features) FROM link_page)", "what is kept of page"),
        ("UPDATE link_key SET key = key + 1", "what is kept of page"),
        ("DELETE FROM link_key", "what is kept of page"),
        ("UPDATE link_component SET part = part + 1", "what is kept of the component"),
        ("DELETE FROM link_component", "the facts"),
        ("UPDATE fact_figure SET component = 'other'", "fact balamo"),
        ("UPDATE fact SET first = ''", "fact balamo"),
    ],
)
def test_what_is_kept_for_linking_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, named: str) -> None:
    monkeypatch.setattr(components, "KEPT_FROM", 2)
    added([range(len(PAGES))], tmp_path / "watched.db")
    execute(str(tmp_path / "watched.db"), change)
    with Ledger.open(tmp_path / "watched.db") as ledger, pytest.raises(Tampered, match=named):
        ledger.verify()
