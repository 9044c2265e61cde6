"""Facts as text: a line for each row where a program reads, a table where a person does."""

from __future__ import annotations

import io
from itertools import pairwise

import msgspec
import pytest

from made import FOREIGN, a_figure, a_reading, some_facts
from selon.ledger.order import in_order
from selon.model import Fact, Modality, Verdict
from selon.show.relayed import Relayed
from selon.show.table import amount, print_fact, print_facts, print_relayed


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_one_line_for_each_fact_whatever_its_words() -> None:
    wild = msgspec.structs.replace(some_facts()[0], title="Deux\nlignes\x1b[31m[red]rouge\u202eegnar" + " mot" * 200)
    out = io.StringIO()
    print_facts([wild, some_facts()[1]], out)
    first, second = out.getvalue().splitlines()
    cells = first.split("\t")
    assert cells[:3] == ["epernay-killed", "disputed", "2"]
    assert cells[3] == "Deux lignes [31m[red]rouge egnar" + " mot" * 200
    assert "≥ 12 killed (2023-03-03); " in cells[4]
    assert cells[5] == f"{wild.because} ({wild.rule})"
    assert second.startswith("epernay-dykes\tsingle\t1\t")


def test_on_a_terminal_a_table_without_the_page_s_own_markup() -> None:
    out = Terminal()
    print_facts([msgspec.structs.replace(some_facts()[0], title="[bold]T\x1b[31m")], out)
    assert "[bold]T [31m" in out.getvalue()
    assert "how many" in out.getvalue()


@pytest.mark.parametrize(
    ("speaker", "origin", "told"),
    [("Zoë Marchand", "Zoë Marchand", "Zoë Marchand"), (None, "Daily Beast", "Daily Beast"), (None, "PAGE", "page PAGE")],
)
def test_who_says_it_is_the_speaker_or_who_vouches_or_the_page(speaker: str | None, origin: str, told: str) -> None:
    figure = a_figure(12, side=None)
    own = msgspec.structs.replace(figure, speaker=speaker, origin=origin.replace("PAGE", figure.page))
    out = io.StringIO()
    print_facts([msgspec.structs.replace(some_facts()[1], figures=(own,))], out)
    assert out.getvalue().split("\t")[4] == f"{told.replace('PAGE', figure.page)}: ≥ 12 killed (2023-03-03)"


def test_what_comes_through_others_shows_its_chain() -> None:
    out = io.StringIO()
    print_relayed([Relayed("page", "un soldat", ("service", "Daily Beast"), "tout\nva mal")], out)
    assert out.getvalue() == "said\tun soldat\tservice < Daily Beast\ttout va mal\tpage\n"


def test_a_fact_tells_everything() -> None:
    out = io.StringIO()
    print_fact(some_facts()[0], [a_reading(12), a_reading(30)], out)
    told = out.getvalue()
    assert told.splitlines()[0] == "Killed at Épernay-sur-Œuvre"
    for part in (
        "disputed, 2 independent origins: 1 pair conflicts (any-conflict/1)",
        "1. ≥ 12 killed, as of 2023-03-03",
        "by Zoë Marchand (France), through AFP; origin: Zoë Marchand",
        "“Selon la préfète Zoë Marchand, citée par l’AFP, au moins 30 personnes ont péri le 3 mars.”",
        f"figure {a_figure(30).id}",
        "1 and 2: conflict: 12 or more against 30 or more (disjoint-two-sides/1)",
        "part of: fact epernay-dykes",
        f"is in ru, not read: “{FOREIGN}”",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("published", "between", "told"),
    [
        ("2023-03-04", None, ", published 2023-03-04"),
        (None, "2023-03-01/..", ", appeared in 2023-03-01/.. (the page tells of that day)"),
        (None, None, ", undated"),
    ],
)
def test_a_figure_tells_when_its_page_appeared(published: str | None, between: str | None, told: str) -> None:
    reading = a_reading(30)
    because = "the page tells of that day" if between else None
    article = msgspec.structs.replace(reading.article, published=published, published_between=between, published_because=because)
    out = io.StringIO()
    print_fact(some_facts()[0], [msgspec.structs.replace(reading, article=article)], out)
    (line,) = (line for line in out.getvalue().splitlines() if f"figure {a_figure(30).id}" in line)
    assert line.endswith(told)


@pytest.mark.parametrize(
    ("low", "high", "modality", "of", "unit", "told"),
    [
        (63, 63, "exact", "killed", "person", "63 killed"),
        (2000, 2000, "approximate", None, "km2", "≈ 2,000 km2"),
        (40, None, "at_least", None, "settlement", "≥ 40 settlement"),
        (None, 5, "at_most", "other", "person", "≤ 5 people"),
        (10, 100, "approximate", "wounded", "person", "≈ 10–100 wounded"),
        (7.8, 7.8, "exact", None, "magnitude", "7.8 magnitude"),
        (1e6, 2.5e6, "between", None, "EUR", "1,000,000–2,500,000 EUR"),
        (None, None, "exact", None, "drone", "? drone"),
    ],
)
def test_amounts(low: float | None, high: float | None, modality: Modality, of: str | None, unit: str, told: str) -> None:
    figure = msgspec.structs.replace(a_figure(1), low=low, high=high, modality=modality, of=of, unit=unit)
    assert amount(figure) == told


def test_what_needs_a_look_comes_first() -> None:
    def fact(id: str, verdict: Verdict, origins: int) -> Fact:
        return msgspec.structs.replace(some_facts()[1], id=id, verdict=verdict, origins=origins)

    ordered = [
        fact("b", "disputed", 9),
        fact("a", "disputed", 2),
        fact("h", "updated", 1),
        fact("z", "agreed", 4),
        fact("g", "undecided", 3),
        fact("c", "agreed", 2),
        fact("d", "agreed", 2),
        fact("e", "single", 1),
    ]
    assert in_order(reversed(ordered)) == ordered
    assert all(in_order([right, left]) == [left, right] for left, right in pairwise(ordered))


def test_of_two_facts_on_as_many_origins_the_newer_comes_first() -> None:
    older, newer = (msgspec.structs.replace(some_facts()[1], id=id, figures=(msgspec.structs.replace(a_figure(12), as_of=day),))
                    for id, day in (("a", "2023-03-03"), ("b", "2023-03-04")))  # fmt: skip
    assert in_order([older, newer]) == [newer, older]
