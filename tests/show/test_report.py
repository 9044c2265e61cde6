from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from selon.model import Article, Comparison, Fact, FactFigure, Passage, Quantity, Reading, Relay, ReviewNote, Span, Statement
from selon.show.highlight import pieces_of
from selon.show.interval import interval_as_text
from selon.show.report import render_report, write_report

TEXT = "Le maire parle de 12 morts, la préfecture d’au moins 10 <script>alert(1)</script>."


def a_figure(name: str, low: float | None, high: float | None, **more: object) -> FactFigure:
    values: dict[str, object] = {
        "id": f"page:{name}", "low": low, "high": high, "unit": "person", "of": "killed", "modality": "exact", "as_of": "2024-05-01",
        "stance": "asserts", "speaker": name, "side": None, "relays": (),
        "origin": name, "page": "page", "span": Span(18, 26), "words": TEXT,
    }  # fmt: skip
    return FactFigure(**{**values, **more})  # type: ignore[arg-type]


def a_fact(*figures: FactFigure) -> Fact:
    pair = Comparison(left=figures[0].id, right=figures[-1].id, relation="conflict", rule="interval-overlap/1", because="12 lies outside [5, 5]")
    return Fact(
        id="flood/killed",
        title="personnes tuées",
        verdict="disputed",
        rule="any-conflict/1",
        because="two sides, one day",
        origins=2,
        figures=figures,
        pairs=(pair,),
    )


def a_reading() -> Reading:
    statement = Statement(
        id="s1",
        kind="indirect",
        content=(Span(18, 26),),
        cue=Span(9, 17),
        source=Span(0, 8),
        speaker="maire",
        relays=(Relay(Span(28, 42), "préfecture"),),
        rule="noun/1",
    )
    quantity = Quantity(id="q1", span=Span(18, 26), low=12, high=12, unit="person", of="killed", rule="digits/1")
    return Reading(version="test", article=Article(id="page", text=TEXT, language="fr"), statements=(statement,), quantities=(quantity,))


class Text(HTMLParser):
    """Collects what a browser would show and which elements there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.shown: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def test_a_page_with_a_script_is_shown_and_not_run() -> None:
    page = Text(render_report([a_fact(a_figure("maire", 12, 12), a_figure("préfet", 5, 5))], [a_reading()]))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in "".join(page.shown)


def test_a_corrected_figure_says_so_beside_the_words_of_the_page() -> None:
    note = ReviewNote(action="correct", by="<anna>", reason="mal lu", old={"low": 63.0}, new={"low": 12.0})
    html = render_report([a_fact(a_figure("maire", 12, 12, reviews=(note,)), a_figure("préfecture", 5, 5))], [a_reading()])
    assert "corrigé par &lt;anna&gt;: au moins 63 → 12 (mal lu)" in html
    assert html.count("corrigé par") == 1


def test_the_report_needs_no_network() -> None:
    html = render_report([a_fact(a_figure("maire", 12, 12), a_figure("préfet", 5, 5))], [a_reading()])
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", html)
    assert "default-src 'none'" in html


def test_the_style_is_what_the_policy_allows() -> None:
    import base64
    import hashlib

    html = render_report([], [])
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    hashed = re.search(r"style-src 'sha256-([^']+)'", html)
    assert style is not None
    assert hashed is not None
    assert base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode() == hashed.group(1)


def test_every_figure_leads_to_its_words() -> None:
    html = render_report([a_fact(a_figure("q1", 12, 12), a_figure("préfet", 5, 5))], [a_reading()])
    assert 'href="#page:q1"' in html
    assert '<a id="page:q1"></a>' in html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_is_written_in_both_languages(tmp_path: Path, language: str) -> None:
    write_report([a_fact(a_figure("a", 1, 1), a_figure("b", 2, 2))], [a_reading()], tmp_path / "report.html", language=language)  # type: ignore[arg-type]
    words = {"fr": "en conflit", "en": "in conflict"}[language]
    assert words in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_both_interface_languages_have_the_same_words() -> None:
    table = tomllib.loads((files("selon.show") / "templates" / "interface.toml").read_text(encoding="utf-8"))
    assert {part: set(words) for part, words in table["fr"].items()} == {part: set(words) for part, words in table["en"].items()}


def test_pieces_joined_are_the_text() -> None:
    pieces = pieces_of(a_reading())
    assert "".join(piece.words for piece in pieces) == TEXT
    twelve = next(piece for piece in pieces if piece.words == "12 morts")
    assert twelve.classes == ("quantity", "statement")
    assert twelve.anchors == ("page:s1", "page:q1")


def test_a_paragraph_in_another_language_is_marked_with_it() -> None:
    reading = a_reading()
    words = "12 morts"
    start = TEXT.index(words)
    passage = Passage(Span(start, start + len(words)), "uk")
    foreign = msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, other_languages=(passage,)))
    assert [(piece.words, piece.language) for piece in pieces_of(foreign) if piece.language] == [(words, "uk")]
    assert 'lang="uk"' in render_report([], [foreign])
    assert 'lang="uk"' not in render_report([], [reading])


@pytest.mark.parametrize(
    ("low", "high", "modality", "text"),
    [
        (63, 63, "exact", "63"), (40, 40, "approximate", "≈ 40"), (400, None, "at_least", "≥ 400"), (None, 10, "at_most", "≤ 10"),
        (0, None, "at_least", "≥ 0"),
        (10, 100, "approximate", "≈ 10–100"), (11300, 11300, "exact", "11\u202f300"), (7.8, 7.8, "exact", "7,8"), (-33, -33, "exact", "-33"),
    ],
)  # fmt: skip
def test_intervals_in_signs(low: float | None, high: float | None, modality: str, text: str) -> None:
    assert interval_as_text(low, high, modality, language="fr") == text  # type: ignore[arg-type]
