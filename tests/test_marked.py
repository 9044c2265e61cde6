"""The marked-case reader reads what it says it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import Case, read_cases, unmark, wanted
from selon.model import Span


def test_marks_nest_and_leave_the_plain_text() -> None:
    text, marks = unmark('{content kind=indirect speaker="le maire de Lens"|{quantity low=3|3 blessés} graves}, {cue|dit}-il')
    assert text == "3 blessés graves, dit-il"
    assert [(m.layer, m.span.of(text)) for m in marks] == [("quantity", "3 blessés"), ("content", "3 blessés graves"), ("cue", "dit")]
    assert marks[1].said == {"kind": "indirect", "speaker": "le maire de Lens"}


def test_an_open_mark_is_an_error() -> None:
    with pytest.raises(ValueError, match="not closed"):
        unmark("{cue|dit")


def test_apostrophes_in_values_are_kept() -> None:
    _, marks = unmark('{source speaker="préfet de l\'Aude"|il}')
    assert marks[0].said["speaker"] == "préfet de l'Aude"


def test_a_case_knows_its_line_and_headers(tmp_path: Path) -> None:
    path = tmp_path / "dates.txt"
    path.write_text("# note\n\npublished: 2023-01-03\nknown-failure: not yet\nLe {date edtf=2023-01-02|2 janvier}.\n", encoding="utf-8")
    (case,) = read_cases(path)
    assert (case.name, case.text) == ("dates:3", "Le 2 janvier.")
    assert case.headers == {"published": "2023-01-03", "known-failure": "not yet"}


def test_a_statement_is_put_together_from_its_parts() -> None:
    text, marks = unmark("{content n=1|A}, {cue n=1|dit} {source n=1|X}; {content n=2|B}")
    items = wanted(Case("c", text, marks), "statements")
    assert set(items) == {(Span(0, 1),), (Span(10, 11),)}
    assert items[(Span(10, 11),)]["source"] == "null"
