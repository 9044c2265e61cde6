"""Statements on one subject over pages: who says it, who says otherwise, who denies it."""

from __future__ import annotations

import random

import msgspec

from given_pages import page
from selon.compare import compare
from selon.compare.subjects import Subject, subjects
from selon.model import Figure

SAID = page(
    "a",
    "2024-05-01",
    "{source|Le ministère de la Défense} {cue|affirme} que {content side=RU|l’armée a détruit le pont de Kherson avec des drones}.",
)
DENIED = page(
    "b",
    "2024-05-02",
    "{source|L’état-major} {cue|dément} que {content side=UA stance=denies|l’armée ait détruit le pont de Kherson}.",
)
AGAINST = page(
    "c",
    "2024-05-03",
    "{source|Le maire} {cue|dit} que {content|le pont de Kherson n’a pas été détruit par l’armée}.",
)
REPEATED = page(
    "d",
    "2024-05-03",
    "{source|Un blogueur} {cue|écrit} que {content speaker=blogueur|l’armée a détruit le pont de Kherson}.",
)
OTHER = page("e", "2024-05-03", "{source|La SNCF} {cue|annonce} que {content|les trains de nuit vers Berlin reprennent en juin}.")
ALL = [SAID, DENIED, AGAINST, REPEATED, OTHER]


def test_who_confirms_and_who_denies() -> None:
    (found,) = subjects(ALL)
    assert [(said.page, said.relation, said.rule) for said in found.statements] == [
        ("a", None, None),
        ("b", "conflict", "stance-denies/1"),
        ("c", "conflict", "denied/1"),
        ("d", "agree", "same-words/1"),
    ]
    assert (found.id, found.voices, found.confirm, found.deny) == ("a:s1", 4, 2, 2)


def test_statements_with_figures_of_one_fact_are_what_the_figures_are() -> None:
    """By their words alone two numbers of one thing are a conflict; the rules of figures see that no two sides speak of one day."""
    told = "{place|Derna} sous l’eau\n\n{source|WHO} {cue|dit} que {content|le nombre de morts atteint {quantity is=NUMBER of=killed|NUMBER morts}}."
    pages = [
        page("a", "2023-09-12", told.replace("WHO", "Le ministre de la Santé").replace("NUMBER", "3000")),
        page("b", "2023-09-14", told.replace("WHO", "La secrétaire générale").replace("NUMBER", "11300")),
    ]
    linked = [msgspec.structs.replace(r, figures=(Figure(statement="s1", quantity="q1", as_of=r.article.published),)) for r in pages]
    (fact,) = compare(linked)
    (pair,) = fact.pairs
    assert [(said.relation, said.rule) for said in subjects(linked)[0].statements[1:]] == [("update", "later-count/1")]
    (found,) = subjects(linked, [fact])
    assert [(said.relation, said.rule, said.because) for said in found.statements[1:]] == [(pair.relation, pair.rule, pair.because)]


def test_the_order_of_pages_does_not_matter() -> None:
    wanted: list[Subject] = subjects(ALL)
    for seed in range(4):
        assert subjects(random.Random(seed).sample(ALL, len(ALL))) == wanted


def test_one_voice_alone_is_no_subject() -> None:
    again = page("z", "2024-05-09", SAID.article.text.replace("affirme", "répète"))
    assert subjects([SAID]) == subjects([SAID, again]) == []


def test_what_is_feared_or_asked_neither_confirms_nor_denies() -> None:
    asked = page("b", "2024-05-02", "{source|L’ONU} {cue|demande si} {content stance=asks|l’armée a détruit le pont de Kherson}.")
    (found,) = subjects([SAID, asked])
    assert (found.confirm, found.deny, found.statements[1].rule) == (1, 0, "not-asserted/1")
