"""The report: one HTML file that needs no network, with the disputed facts and the pages behind them.

The template escapes every value; the style carries its hash in the page's own Content-Security-Policy, and there is no script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from selon.model import Fact, Reading
from selon.settings import InterfaceLanguage
from selon.show.drawing import environment, fact_helpers
from selon.show.highlight import pieces_of
from selon.show.interface import interface


def write_report(facts: Sequence[Fact], readings: Sequence[Reading], path: Path, *, language: InterfaceLanguage = "fr") -> None:
    """Write the report to `path`. `facts` stand in the order given; private persons must be masked by the caller."""
    path.write_text(render_report(facts, readings, language=language), encoding="utf-8")


def render_report(facts: Sequence[Fact], readings: Sequence[Reading], *, language: InterfaceLanguage = "fr") -> str:
    """The report as HTML."""
    style = (files("selon.show") / "static" / "selon.css").read_text(encoding="utf-8")
    articles = {reading.article.id: reading.article for reading in readings}
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            **fact_helpers(language, articles, address_of_words=lambda figure: f"#{figure.id}"),
            ui=interface(language),
            language=language,
            style=Markup(style),
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            compared=[fact for fact in facts if fact.verdict != "single"],
            single=[fact for fact in facts if fact.verdict == "single"],
            readings=sorted(readings, key=lambda r: (r.article.published or "~", r.article.id)),
            statements=sum(len(reading.statements) for reading in readings),
            pieces_of=pieces_of,
        )
    )
