"""Statements on one subject over pages: who says it, who says otherwise, who denies it."""

from __future__ import annotations

import random

from given_pages import page
from selon.compare.subjects import Subject, subjects

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
