"""Figures of one question are brought together over pages, and only those."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from given_pages import grouped, page
from made_pages import Event, made_page
from news_pages import ALL, CRASH, EPIDEMIC, FLOOD, JOBS, ROBBERY, STRIKE
from selon.compare import link
from selon.compare.entries import entries_of
from selon.compare.keys import all_keys, chains_of
from selon.compare.origins import speaker_key
from selon.model import Reading


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


def ids_of(readings: list[Reading]) -> dict[tuple[str, int], str]:
    """The fact of each figure."""
    return {(r.article.id, at): figure.fact for r in link(readings) for at, figure in enumerate(r.figures)}


def test_fact_ids_are_readable_slugs() -> None:
    ids = set(ids_of(ALL).values())
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*(\.[0-9-]+)*", fact) for fact in ids)
    assert "nantes-2023-05/people-gathered" in ids


def test_ids_stay_as_pages_on_other_events_come() -> None:
    for event in (STRIKE, FLOOD, EPIDEMIC, ROBBERY, CRASH, JOBS):
        alone, among = ids_of(event), ids_of(ALL)
        assert {key: among[key] for key in alone} == alone


def test_ids_stay_as_later_pages_tell_the_same_fact() -> None:
    """Pages come one by one in the order of their days; what is told already keeps its name. One week, with tolls that grow."""
    pages = [made_page(f"p{n:02}", Event("Balamo", "Rizan", "Turquie", "Séisme", date(2023, 2, 6), 40), random.Random(n)) for n in range(12)]
    ordered = sorted(pages, key=lambda reading: (reading.article.published or "", reading.article.id))
    before = ids_of(ordered[:1])
    for n in range(2, len(ordered) + 1):
        now = ids_of(ordered[:n])
        assert {key: now[key] for key in before} == before
        before = now


def test_each_of_two_countries_gets_its_own_figure() -> None:
    reading = page(
        "each",
        "2022-11-25",
        "{place|Londres}\n\n{source|Le général} {cue|estime que} {content|la {place|Russie} et l’{place|Ukraine} ont chacune perdu "
        "{quantity low=100000 of=casualties modality=at_least|plus de 100 000 soldats}}.",
    )
    assert sorted(figure.fact.rpartition("-")[2] for figure in link([reading])[0].figures) == ["ru", "ua"]


def linked_words(*pages: Reading) -> list[set[str]]:
    return grouped(link(list(pages)))


FLOODED = page("a", "2023-09-12", "Crue à {place|Derna}\n\nLa crue a fait {quantity is=3000 of=killed|3 000 morts} à {place|Derna}.")


@pytest.mark.parametrize(
    "marked",
    [
        "Crue à {place|Derna}\n\nOn compte {quantity is=170 of=killed|170 morts} ailleurs.",
        "Crue à {place|Derna} et à {place|Beyda}\n\nOn compte {quantity is=90 of=killed|90 morts} à {place|Beyda}.",
        "Crue à {place|Derna}\n\nLe bilan est de {quantity is=3500 of=killed|3 500 morts}, dont {quantity is=40 of=killed|40 enfants}.",
        "Crue à {place|Derna}\n\nParmi eux, {quantity is=40 of=killed|40 secouristes} ont péri.",
        "Crue à {place|Derna}\n\nLes secours ont identifié {quantity is=700 of=killed|700 corps}.",
        "Crue à {place|Derna}\n\nLes corps de {quantity is=800 of=killed|800 personnes} ont été identifiés.",
        "Crue à {place|Derna}\n\nSur la route, deux autres accidents ont fait {quantity is=9 of=killed|9 morts}.",
    ],
)
def test_a_number_for_another_place_or_for_a_part_is_another_question(marked: str) -> None:
    other = page("b", "2023-09-13", marked)
    words = other.quantities[-1].span.of(other.article.text)
    assert not any({"a: 3 000 morts", f"b: {words}"} <= group for group in linked_words(FLOODED, other))


@pytest.mark.parametrize(
    "marked",
    [
        "Crue à {place|Derna} : {quantity is=5300 of=killed|5 300 morts}\n\nLe port est fermé.",
        "Le Croissant-Rouge dément\n\nPas de {quantity is=11300 of=killed|11 300 morts} à {place|Derna}, dit-il.",
        "Crue à {place|Derna}\n\nLe bilan pourrait atteindre {quantity is=10000 of=killed|10 000 morts}.",
        "Un an après la crue du {date edtf=2023-09-11|11 septembre 2023} à {place|Derna}\n\n"
        "La ville pleure {quantity is=4000 of=killed|4 000 morts}.",
    ],
)
def test_the_same_question_in_other_words(marked: str) -> None:
    other = page("b", "2023-09-13" if "Un an" not in marked else "2024-09-10", marked)
    words = other.quantities[-1].span.of(other.article.text)
    assert {"a: 3 000 morts", f"b: {words}"} in linked_words(FLOODED, other)


def test_a_large_block_is_still_linked() -> None:
    pages = [
        page(
            f"p{at:04}",
            f"2022-03-{1 + at % 20:02}",
            f"Frappes sur {{place|Kharkiv}}\n\n{{content speaker=gouverneur|On compte {{quantity is={40 + at} of=killed|{40 + at} morts}}}}.",
        )
        for at in range(620)
    ]
    assert [len(group) for group in grouped(link(pages))] == [620]


def test_no_readings_and_no_figures() -> None:
    assert link([]) == []
    assert link([page("empty", None, "Rien à compter ici.")])[0].figures == ()


def test_a_capital_is_an_anchor_where_something_happens_in_it() -> None:
    dead, more = "{quantity low=31 high=31 of=killed|31 morts}", "{quantity low=38 high=38 of=killed|38 morts}"
    blast = page("blast-1", "2021-05-11", f"Explosion dans le port de {{place|Dakar}}. Le bilan est de {dead}.")
    later = page("blast-2", "2021-05-12", f"Un entrepôt a explosé à {{place|Dakar}}. Le bilan de l’explosion est de {more}.")
    assert together([blast, later], "blast-1: 31 morts", "blast-2: 38 morts")


def test_one_speaker_brings_pages_together_that_share_no_other_name() -> None:
    told = "{{source|Jean Kodjo}} {{cue|compte}} {{content|{{quantity low={n} high={n} unit=km2|{n} km2}} repris}} près de {{place|{town}}}."
    first = page("east", "2022-09-12", "Contre-offensive au pays des Massaros. " + told.format(n=610, town="Orsk"))
    second = page("west", "2022-09-13", "Contre-offensive au pays des Massaros. " + told.format(n=740, town="Tiraz"))
    assert any("voice" in key for key in all_keys(chains_of([e.candidate for e in entries_of(first)]))), "a key by speaker"
    assert all_keys(chains_of([e.candidate for e in entries_of(first)])) & all_keys(chains_of([e.candidate for e in entries_of(second)]))


def test_a_short_form_behind_the_name_is_no_other_speaker() -> None:
    said = "{{source|{name}}} {{cue|compte}} {{content|{{quantity low=9 high=9 of=killed|9 morts}}}}."
    long, short = (page("x", "2024-03-04", said.format(name=name)).statements[0] for name in ("Comité du fleuve (CDF)", "Comité du fleuve"))
    assert speaker_key(long) == speaker_key(short)


def test_those_who_are_cared_for_are_not_all_the_wounded() -> None:
    first = page("a", "2023-09-12", "Crue à {place|Derna}\n\nOn compte {quantity is=210 of=wounded|210 blessés} à {place|Derna}.")
    told = "Crue à {place|Derna}\n\n{quantity is=20 of=killed|20 morts} sont enterrés et {quantity is=60 of=wounded|60 blessés} reçoivent des soins."
    assert not together([first, page("b", "2023-09-12", told)], "a: 210 blessés", "b: 60 blessés")


QUAKE = page("first", "2019-05-27", "Séisme au {place|Pérou}\n\nLe dernier bilan du séisme est de {quantity is=212 of=killed|212 morts}.")


@pytest.mark.parametrize(("day", "one"), [("2019-05-29", True), ("2019-06-20", False)])
def test_a_country_hardly_has_two_earthquakes_in_one_week(day: str, one: bool) -> None:
    told = "Un séisme près de {place|Moquegua}\n\nAu {place|Pérou}, {quantity is=308 of=killed|308 personnes} ont péri."
    assert together([QUAKE, page("second", day, told)], "first: 212 morts", "second: 308 personnes") is one


def test_two_voices_in_one_breath_count_the_same_people() -> None:
    told = (
        "Grève à {{place|Lyon}}\n\n{{cue|Selon}} {{source|la préfecture}}, {{content speaker=préfecture|{first}}}, "
        "{{content n=2 speaker=Solidaires|{second}}} {{cue n=2|selon}} {{source n=2|Solidaires}}."
    )
    first, second = (f"{{quantity is={n}000 unit=person of=other|{n} 000 manifestants}}" for n in (4, 19))
    assert together([page("march", "2019-05-27", told.format(first=first, second=second))], "march: 4 000 manifestants", "march: 19 000 manifestants")
