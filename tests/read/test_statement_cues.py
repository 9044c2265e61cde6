"""Every cue of the lexicon brings a statement in each of its plainest frames: a quotation before it, a clause after it."""

from __future__ import annotations

import pytest

from marked import Case, reading_of
from selon.languages import load_pack
from selon.languages.fr.verbs import verb_forms
from selon.model import Statement
from selon.pipeline import Reader
from selon.read.cues import Entry, lexicon

READER = Reader("fr")
SPEAKER = "le maire de Sète"


def entries(frame: str) -> list[Entry]:
    """The entries that have a frame, each once, in the order of their words."""
    every = {(one.verb, one.tail, one.reflexive): one for found in lexicon(load_pack("fr")).forms.values() for one, _ in found}
    return [one for _, one in sorted(every.items()) if frame in one.frames]


def words(entry: Entry) -> str:
    """The cue in the present: `se félicite`, `fait savoir`."""
    # The third person singular is the first form that the table lists.
    present = next(form for form, kind in verb_forms(entry.verb) if kind == "present")
    before = ("s'" if present[0] in "aeéêioôuhy" else "se ") if entry.reflexive else ""
    return before + " ".join([present, *entry.tail]).replace("' ", "'")


def read(text: str) -> list[Statement]:
    return list(reading_of(Case("cue", text, ()), "statements", READER).statements)


@pytest.mark.parametrize("cue", [words(entry) for entry in entries("direct")])
def test_a_quotation_before_the_cue(cue: str) -> None:
    text = f"« La digue a tenu toute la nuit », {cue} {SPEAKER}."
    found = [one for one in read(text) if one.cue is not None]
    assert [(one.content[0].of(text), one.cue.of(text) if one.cue else None) for one in found] == [("La digue a tenu toute la nuit", cue)]


@pytest.mark.parametrize("cue", [words(entry) for entry in entries("que")])
def test_a_clause_after_the_cue(cue: str) -> None:
    text = f"L{SPEAKER[1:]} {cue} que la digue a tenu toute la nuit."
    found = read(text)
    assert [one.content[0].of(text) for one in found] == ["la digue a tenu toute la nuit"]
    assert found[0].source is not None
    assert found[0].source.of(text)[1:] == SPEAKER[1:]
