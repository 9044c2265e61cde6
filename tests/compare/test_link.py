"""Figures of one question are brought together over pages, and only those."""

from __future__ import annotations

import random
import re

import pytest
from given_pages import grouped, page

from selon.compare import link
from selon.model import Reading

STRIKE = [
    page(
        "police",
        "2023-05-01",
        "Défilé du 1er-Mai à {place|Nantes} : la police compte large\n\n"
        "{source|La préfecture} {cue|a recensé} {content|{quantity low=8000 high=8000 of=other|8 000 manifestants} dans les rues de {place|Nantes}}.",
    ),
    page(
        "union",
        "2023-05-01",
        "{place|Nantes} : la CGT salue une forte mobilisation\n\n"
        "{content|{quantity low=25000 high=25000 of=other|25 000 personnes} ont défilé lundi}, {cue|selon} {source|la CGT}.",
    ),
    page(
        "elsewhere",
        "2023-05-01",
        "À {place|Lille}, le cortège du 1er-Mai\n\n{source|La préfecture} {cue|évoque} {content|{quantity low=3000 high=3000 of=other|3 000 manifestants}}.",
    ),
]

FLOOD = [
    page(
        "flood-1",
        "2021-07-15",
        "Crues en {place|Belgique} et en {place|Allemagne} : au moins {quantity low=60 of=killed modality=at_least|60 morts}\n\n"
        "En {place|Allemagne}, on compte {quantity low=49 high=49 of=killed|49 morts} et {quantity low=200 high=200 of=wounded|200 blessés}. "
        "En {place|Belgique}, {source|le centre de crise} {cue|annonce} {content|{quantity low=11 high=11 of=killed|11 morts}}.",
    ),
    page(
        "flood-2",
        "2021-07-16",
        "Inondations : plus de {quantity low=100 of=killed modality=at_least|cent morts} en {place|Allemagne} et en {place|Belgique}\n\n"
        "Côté allemand, le bilan passe à {quantity low=93 high=93 of=killed|93 morts}. "
        "{quantity low=20 high=20 of=killed|Vingt personnes} sont mortes en {place|Belgique}.",
    ),
]

EPIDEMIC = [
    page(
        "ebola-1",
        "2019-08-02",
        "{place|Goma} : un nouveau cas d’Ebola\n\n{source|Le ministère de la Santé} {cue|fait état de} "
        "{content|{quantity low=2700 high=2700 unit=cas|2 700 cas} confirmés et {quantity low=1800 high=1800 of=killed|1 800 décès}}.",
    ),
    page(
        "ebola-2",
        "2019-08-03",
        "Ebola : l’OMS s’inquiète pour {place|Goma}\n\n{cue|Selon} {source|l’OMS}, {content|{quantity low=2713 high=2713 unit=cas|2 713 cas} "
        "ont été recensés et {quantity low=1823 high=1823 of=killed|1 823 personnes} sont mortes}.",
    ),
]

ROBBERY = [
    page(
        "jewels-1",
        "2013-07-28",
        "Braquage au Carlton de {place|Cannes}\n\nLe butin serait de {quantity low=40000000 high=40000000 unit=EUR|40 millions d’euros}, "
        "{cue|selon} {source|la police}.",
    ),
    page(
        "jewels-2",
        "2013-07-29",
        "{place|Cannes} : un butin record pour le braqueur du Carlton\n\nL’homme a emporté des bijoux d’un montant de "
        "{quantity low=103000000 high=103000000 unit=EUR|103 millions d’euros}.",
    ),
]

CRASH = [
    page(
        "bus-1",
        "2015-10-23",
        "Collision près de {place|Puisseguin} : {quantity low=43 high=43 of=killed|43 morts}\n\nUn car et un camion se sont percutés en {place|France}. "
        "Le camion transportait {quantity low=2 high=2 of=other|deux personnes}.",
    ),
    page(
        "bus-2",
        "2015-10-23",
        "Drame de la route à {place|Puisseguin}\n\n{source|Les pompiers} {cue|dénombrent} {content|{quantity low=42 high=42 of=killed|42 morts}, "
        "dont {quantity low=1 high=1 of=killed|un enfant}, et {quantity low=8 high=8 of=wounded|huit blessés}}.",
    ),
]

JOBS = [
    page(
        "plant",
        "2014-03-04",
        "Mory Ducros : {quantity low=2800 high=2800 unit=emploi|2 800 emplois} supprimés\n\nLa direction de Mory Ducros a confirmé la suppression de "
        "{quantity low=2800 high=2800 unit=poste|2 800 postes}. Chez un concurrent, Gefco, {quantity low=450 high=450 unit=poste|450 postes} sont supprimés.",
    ),
]


def together(readings: list[Reading], left: str, right: str) -> bool:
    return any(left in group and right in group for group in grouped(link(readings)))


@pytest.mark.parametrize(
    ("readings", "left", "right"),
    [
        (STRIKE, "police: 8 000 manifestants", "union: 25 000 personnes"),
        (FLOOD, "flood-1: 49 morts", "flood-2: 93 morts"),
        (FLOOD, "flood-1: 11 morts", "flood-2: Vingt personnes"),
        (FLOOD, "flood-1: 60 morts", "flood-2: cent morts"),
        (EPIDEMIC, "ebola-1: 2 700 cas", "ebola-2: 2 713 cas"),
        (EPIDEMIC, "ebola-1: 1 800 décès", "ebola-2: 1 823 personnes"),
        (ROBBERY, "jewels-1: 40 millions d’euros", "jewels-2: 103 millions d’euros"),
        (CRASH, "bus-1: 43 morts", "bus-2: 42 morts"),
        (JOBS, "plant: 2 800 emplois", "plant: 2 800 postes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_question(readings: list[Reading], left: str, right: str) -> None:
    assert together(readings, left, right)


@pytest.mark.parametrize(
    ("readings", "left", "right"),
    [
        (STRIKE, "police: 8 000 manifestants", "elsewhere: 3 000 manifestants"),
        (FLOOD, "flood-1: 49 morts", "flood-1: 11 morts"),
        (FLOOD, "flood-1: 60 morts", "flood-2: 93 morts"),
        (FLOOD, "flood-1: 49 morts", "flood-1: 200 blessés"),
        (CRASH, "bus-2: 42 morts", "bus-2: un enfant"),
        (CRASH, "bus-1: 43 morts", "bus-2: un enfant"),
        (JOBS, "plant: 2 800 postes", "plant: 450 postes"),
        (EPIDEMIC + CRASH, "ebola-1: 1 800 décès", "bus-1: 43 morts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_two_questions(readings: list[Reading], left: str, right: str) -> None:
    assert not together(readings, left, right)


ALL = [*STRIKE, *FLOOD, *EPIDEMIC, *ROBBERY, *CRASH, *JOBS]


def test_pages_of_other_events_change_nothing() -> None:
    apart = [group for event in (STRIKE, FLOOD, EPIDEMIC, ROBBERY, CRASH, JOBS) for group in grouped(link(event))]
    assert sorted(map(sorted, apart)) == sorted(map(sorted, grouped(link(ALL))))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_pages_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(ALL, len(ALL))
    assert {r.article.id: r.figures for r in link(shuffled)} == {r.article.id: r.figures for r in link(ALL)}


def test_a_page_added_to_linked_ones_gives_what_linking_all_gives() -> None:
    for at in range(len(ALL)):
        linked = link([*ALL[:at], *ALL[at + 1 :]])
        assert {r.article.id: r.figures for r in link([*linked, ALL[at]])} == {r.article.id: r.figures for r in link(ALL)}


def test_fact_ids_are_readable_slugs() -> None:
    ids = {figure.fact for reading in link(ALL) for figure in reading.figures}
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*", fact) for fact in ids)
    assert "nantes-2023-05/people-gathered" in ids


def test_each_of_two_countries_gets_its_own_figure() -> None:
    reading = page(
        "each",
        "2022-11-25",
        "{place|Londres}\n\n{source|Le général} {cue|estime que} {content|la {place|Russie} et l’{place|Ukraine} ont chacune perdu "
        "{quantity low=100000 of=casualties modality=at_least|plus de 100 000 soldats}}.",
    )
    assert sorted(figure.fact.rpartition("-")[2] for figure in link([reading])[0].figures) == ["ru", "ua"]


def test_no_readings_and_no_figures() -> None:
    assert link([]) == []
    assert link([page("empty", None, "Rien à compter ici.")])[0].figures == ()
