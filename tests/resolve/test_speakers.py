"""Speakers, types, sides and relays on marked sentences: statements are built from the marks, only the resolver runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import NOTHING, Case, Mark, article_of, read_cases
from selon.languages import load_pack
from selon.model import Article, Span, Statement
from selon.read.sentences import split_sentences
from selon.resolve.cast import Cast
from selon.resolve.speakers import resolve_speakers

CASES = read_cases(Path(__file__).with_name("speakers_fr.txt"))
PARTS = ("content", "cue", "source", "relay")


def parts_of(case: Case) -> dict[str, dict[str, list[Mark]]]:
    """The marks of each statement, by its number and then by their layer."""
    parts: dict[str, dict[str, list[Mark]]] = {}
    for mark in case.marks:
        if mark.layer in PARTS:
            parts.setdefault(mark.said.get("n", "1"), {}).setdefault(mark.layer, []).append(mark)
    return parts


def statements_of(case: Case) -> list[Statement]:
    statements = []
    for number, part in sorted(parts_of(case).items()):
        content = tuple(sorted(mark.span for mark in part["content"]))
        said = {k: v for marks in part.values() for mark in marks for k, v in mark.said.items()}
        statements.append(
            Statement(
                id=number,
                kind="direct" if content[0].of(case.text)[:1] in '«“"' else "indirect",
                content=content,
                cue=part["cue"][0].span if "cue" in part else None,
                source=part["source"][0].span if "source" in part else None,
                inside=said.get("inside"),
            )
        )
    return statements


def resolved(case: Case) -> list[Statement]:
    article = article_of(case)
    pack = load_pack("fr")
    return resolve_speakers(statements_of(case), Cast(article, split_sentences(article, pack), pack))


def params() -> list[object]:
    found: list[object] = []
    for case in CASES:
        reason = case.headers.get("known-failure")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(case, id=case.name, marks=marks))
    return found


@pytest.mark.parametrize("case", params())
def test_case(case: Case) -> None:
    parts = parts_of(case)
    for statement in resolved(case):
        marks = [mark for layer in ("content", "source", "cue") for mark in parts[statement.id].get(layer, [])]
        wanted = {k: v for mark in marks for k, v in mark.said.items() if k in ("speaker", "type", "side", "actor")}
        got = {"speaker": statement.speaker, "type": statement.speaker_type, "side": statement.side, "actor": statement.actor}
        assert {k: got[k] or NOTHING for k in wanted} == wanted
        marked = sorted(parts[statement.id].get("relay", []), key=lambda mark: mark.span)
        relays = [mark.said.get("name") or mark.span.of(case.text) for mark in marked]
        assert [relay.name for relay in statement.relays] == relays


def test_there_are_many_cases() -> None:
    assert sum(len(parts_of(case)) for case in CASES) >= 150


def test_case_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Le président Zelensky a dit à l’AFP (@x) « il », Mme. d'État et\n\u202f🌻", max_size=80), st.data())
def test_any_text_resolves(text: str, data: st.DataObject) -> None:
    """No text and no span makes the resolver fail, and nothing that it was given changes."""
    pack = load_pack("fr")
    article = Article(id="any", text=text, language="fr")
    if len(text) < 3:
        return
    cut = data.draw(st.integers(1, len(text) - 1))
    statement = Statement(id="s1", kind="indirect", content=(Span(0, cut),), cue=None, source=Span(cut, len(text)))
    read = resolve_speakers([statement], Cast(article, split_sentences(article, pack), pack))
    assert [(s.id, s.content, s.source) for s in read] == [("s1", statement.content, statement.source)]
    assert all(0 <= relay.span.start < relay.span.end <= len(text) for s in read for relay in s.relays)


def test_nothing_gives_nothing() -> None:
    article = Article(id="empty", text="", language="fr")
    assert resolve_speakers([], Cast(article, [], load_pack("fr"))) == []


def test_a_hostile_line_is_read_in_time() -> None:
    """100 000 characters of quotes, capitals and commas, without one sentence end."""
    text = "Le président A, " * 6000
    article = Article(id="long", text=text, language="fr")
    pack = load_pack("fr")
    statement = Statement(id="s1", kind="indirect", content=(Span(0, 3),), cue=None, source=Span(16, 28))
    assert len(resolve_speakers([statement], Cast(article, split_sentences(article, pack), pack))) == 1
