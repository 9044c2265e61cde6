"""The tolls of ACLED and UCDP, from the figures of a fact."""

from __future__ import annotations

from given_pages import page
from selon.compare import compare
from selon.compare.tolls import ACLED, UCDP, Toll, tolls_of

PAGE = "Effondrement d’un pont à {place|Gênes}\n\n{source|NAME} {cue|compte} {content side=SIDE|{quantity NUMBER of=killed|des morts}}."


def tolls(*told: tuple[str, str, str, str]) -> tuple[Toll, ...]:
    """Of pages with id, day, speaker and bounds."""
    pages = [page(id, day, PAGE.replace("NAME", who).replace(" side=SIDE", "").replace("NUMBER", number)) for id, day, who, number in told]
    (fact,) = compare(pages)
    return tolls_of(fact)


def test_where_sources_differ_acled_takes_the_lowest_and_ucdp_all_three() -> None:
    acled, ucdp = tolls(
        ("a", "2018-08-14", "La préfecture", "is=35"),
        ("b", "2018-08-14", "Le ministère", "is=38"),
        ("c", "2018-08-14", "Les pompiers", "is=38"),
    )
    assert (acled.rule, acled.low, acled.best, acled.high, acled.low_from) == (ACLED, 35, None, None, "a:q1")
    assert (ucdp.rule, ucdp.low, ucdp.best, ucdp.high) == (UCDP, 35, 38, 38)
    assert (ucdp.low_from, ucdp.best_from, ucdp.high_from) == ("a:q1", "b:q1", "c:q1")


def test_a_later_count_of_one_speaker_takes_the_place_of_the_earlier() -> None:
    acled, ucdp = tolls(("a", "2018-08-14", "La préfecture", "is=22"), ("b", "2018-08-16", "La préfecture", "is=39"))
    assert (acled.low, ucdp.low, ucdp.best, ucdp.high) == (39, 39, 39, 39)


def test_an_open_end_leaves_the_highest_open() -> None:
    acled, ucdp = tolls(("a", "2018-08-14", "La préfecture", "low=30 modality=at_least"), ("b", "2018-08-14", "Le maire", "is=35"))
    assert (acled.low, ucdp.low, ucdp.best, ucdp.high, ucdp.high_from) == (30, 30, 30, None, "a:q1")


def test_no_toll_without_a_lower_bound_or_where_nobody_died() -> None:
    assert tolls(("a", "2018-08-14", "La préfecture", "high=30 modality=at_most")) == ()
    (wounded,) = compare([page("a", "2018-08-14", "Pont de {place|Gênes}\n\nIl y a {quantity is=9 of=wounded|9 blessés}.")])
    assert tolls_of(wounded) == ()


def test_equal_support_takes_the_lower_number_as_the_best() -> None:
    ucdp = tolls(("a", "2018-08-14", "La préfecture", "is=35"), ("b", "2018-08-14", "Le ministère", "is=38"))[1]
    assert (ucdp.best, ucdp.best_from) == (35, "a:q1")
