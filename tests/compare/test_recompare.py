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

from made_pages import Event, made_page
from selon.compare import compare, everything, keys, touched
from selon.ledger import Ledger
from selon.ledger.order import in_order
from selon.model import Fact, Page, Reading
from selon.show.upkeep import bring_up_to_date


def made(number: int) -> list[tuple[Page, Reading]]:
    """Pages on three events, of which two are in one country and one month, of some of the figures of `made_page`."""
    chance = random.Random(7)
    events = [
        Event("Balamo", "Rizan", "Turquie", "Séisme", date(2023, 2, 6), 40),
        Event("Koritu", "Nelo", "Turquie", "Inondations", date(2023, 2, 9), 90),
        Event("Misavi", "Douka", "Chili", "Incendie", date(2023, 5, 1), 12),
    ]
    found = []
    for n in range(number):
        reading = made_page(f"made {n}", events[n % 3], chance)
        kept = tuple(sorted(chance.sample(reading.figures, chance.randint(0, 5)), key=lambda figure: int(figure.quantity[1:])))
        raw = reading.article.text.encode() + str(n).encode()
        page = Page(sha256=sha256(raw).hexdigest(), source=f"{n}.txt", content=raw, media_type="text/plain", url=reading.article.url)
        article = msgspec.structs.replace(reading.article, id=page.id)
        found.append((page, msgspec.structs.replace(reading, article=article, figures=kept)))
    return found


PAGES = made(15)


def added(batches: Sequence[Sequence[int]], path: Path) -> tuple[list[Fact], str]:
    """The facts of a ledger to which pages were added in these batches, brought up to date after each, and the digest of them."""
    with Ledger.open(path, create=True) as ledger:
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
        for module in (touched, everything):
            patch.setattr(module, "KEPT_FROM", 2)
        whole = sorted(n for batch in batches for n in batch)
        facts = in_order(compare([PAGES[n][1] for n in whole]))
        split = added(batches, Path(folder) / "split.db")
        assert split[0] == facts
        assert added([whole], Path(folder) / "whole.db") == split
