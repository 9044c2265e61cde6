"""Facts: their figures, verdict, origins and ties, from pages of several kinds of news."""

from __future__ import annotations

import random

import msgspec
import pytest

from given_pages import page
from news_pages import ALL, FLOOD, STRIKE
from selon.compare import compare, link
from selon.model import Fact, Reading


def fact(readings: list[Reading], words: str) -> Fact:
    """The fact that holds the figure with these words."""
    texts = {reading.article.id: reading.article.text for reading in readings}
    return next(f for f in compare(readings) if any(figure.span.of(texts[figure.page]) == words for figure in f.figures))


def test_police_and_union_dispute_the_size_of_a_march() -> None:
    march = fact(STRIKE, "8 000 manifestants")
    assert (march.verdict, march.rule, march.origins) == ("disputed", "any-conflict/1", 2)
    assert [pair.rule for pair in march.pairs] == ["disjoint-two-sides/1"]
    assert {figure.origin for figure in march.figures} == {"La préfecture", "la CGT"}
    assert march.title == "Manifestants (Nantes, mai 2023)"


ADVANCE = page(
    "advance",
    "2022-09-11",
    "Contre-offensive près de {place|Izioum}\n\n{source|Le président ukrainien} {cue|a déclaré} {date edtf=2022-09-10|samedi} que "
    "{content speaker=président type=person|ses troupes avaient repris {quantity low=2000 high=2000 unit=km|2 000 kilomètres} de territoire}. "
    "{source n=2|L’état-major ukrainien} {cue n=2|parlait} {date edtf=2022-09-08|jeudi} de "
    "{content n=2|{quantity low=1000 high=1000 unit=km2|1 000 kilomètres carrés} reconquis}.",
)


def test_kilometres_and_square_kilometres_retaken_are_one_fact_with_a_doubt() -> None:
    retaken = fact([ADVANCE], "2 000 kilomètres")
    assert len(retaken.figures) == 2
    assert [(pair.relation, pair.rule) for pair in retaken.pairs] == [("undecided", "unit-in-doubt/1")]
    assert (retaken.verdict, retaken.title) == ("undecided", "Territoire repris (Izioum, septembre 2022)")


LOSSES = page(
    "losses",
    "2022-11-25",
    "La guerre en {place|Ukraine} vue de {place metonym=yes|Moscou}\n\n{source|Le ministre russe de la Défense} {cue|a reconnu} que "
    "{content|{quantity low=5937 high=5937 of=killed|5 937 soldats russes} avaient été tués}. "
    "{source n=2|Un général} {cue n=2|estime} que {content n=2|{quantity low=100000 of=casualties modality=at_least|plus de "
    "100 000 soldats russes} "
    "ont été tués ou blessés}.",
)


def test_killed_and_killed_or_wounded_are_two_facts_that_name_each_other() -> None:
    killed, casualties = fact([LOSSES], "5 937 soldats russes"), fact([LOSSES], "plus de 100 000 soldats russes")
    assert killed.id != casualties.id
    assert [(tie.id, tie.how) for tie in killed.linked] == [(casualties.id, "killed_of_casualties")]
    assert [(tie.id, tie.how) for tie in casualties.linked] == [(killed.id, "casualties_of_killed")]


def test_part_and_whole_are_two_facts_that_name_each_other() -> None:
    whole, part = fact(FLOOD, "60 morts"), fact(FLOOD, "49 morts")
    assert (part.id, "has_part") in [(tie.id, tie.how) for tie in whole.linked]
    assert (whole.id, "part_of") in [(tie.id, tie.how) for tie in part.linked]


@pytest.mark.parametrize(
    ("part", "whole", "marked"),
    [
        (
            "40 morts",
            "3 785 personnes",
            "Les frappes ont fait {quantity is=40 of=killed|40 morts} à {place|Gaza}. Depuis le début de la guerre, "
            "{quantity is=3785 of=killed|3 785 personnes} ont été tuées à {place|Gaza}.",
        ),
        (
            "60 morts",
            "2 000 morts",
            "On déplore {quantity is=60 of=killed|60 morts} en 24 heures, pour un total de {quantity is=2000 of=killed|2 000 morts}.",
        ),
    ],
    ids=["one event and all since a day", "some hours and all so far"],
)
def test_a_day_and_a_running_total_are_part_and_whole(part: str, whole: str, marked: str) -> None:
    reading = page("a", "2023-10-20", "Bombardements à {place|Gaza}\n\n" + marked)
    texts = {quantity.id: quantity.span.of(reading.article.text) for quantity in reading.quantities}
    told = {texts[fact.figures[0].id.rpartition(":")[2]]: fact for fact in compare([reading])}
    assert [(tie.id, tie.how) for tie in told[part].linked] == [(told[whole].id, "part_of")]
    assert [(tie.id, tie.how) for tie in told[whole].linked] == [(told[part].id, "has_part")]


def test_killed_wounded_and_both_name_each_other() -> None:
    given = "{quantity is=60 of=killed|60 morts}, {quantity is=200 of=wounded|200 blessés}, {quantity is=260 of=casualties|260 victimes}"
    told = {fact.figures[0].of: fact for fact in compare([page("a", "2023-10-20", "Séisme à {place|Gori}\n\nOn compte " + given + ".")])}
    assert {(of, tie.how) for of, fact in told.items() for tie in fact.linked} == {
        ("killed", "killed_of_casualties"),
        ("killed", "killed_beside_wounded"),
        ("wounded", "wounded_of_casualties"),
        ("wounded", "wounded_beside_killed"),
        ("casualties", "casualties_of_killed"),
        ("casualties", "casualties_of_wounded"),
    }


def test_a_running_toll_in_the_pages_own_voice_is_updated() -> None:
    part = fact(FLOOD, "49 morts")
    assert (part.verdict, part.pairs[0].rule) == ("updated", "running-toll/1")


@pytest.mark.parametrize("stance", ["denies", "doubts", "asks", "orders", "expects"])
def test_what_is_not_asserted_is_shown_and_counts_nowhere(stance: str) -> None:
    first = page("a", "2024-05-01", "Séisme à {place|Agadir}\n\n{source|La mairie} {cue|compte} {content|{quantity low=7 high=7 of=killed|7 morts}}.")
    other = page(
        "b",
        "2024-05-01",
        f"Séisme à {{place|Agadir}}\n\n{{source|Le préfet}} {{cue|parle}} de {{content stance={stance}|{{quantity low=9 "
        f"high=9 of=killed|9 morts}}}}.",
    )
    killed = fact([first, other], "7 morts")
    assert [figure.stance for figure in killed.figures] == ["asserts", stance]
    assert (killed.verdict, killed.pairs, killed.origins) == ("single", (), 1)


DISPATCH = (
    "Une explosion dans une usine de feux d’artifice a fait au moins {quantity low=21 of=killed modality=at_least|21 morts} "
    "mardi à {place|Suphan Buri}, "
    "où les secours fouillaient encore les décombres à la tombée de la nuit, a constaté un photographe sur place."
)


def test_copies_of_one_dispatch_are_one_origin() -> None:
    copies = [page(id, "2024-01-17", "Explosion en {place|Thaïlande}\n\n" + DISPATCH, url=f"https://{id}.example/1") for id in ("x", "y")]
    own = page(
        "z",
        "2024-01-17",
        "Explosion à {place|Suphan Buri}, en {place|Thaïlande}\n\nLe bilan est d’au moins {quantity low=21 of=killed modality=at_least|21 morts}.",
        url="https://z.example/1",
    )
    killed = fact([*copies, own], "21 morts")
    assert len(killed.figures) == 3
    assert (killed.origins, sorted(figure.origin for figure in killed.figures)) == (2, ["x.example", "x.example", "z.example"])


PYLOS = "Naufrage au large de {place|Pylos}\n\nOn déplore {quantity is=NUMBER of=killed|NUMBER morts}."


def captures(*numbers: int, days: tuple[str, ...] = ("2023-06-14", "2023-06-15")) -> list[Reading]:
    """Versions of one address, each with its number."""
    texts = zip("abc", days, numbers, strict=False)
    return [page(id, day, PYLOS.replace("NUMBER", str(number)), url="https://news.example/pylos") for id, day, number in texts]


def test_two_captures_of_one_address_count_once() -> None:
    same = fact(captures(78, 78, days=("2023-06-14", "2023-06-14")), "78 morts")
    assert [(figure.page, figure.replaced_by) for figure in same.figures] == [("a", None), ("b", "a:q1")]
    assert (same.verdict, same.pairs, same.origins) == ("single", (), 1)


def test_the_newer_version_of_an_address_counts_and_the_older_is_history() -> None:
    both = fact(captures(78, 82), "82 morts")
    assert [(figure.page, figure.low, figure.replaced_by) for figure in both.figures] == [("a", 78, "b:q1"), ("b", 82, None)]
    assert (both.verdict, both.pairs, both.origins) == ("single", (), 1)
    other = page("z", "2023-06-15", PYLOS.replace("NUMBER", "78"), url="https://other.example/1")
    assert [(pair.left, pair.right) for pair in fact([*captures(78, 82), other], "82 morts").pairs] == [("b:q1", "z:q1")]


def test_of_two_versions_of_one_day_the_one_that_says_that_it_was_changed_is_newer() -> None:
    first, second = captures(78, 82, days=("2023-06-14", "2023-06-14"))
    changed = page("0", "2023-06-14", PYLOS.replace("NUMBER", "82") + " Mise à jour le 14 juin à 18 h.", url="https://news.example/pylos")
    both = fact([first, changed], "82 morts")
    assert [(figure.page, figure.replaced_by, figure.correction) for figure in both.figures] == [
        ("0", None, "Mise à jour le 14 juin à 18 h."),
        ("a", "0:q1", None),
    ]
    undecided = fact([first, second], "82 morts")
    assert [figure.replaced_by for figure in undecided.figures] == [None, None]


def test_a_number_that_a_page_takes_back_is_history_and_its_notice_is_shown() -> None:
    corrected = page(
        "a",
        "2023-06-14",
        "Naufrage au large de {place|Pylos}\n\nOn déplore {quantity is=78 of=killed|78 morts}.\n\n"
        "Correction : une version précédente de cet article indiquait {quantity is=87 of=killed|87 morts}.",
    )
    both = fact([corrected], "78 morts")
    notice = "Correction : une version précédente de cet article indiquait 87 morts."
    assert [(figure.low, figure.replaced_by, figure.correction) for figure in both.figures] == [(78, None, notice), (87, "a:q1", notice)]
    assert (both.verdict, both.pairs) == ("single", ())


def test_pages_that_relay_one_speaker_are_one_origin() -> None:
    pages = [
        page(
            id,
            "2024-02-02",
            "Incendie à {place|Valence}\n\n{content speaker=\"" + speaker + "\" type=person|L’incendie a fait "
            "{quantity low=10 high=10 of=killed|10 morts}}, {cue|a annoncé} {source|" + speaker + "} {relay|à " + relay + "}.",
        )
        for id, speaker, relay in (("a", "Maria Ruiz", "l’AFP"), ("b", "Ruiz", "Reuters"))
    ]  # fmt: skip
    killed = fact(pages, "10 morts")
    assert (killed.verdict, killed.origins, {figure.origin for figure in killed.figures}) == ("agreed", 1, {"Maria Ruiz"})


def test_a_title_repeats_the_speaker_of_the_text() -> None:
    both = page(
        "a",
        "2024-02-02",
        "Avalanche à {place|Tignes} : {quantity low=4 high=4 of=killed|quatre morts}\n\n{source|La préfecture} {cue|annonce} "
        "{content|{quantity low=4 high=4 of=killed|4 décès}}.",
    )
    killed = fact([both], "quatre morts")
    assert (killed.origins, "one origin only" in killed.because) == (1, True)


def test_a_country_in_the_title_is_the_body_that_the_text_names() -> None:
    both = page(
        "a",
        "2022-07-29",
        "{place|Olenivka} : {source n=2|Kiev} {cue n=2|parle de} {content n=2 speaker=Kiev side=UA|{quantity is=130 of=wounded|130 blessés}}\n\n"
        "{content side=UA|Il y a {quantity is=130 of=wounded|cent trente blessés}}, {cue|dit} {source|le parquet ukrainien}.",
    )
    other = page(
        "b",
        "2022-07-29",
        "{place|Olenivka}\n\n{content speaker=Kiev side=UA|Il y a {quantity is=130 of=wounded|130 blessés}}, {cue|dit} {source|Kiev}.",
    )
    assert {figure.origin for figure in fact([both], "130 blessés").figures} == {"le parquet ukrainien"}
    assert fact([both, other], "130 blessés").origins == 2


def test_the_same_source_is_the_source_before() -> None:
    both = page(
        "a",
        "2022-07-29",
        "Mutinerie à {place|Cuenca}\n\n{source|La police} {cue|compte} {content|{quantity is=62 of=killed|62 morts}}. "
        "{content n=2 type=unnamed|{quantity is=8 of=wounded|Huit gardiens} sont blessés}, {cue n=2|selon} {source n=2|la même source}.",
    )
    wounded = fact([both], "Huit gardiens")
    assert [(figure.speaker, figure.origin) for figure in wounded.figures] == [(None, "La police")]


def test_what_is_feared_confirms_nothing() -> None:
    feared = page(
        "a",
        "2023-09-12",
        "Crue à {place|Derna} : {quantity low=2000 of=killed modality=at_least|plus de 2 000 morts} redoutés\n\n"
        "{source|Le ministre} {cue|dit que} {content|le bilan est de {quantity is=3000 of=killed|3 000 morts} et pourrait grimper à "
        "{quantity is=10000 of=killed|10 000}}.",
    )
    killed = fact([feared], "3 000 morts")
    assert [figure.stance for figure in killed.figures] == ["expects", "asserts", "expects"]
    assert (killed.verdict, killed.origins) == ("single", 1)


def test_facts_are_the_same_in_any_order_of_pages() -> None:
    facts = msgspec.json.encode(compare(ALL))
    for seed in range(3):
        assert msgspec.json.encode(compare(random.Random(seed).sample(ALL, len(ALL)))) == facts


def test_linked_readings_are_compared_as_they_are() -> None:
    linked = link(ALL)
    assert compare(linked) == compare(ALL)
    moved = [msgspec.structs.replace(r, figures=tuple(msgspec.structs.replace(f, fact="mine/one") for f in r.figures)) for r in linked if r.figures]
    assert [f.id for f in compare(moved)] == ["mine/one"]


def test_every_figure_stands_in_one_fact_with_its_exact_words() -> None:
    texts = {reading.article.id: reading.article.text for reading in ALL}
    shown = [figure for f in compare(ALL) for figure in f.figures]
    assert len(shown) == sum(len(reading.figures) for reading in ALL)
    assert all(figure.span.of(texts[figure.page]) in figure.words for figure in shown)


def test_no_readings_no_facts() -> None:
    assert compare([]) == []
