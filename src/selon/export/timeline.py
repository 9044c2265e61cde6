"""TimelineJS: a slide for each figure whose day is known, in the order of the days. What is denied, asked or expected says so in its headline."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selon.export.holdings import Holdings
from selon.export.writing import write_json_list
from selon.model import Fact, FactFigure
from selon.show.table import amount

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


def write_timeline(holdings: Holdings, path: Path) -> None:
    """Write the file `path` in TimelineJS's JSON. Figures of an unknown day are not in it: a timeline cannot show them without guessing."""
    title = {"text": {"headline": "Selon", "text": "Who says what about which day"}}
    dated = sorted(_dated(holdings), key=lambda slide: (slide[0], slide[1]["unique_id"]))
    write_json_list(path, {"title": title}, "events", (slide for _, slide in dated))


def _dated(holdings: Holdings) -> Iterator[tuple[str, dict[str, Any]]]:
    addresses = {page.record.id: page.reading.article.url for page in holdings.each_page()}
    for fact in holdings.facts:
        for figure in fact.figures:
            first, last = _days(figure.as_of)
            if first and figure.as_of:
                slide = _slide(fact, figure, addresses.get(figure.page))
                yield figure.as_of, slide | {"start_date": first} | ({"end_date": last} if last else {})


def _slide(fact: Fact, figure: FactFigure, address: str | None) -> dict[str, Any]:
    who = figure.who or "the article itself"
    through = "".join(f" < {relay}" for relay in figure.relays)
    stance = "" if figure.stance == "asserts" else f" ({figure.stance})"
    words = f"<blockquote>{html.escape(figure.words)}</blockquote>"
    source = (
        f'<p><a href="{html.escape(address)}" rel="noreferrer">{html.escape(address)}</a></p>'
        if address and address.startswith(("http://", "https://"))
        else ""
    )
    return {
        "unique_id": figure.id,
        "group": fact.title,
        "text": {"headline": html.escape(f"{amount(figure)}{stance}: {who}{through}"), "text": words + source},
    }


def _days(edtf: str | None) -> tuple[dict[str, int] | None, dict[str, int] | None]:
    """Both ends of an EDTF day, month, year or closed interval as TimelineJS has them; (None, None) for anything else."""
    ends = [_date(end) for end in (edtf or "").split("/")]
    if not all(ends) or len(ends) > 2:
        return None, None
    return ends[0], ends[1] if len(ends) == 2 else None


def _date(edtf: str) -> dict[str, int] | None:
    match = _DAY.fullmatch(edtf)
    if not match or int(match[2] or 1) > 12:  # a season
        return None
    return {name: int(value) for name, value in zip(("year", "month", "day"), match.groups(), strict=True) if value}
