"""Facts, one fact and hits as text: tables where a person looks on, one line for each row where a program does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from selon.compare.subjects import Subject
from selon.compare.tolls import Toll
from selon.model import Article, Fact, FactFigure, Reading, ReviewNote
from selon.review.items import changed
from selon.show.hits import Found
from selon.show.interval import figure_as_text, number_as_text
from selon.show.relayed import Relayed
from selon.show.terminal import is_terminal, one_line, row
from selon.show.versions import version_lines

if TYPE_CHECKING:
    from rich.table import Table

    from selon.compare.why import Tie

_DECIDED = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "merge": "merged into this fact",
    "split": "split off into this fact",
    "undo": "undone",
}
_COLOURS = {"disputed": "red", "updated": "yellow", "undecided": "magenta", "agreed": "green", "single": "dim"}


def print_facts(facts: Sequence[Fact], out: TextIO) -> None:
    """Each fact in the order given: verdict, origins, who says how many as of when, and the reason.

    For a person a table under each fact; for a program one line: id, verdict, origins, title, figures, reason, parted by tabs.
    """
    if not is_terminal(out):
        out.writelines(
            row(fact.id, fact.verdict, fact.origins, fact.title, "; ".join(map(_in_short, fact.figures)), _reason(fact)) + "\n" for fact in facts
        )
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    for fact in facts:
        # Text objects: what stands in square brackets in a page's words is no markup.
        verdict = Text(fact.verdict, style=_COLOURS[fact.verdict])
        console.print(Text.assemble(Text(one_line(fact.title), style="bold"), "  ", verdict, f"  {_counted(fact.origins, 'independent origin')}"))
        console.print(Text(f"{fact.id}: {one_line(_reason(fact))}", style="dim"))
        console.print(_figure_table(fact))


def _figure_table(fact: Fact) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("who", box=None, padding=(0, 2), header_style="dim")
    for name in ("how many", "as of"):
        table.add_column(name, no_wrap=True)
    table.add_column("through")
    for figure in fact.figures:
        how_many = amount(figure) + ("*" if figure.reviews else "")
        cells = (_who(figure), how_many, figure.as_of or "?", " < ".join(figure.relays))
        table.add_row(*(Text(one_line(cell)) for cell in cells), style="" if figure.stance == "asserts" else "dim")
    return table


def _who(figure: FactFigure) -> str:
    side = f" ({figure.side})" if figure.side else ""
    stance = "" if figure.stance == "asserts" else f" {figure.stance}"
    return f"{figure.who or f'page {figure.page}'}{side}{stance}"


def _in_short(figure: FactFigure) -> str:
    day = f" ({figure.as_of})" if figure.as_of else ""
    reviewed = f" [{', '.join(dict.fromkeys(map(review_in_short, figure.reviews)))}]" if figure.reviews else ""
    return f"{_who(figure)}: {amount(figure)}{day}{reviewed}"


def _reason(fact: Fact) -> str:
    return f"{fact.because} ({fact.rule})"


def print_relayed(rows: Iterable[Relayed], out: TextIO) -> None:
    """What reaches the pages through others, one line each: `said`, who, through whom, the words, the page."""
    for said in rows:
        cells = ("said", said.who, " < ".join(said.relays), said.words, said.page)
        out.write(row(*cells) + "\n" if not is_terminal(out) else f"{one_line(said.who)} < {one_line(cells[2])}: {one_line(said.words)}\n")


def amount(figure: FactFigure) -> str:
    """A figure in signs, with what it counts: `63 killed`, `≥ 40 settlement`, `≈ 2,000 people`."""
    signs = figure_as_text(figure, language="en")
    if figure.unit != "person":
        return signs
    return f"{signs} {figure.of if figure.of and figure.of != 'other' else 'people'}"


def print_subjects(subjects: Iterable[Subject], out: TextIO) -> None:
    """Each subject with its statements: who, what it is to the first statement, the words, the page. For a program one line each."""
    for subject in subjects:
        heading = f"{_counted(subject.voices, 'voice')}, {subject.confirm} for it, {subject.deny} against it"
        if is_terminal(out):
            out.write(f"{subject.id}: {heading}\n")
        for said in subject.statements:
            who = f"{said.speaker or 'nobody named'}{f' ({said.side})' if said.side else ''}"
            cells = (said.relation or "first", said.stance, who, said.words, said.page)
            out.write(row(subject.id, *cells) + "\n" if not is_terminal(out) else f"  {cells[0]}: {one_line(who)}: {one_line(said.words)}\n")


def print_fact(fact: Fact, readings: Iterable[Reading], out: TextIO) -> None:
    """Everything about one fact: each figure with its words and its page's day, each pair with its reason, what differs between the versions of a
    page, and what of its pages was not read."""
    readings = list(readings)
    days = {reading.article.id: _appeared(reading.article) for reading in readings}
    _print_lines((*_fact_lines(fact, days), *version_lines(readings), *_unread_lines(readings)), out)


def print_ties(fact: Fact, ties: Iterable[Tie], out: TextIO) -> None:
    """Why the figures of a fact are taken for one question, two by two; the numbers are those that `print_fact` gives them."""
    numbers = {figure.id: n for n, figure in enumerate(fact.figures, start=1)}
    _print_lines((f"{numbers[tie.left]} with {numbers[tie.right]}: {tie.because}" for tie in ties), out)


def _unread_lines(readings: Iterable[Reading]) -> Iterable[str]:
    """A line for each paragraph in another language than its page."""
    for article in (reading.article for reading in readings):
        for passage in article.other_languages:
            where = f"page {article.id} [{passage.span.start}, {passage.span.end})"
            yield f"{where} is in {passage.language}, not read: “{passage.span.of(article.text)}”"


def print_tolls(tolls: Iterable[Toll], out: TextIO) -> None:
    """One line for each toll: fact, rule, low, best, high, and the figures that gave them."""
    for toll in tolls:
        numbers = (number_as_text(n, language="en") if n is not None else "" for n in (toll.low, toll.best, toll.high))
        cells = (toll.fact, toll.rule, *numbers, toll.low_from, toll.best_from or "", toll.high_from or "")
        out.write(row(*cells) + "\n" if not is_terminal(out) else "  ".join(one_line(cell) for cell in cells if cell) + "\n")


def print_hits(hits: Iterable[Found], out: TextIO) -> None:
    """One line for each hit: kind, page, span, title, words."""
    if is_terminal(out):
        _print_lines((f"{hit.kind} in {hit.page} [{hit.span.start}, {hit.span.end}): {hit.words}" for hit in hits), out)
    else:
        out.writelines(row(hit.kind, hit.page, hit.span.start, hit.span.end, hit.title, hit.words) + "\n" for hit in hits)


def _appeared(article: Article) -> str:
    """When a page appeared, or between which days and why; nothing where nothing bounds it."""
    if article.published:
        return f", published {article.published}"
    if not article.published_between:
        return ", undated"
    return f", appeared in {article.published_between}" + (f" ({article.published_because})" if article.published_because else "")


def _fact_lines(fact: Fact, days: dict[str, str]) -> Iterable[str]:
    yield fact.title
    yield f"{fact.verdict}, {_counted(fact.origins, 'independent origin')}: {fact.because} ({fact.rule})"
    yield f"fact {fact.id}"
    for n, figure in enumerate(fact.figures, start=1):
        yield ""
        yield from _figure_lines(n, figure, days.get(figure.page, ""))
    numbers = {figure.id: n for n, figure in enumerate(fact.figures, start=1)}
    if fact.pairs:
        yield ""
    for pair in fact.pairs:
        yield f"{numbers[pair.left]} and {numbers[pair.right]}: {pair.relation}: {pair.because} ({pair.rule})"
    for other in fact.linked:
        yield f"{other.how.replace('_', ' ')}: fact {other.id}"


def _figure_lines(n: int, figure: FactFigure, appeared: str) -> Iterable[str]:
    day = f", as of {figure.as_of}" if figure.as_of else ", of an unknown day"
    speaker = figure.speaker or "nobody named"
    side = f" ({figure.side})" if figure.side else ""
    stance = "" if figure.stance == "asserts" else f" {figure.stance} it"
    yield f"{n}. {amount(figure)}{day}"
    yield f"   by {speaker}{side}{stance}" + "".join(f", through {relay}" for relay in figure.relays) + f"; origin: {figure.origin}"
    yield f"   “{figure.words}”"
    if figure.replaced_by:
        yield f"   history: a newer version of the page says figure {figure.replaced_by}"
    if figure.correction:
        yield f"   the page says of its changes: “{figure.correction}”"
    for note in figure.reviews:
        yield f"   {review_in_short(note)}" + (f": {changed(note.old, note.new)}" if note.new else "") + (f" ({note.reason})" if note.reason else "")
    yield f"   page {figure.page} [{figure.span.start}, {figure.span.end}), figure {figure.id}{appeared}"


def review_in_short(note: ReviewNote) -> str:
    """Who decided what: `corrected by anna`."""
    return f"{_DECIDED[note.action]} by {note.by}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_lines(lines: Iterable[str], out: TextIO) -> None:
    """Each on its line, its indent kept; a terminal wraps it between words."""
    safe = (line[: len(line) - len(line.lstrip(" "))] + one_line(line) for line in lines)
    if not is_terminal(out):
        out.writelines(line + "\n" for line in safe)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    for line in safe:
        console.print(Text(line))
