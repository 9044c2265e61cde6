"""Reasons in words, in both interface languages."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, get_args

import pytest

from selon.compare.reasons import Reason, sentence
from selon.compare.verdicts import FACT_RULES, NONE, PAIR_RULES, SINGLE
from selon.model import FactFigure, Of, Relation, Span

TABLE = tomllib.loads((files("selon.compare") / "reasons.toml").read_text(encoding="utf-8"))


def figure(low: float | None, high: float | None, as_of: str | None = "2024-03-04", **said: Any) -> FactFigure:
    values: dict[str, Any] = {
        "id": "p:q1", "unit": "person", "of": "killed", "modality": "exact", "stance": "asserts", "speaker": None, "side": None,
        "relays": (), "origin": "journal.example", "page": "p", "span": Span(0, 1), "words": "",
    }  # fmt: skip
    return FactFigure(**{**values, "low": low, "high": high, "as_of": as_of, **said})


def test_every_language_has_a_sentence_for_every_rule() -> None:
    for language in TABLE.values():
        assert list(language["rules"]) == [*PAIR_RULES, NONE, SINGLE]
        assert set(language["of"]) == set(get_args(Of))
        assert set(language["relations"]) == set(get_args(Relation))
    assert not set(TABLE["en"]["rules"]) & set(FACT_RULES)


@pytest.mark.parametrize(
    ("rule", "left", "right", "french"),
    [
        ("same-bounds/1", figure(11_300.5, 11_300.5), figure(11_300.5, 11_300.5), "les deux disent 11\u202f300,5"),
        (
            "disjoint-two-sides/1", figure(63, 63, side="RU"), figure(89, None, side="UA"),
            "RU dit 63, UA dit au moins 89, pour le même jour (4 mars 2024)",
        ),
        (
            "days-differ/1", figure(40, 40, "2024-03"), figure(None, 27, "2024-03-01/2024-03-09"),
            "40 (mars 2024) et au plus 27 (2024-03-01/2024-03-09) : d’autres jours, donc aucun ne contredit l’autre",
        ),
        ("one-side/1", figure(1, 2), figure(3, 3), "1 à 2 et 3 pour le même jour (4 mars 2024), mais tous deux de journal.example"),
        ("count-in-doubt/1", figure(12, 12), figure(12, 12, of="casualties"),
         "12 (morts) et 12 (morts ou blessés) : les mots laissent ouvert si les mêmes personnes sont comptées"),
    ],
)  # fmt: skip
def test_french(rule: str, left: FactFigure, right: FactFigure, french: str) -> None:
    assert sentence(Reason(rule, left, right), "fr") == french


def test_every_rule_reads_well_with_any_values() -> None:
    for language in ("fr", "en"):
        for rule in PAIR_RULES:
            told = sentence(Reason(rule, figure(None, None, None), figure(1, 2, "XXXX")), language)
            assert not re.search("[{}]|None", told)
