"""Why two figures are to each other what they are, and why a fact has its verdict: the rule with the values that it compared.

A reason is a value; its sentence is rendered from `reasons.toml` in any interface language. It follows from the fact alone, so that
nothing but the figures has to be kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from selon.compare.grounds import Ground
from selon.model import Comparison, FactFigure, Relation
from selon.settings import InterfaceLanguage

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class Reason(msgspec.Struct, frozen=True):
    """Of two figures: the rule with its version, and the figures whose values it compared; the earlier one is `left`."""

    rule: str
    left: FactFigure
    right: FactFigure


class FactReason(msgspec.Struct, frozen=True, kw_only=True):
    """Of a fact: the rule of its verdict, the pair that tells most of those that decide it, how many pairs of each relation
    there are, and whether all that agree are one origin. `telling` is None where no two figures are compared."""

    rule: str
    telling: Reason | None = None
    counts: Mapping[Relation, int] = {}
    one_origin: bool = False


class _Sentences(msgspec.Struct, frozen=True):
    """Shape of one language of `reasons.toml`."""

    rules: dict[str, str]
    statements: dict[str, str]
    of: dict[str, str]
    grounds: dict[str, str]
    relations: dict[str, str]
    many_relations: dict[str, str]
    at_least: str
    at_most: str
    between: str
    unknown: str
    both: str
    one_origin: str
    pairs: str
    thousands: str
    decimal: str
    day: str = ""
    month: str = ""
    months: tuple[str, ...] = ()


def reason_of_pair(pair: Comparison, figures: Mapping[str, FactFigure]) -> Reason:
    """The reason of a comparison; `figures` holds those of its fact by their ids."""
    return Reason(pair.rule, figures[pair.left], figures[pair.right])


def sentence(reason: Reason | FactReason, language: InterfaceLanguage, called: Callable[[str], str] = str) -> str:
    """The reason in words: `RU dit 63, UA dit 89, tous deux au 4 mars 2024`; `called` gives a side's name. In English the same bytes for the
    same reason, days as EDTF."""
    words = _sentences()[language]
    if isinstance(reason, Reason):
        return words.rules[reason.rule].format_map(_values(reason, words, called))
    if reason.telling is None:
        return words.rules[reason.rule]
    told = sentence(reason.telling, language, called)
    told += words.one_origin if reason.one_origin else ""
    if sum(reason.counts.values()) > 1:
        counts = (_counted(reason.counts[relation], relation, words) for relation in sorted(reason.counts))
        told += words.pairs.format(counts=", ".join(counts))
    return told


def _counted(pairs: int, relation: Relation, words: _Sentences) -> str:
    return f"{pairs} {(words.relations if pairs == 1 else words.many_relations)[relation]}"


def statement_sentence(rule: str, left: str, right: str, language: InterfaceLanguage) -> str:
    """Why two statements are to each other what they are; `left` and `right` are the words that were compared."""
    return _sentences()[language].statements[rule].format(left=left, right=right)


def ground_sentence(
    grounds: Mapping[Ground, float], points: float | None, threshold: float, shared: Sequence[str], language: InterfaceLanguage
) -> str:
    """Why two figures are taken for one question, or stand in one fact all the same; `grounds` are the points by what gives them, `shared` the
    names that both pages have."""
    words = _sentences()[language]
    if points is None:
        return words.grounds["impossible"]
    names = words.grounds["names"].format(names=", ".join(shared)) if shared else ""
    told = [f"{_number(value, words)} {words.grounds[name]}" + (names if name == "event" else "") for name, value in grounds.items()]
    closing = words.grounds["enough" if points >= threshold else "less"]
    return "; ".join((*told, closing.format(points=_number(points, words), threshold=_number(threshold, words))))


def _values(reason: Reason, words: _Sentences, called: Callable[[str], str]) -> dict[str, str]:
    left, right = reason.left, reason.right
    missing = [_amount(figure, words) for figure in (left, right) if figure.as_of is None]
    values = {"party": _party(left, right, called), "missing": words.both.join(missing)}
    for name, figure in (("left", left), ("right", right)):
        values |= {
            name: _amount(figure, words),
            f"{name}_unit": figure.unit,
            f"{name}_of": words.of.get(figure.of or "other", figure.of or ""),
            f"{name}_day": _day(figure.as_of or "", words),
            f"{name}_who": called(figure.side) if figure.side else _speaker(figure),
        }
    return values


def _party(left: FactFigure, right: FactFigure, called: Callable[[str], str]) -> str:
    """For whom both speak."""
    return called(left.side) if left.side and left.side == right.side else left.speaker or right.speaker or left.origin


def _speaker(figure: FactFigure) -> str:
    return figure.speaker or figure.origin


def _amount(figure: FactFigure, words: _Sentences) -> str:
    """The interval in words: `63`, `at least 10`, `at most 5`, `60,000 to 80,000`."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return _number(low, words) if low == high else words.between.format(low=_number(low, words), high=_number(high, words))
    if low is not None:
        return words.at_least.format(low=_number(low, words))
    return words.at_most.format(high=_number(high, words)) if high is not None else words.unknown


def _number(value: float, words: _Sentences) -> str:
    whole, _, rest = f"{value:,.15g}".partition(".")
    return whole.replace(",", words.thousands) + (words.decimal + rest if rest else "")


def _day(edtf: str, words: _Sentences) -> str:
    """A day or month as the language writes it; anything else, and where the table names no months, as EDTF."""
    match = _DAY.fullmatch(edtf)
    if match is None or not words.months or not 1 <= int(match[2]) <= len(words.months):
        return edtf
    month = words.months[int(match[2]) - 1]
    if match[3] is None:
        return words.month.format(month=month, year=match[1])
    return words.day.format(day=int(match[3]), month=month, year=match[1])


@cache
def _sentences() -> dict[str, _Sentences]:
    table = tomllib.loads((files("selon.compare") / "reasons.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, type=dict[str, _Sentences])
