"""A reading, facts and figures as HTML for a notebook: no script, every style beside its element, every word of a page escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from selon.model import Fact, FactFigure, Reading
from selon.show.highlight import Piece, pieces_of
from selon.show.table import amount

# Notebooks bring light and dark themes: colours that are read on both.
_STYLES = {
    "statement": "background: rgba(240, 190, 60, .22)",
    "cue": "font-style: italic",
    "source": "border-bottom: 2px solid rgba(128, 128, 128, .8)",
    "quantity": "color: #c4561a; font-weight: 700",
    "date": "color: #2a8a4f; border-bottom: 1px dotted",
    "place": "color: #3a72c4; border-bottom: 1px dashed",
    "media": "color: #9a4fb5; border-bottom: 1px double",
    "boilerplate": "opacity: .5; text-decoration: line-through",
    "other_language": "opacity: .6; font-style: italic",
}
_MOST_ROWS = 50


def reading_as_html(reading: Reading) -> str:
    """The text as collected, what was read from it highlighted, each highlight with its explanation under the pointer."""
    pieces = Markup("").join(_piece(piece) for piece in pieces_of(reading))
    article = reading.article
    counts = ", ".join(f"{len(getattr(reading, layer))} {layer}" for layer in ("statements", "quantities", "figures"))
    head = f"{article.published or 'undated'}: {counts}"
    return Markup('<div><p><strong>{}</strong></p><div lang="{}" style="white-space: pre-wrap; text-align: left">{}</div></div>').format(
        head, article.language, pieces
    )


def facts_as_html(facts: Iterable[Fact]) -> str:
    """A table of facts: verdict, origins, title, reason."""
    rows = [(fact.verdict, fact.origins, fact.title, fact.because, fact.id) for fact in facts]
    return _table(("verdict", "origins", "fact", "because", "id"), rows)


def figures_as_html(figures: Iterable[FactFigure]) -> str:
    """A table of figures: how many, as of when, who says so through whom, the exact words."""
    rows = [(amount(figure), figure.as_of or "", figure.who or "the article itself", " < ".join(figure.relays), figure.words) for figure in figures]
    return _table(("figure", "as of", "who", "through", "words"), rows)


def _piece(piece: Piece) -> Markup:
    if not piece.classes:
        return escape(piece.words)
    style = "; ".join(_STYLES[name] for name in piece.classes if name in _STYLES)
    return Markup('<span style="{}" title="{}">{}</span>').format(style, piece.title, piece.words)


def _table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    shown = rows[:_MOST_ROWS]
    cells = Markup("").join(_row("td", row) for row in shown)
    more = Markup("<p>and {} more</p>").format(len(rows) - len(shown)) if len(rows) > len(shown) else Markup("")
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>{}").format(_row("th", head), cells, more)


def _row(tag: str, cells: tuple[object, ...]) -> Markup:
    written = Markup("").join(Markup('<{0} style="text-align: left">{1}</{0}>').format(Markup(tag), cell) for cell in cells)
    return Markup("<tr>{}</tr>").format(written)
