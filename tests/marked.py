"""Sentences with the answer marked inside, as one writes them in `tests/cases/<language>/<layer>.txt` or `<layer>-<what it is about>.txt`.

    # a comment
    published: 2023-01-03
    {cue|Selon} {source|le ministère russe de la Défense}, {content speaker="ministère russe de la Défense"|{quantity low=63 high=63
    of=killed|63 militaires} sont morts}.

Cases are parted by an empty line. Lines `key: value` before the text are headers: `published`, `url`, and `known-failure: reason` for a case
that Selon does not read right yet (it is run, expected to fail, and counted). A mark is `{layer key=value …|words}`; marks may nest;
`n=2` tells the parts of a second statement; a backslash at a line's end joins it to the next line, `\\n` in the text is a line break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from selon.clean.article import clean_text
from selon.model import Article, Reading, Span
from selon.pipeline import Reader

_HEADER = re.compile(r"(published|url|known-failure): *(.*)$")
_OPEN = re.compile(r"\{([a-z]+)((?: +[a-z_]+=(?:\"[^\"]*\"|[^\s|]+))*)\|")
_SAID = re.compile(r"([a-z_]+)=(?:\"([^\"]*)\"|([^\s|]+))")
NOTHING = "null"


@dataclass(frozen=True)
class Mark:
    """One marked span: its layer, where it stands in the plain text, and what it says."""

    layer: str
    span: Span
    said: dict[str, str]


@dataclass(frozen=True)
class Case:
    """A plain text with its marks, and where it was written down."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    headers: dict[str, str] = field(default_factory=dict)

    def of(self, layer: str) -> list[Mark]:
        return sorted((m for m in self.marks if m.layer == layer), key=lambda m: m.span)


def layer_of(path: Path) -> str:
    """The layer that a case file is about: `statements` for `statements.txt` and for `statements-relays.txt`."""
    return path.stem.partition("-")[0]


def read_cases(path: Path) -> list[Case]:
    """All cases of a file, each named `<file>:<line>`."""
    cases = []
    line = 1
    for block in re.split(r"(\n[ \t]*\n)", path.read_text(encoding="utf-8")):
        rows = [row for row in block.splitlines() if not row.startswith("#")]
        if any(row.strip() for row in rows):
            cases.append(_case(f"{path.stem}:{line}", rows))
        line += block.count("\n")
    return cases


def _case(name: str, rows: list[str]) -> Case:
    headers: dict[str, str] = {}
    while rows and (header := _HEADER.match(rows[0])):
        headers[header.group(1)] = header.group(2)
        rows = rows[1:]
    text, marks = unmark("\n".join(rows).strip().replace("\\\n", "").replace("\\n", "\n"))
    return Case(name, text, marks, headers)


def unmark(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Plain text and marks of a marked text.

    Raises:
        ValueError: A mark is not closed.
    """
    plain: list[str] = []
    length, at = 0, 0
    open_marks: list[tuple[str, int, dict[str, str]]] = []
    marks: list[Mark] = []
    while at < len(marked):
        opening = _OPEN.match(marked, at)
        if opening:
            said = {key: quoted or bare for key, quoted, bare in _SAID.findall(opening.group(2))}
            open_marks.append((opening.group(1), length, said))
            at = opening.end()
        elif marked[at] == "}" and open_marks:
            layer, start, said = open_marks.pop()
            marks.append(Mark(layer, Span(start, length), said))
            at += 1
        else:
            plain.append(marked[at])
            length += 1
            at += 1
    if open_marks:
        raise ValueError(f"not closed: {{{open_marks[-1][0]}| in {marked[:60]!r}")
    return "".join(plain), tuple(marks)


Items = dict[tuple[object, ...], dict[str, str]]
_SKIPPED = {"n"}


def wanted(case: Case, layer: str) -> Items:
    """The marked items of a layer: key (spans) -> what is said of them. Statements are put together from content, cue and source."""
    if layer != "statements":
        return {(mark.span,): mark.said for mark in case.of(layer.rstrip("s") if layer != "quantities" else "quantity")}
    parts: dict[str, dict[str, list[Mark]]] = {}
    for mark in case.marks:
        if mark.layer in {"content", "cue", "source", "relay"}:
            parts.setdefault(mark.said.get("n", "1"), {}).setdefault(mark.layer, []).append(mark)
    items: Items = {}
    for part in parts.values():
        content = tuple(sorted(m.span for m in part.get("content", [])))
        said = {
            k: v for m in [*part.get("content", []), *part.get("source", []), *part.get("cue", [])] for k, v in m.said.items() if k not in _SKIPPED
        }
        said["cue"] = str(part["cue"][0].span) if "cue" in part else NOTHING
        said["source"] = str(part["source"][0].span) if "source" in part else NOTHING
        if "relay" in part:
            said["relays"] = "; ".join(m.said.get("name") or m.span.of(case.text) for m in part["relay"])
        items[_apart(items, content, said["cue"])] = said
    return items


def _apart(items: Items, content: tuple[object, ...], cue: str) -> tuple[object, ...]:
    """Statements are told apart by their content; of two who speak of the same words the second by its cue, too."""
    return (*content, cue) if content in items else content


def found(reading: Reading, layer: str, case: Case) -> Items:
    """The read items of a layer in the same shape, every field as text."""
    if layer == "statements":
        items: Items = {}
        for s in reading.statements:
            items[_apart(items, s.content, str(s.cue))] = {
                "kind": s.kind, "speaker": s.speaker or NOTHING, "type": s.speaker_type, "stance": s.stance, "hedged": str(s.hedged).lower(),
                "cue": str(s.cue) if s.cue else NOTHING, "source": str(s.source) if s.source else NOTHING,
                "relays": "; ".join(r.name for r in s.relays), "side": s.side or NOTHING, "actor": s.actor or NOTHING,
                "inside": str(bool(s.inside)).lower(),
            }  # fmt: skip
        return items
    if layer == "boilerplate":
        return {(span,): {} for span in reading.article.boilerplate}
    return {(item.span,): {k: _as_text(getattr(item, k)) for k in item.__struct_fields__} for item in getattr(reading, layer)}


def _as_text(value: object) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) and value < 1e6 else str(int(value)) if isinstance(value, float) else str(value)


def differences(case: Case, reading: Reading, layer: str) -> list[str]:
    """What is wrong, in words; an empty list where the reading says what is marked, and nothing else."""
    want, got = wanted(case, layer), found(reading, layer, case)
    faults = [f"missed {_words(case, key)}" for key in want if key not in got]
    faults += [f"invented {_words(case, key)} {got[key]}" for key in got if key not in want]
    for key in want.keys() & got.keys():
        faults += [
            f"{_words(case, key)}: {name} is {got[key].get(name)}, not {value}" for name, value in want[key].items() if got[key].get(name) != value
        ]
    return faults


def _words(case: Case, key: tuple[object, ...]) -> str:
    return " … ".join(repr(span.of(case.text)) for span in key if isinstance(span, Span))


def article_of(case: Case) -> Article:
    """The case as an article, dated as its header says."""
    return Article(id=case.name, text=case.text, language="fr", url=case.headers.get("url"), published=case.headers.get("published"))


def reading_of(case: Case, layer: str, reader: Reader) -> Reading:
    """What Selon reads from the case. Boilerplate is marked by cleaning; for every other layer the case is an article without any."""
    if layer == "boilerplate":
        return Reading(version=reader.version, article=clean_text(case.name, case.text, pack=reader.pack, language=reader.pack.code))
    return reader.read(article_of(case))
