"""The code blocks of a Markdown page, and what the documentation says of how they are run.

Every fence names its kind. `console` holds commands (`$ …`) and, below each, words of what they print, where `…` stands for anything;
`python` is a program; `sql` a query on the ledger here; `toml` and `json` are data, `text` is shown only. A comment `<!-- not run: why -->`
above a fence takes it out of the run, `<!-- starts without a ledger -->` anywhere on a page lets it begin in a folder with nothing but pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

RUN = {"console", "python", "sql"}
DATA = {"toml", "json"}
SHOWN = {"text", "nginx"}  # nginx: tests/show/web/test_proxy.py runs it

_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```[ \t]*$", re.M | re.S)
_NOT_RUN = re.compile(r"<!-- not run: ([^\n]*\w) -->\n\Z")
EMPTY = "<!-- starts without a ledger -->"


@dataclass(frozen=True)
class Block:
    """A fenced block: kind, text, the line of its fence, and why it is not run, where that is said."""

    kind: str
    text: str
    line: int
    not_run: str | None


@dataclass(frozen=True)
class Command:
    """A line after `$`, and what it should print."""

    line: str
    prints: tuple[str, ...]


def blocks_of(page: str) -> Iterator[Block]:
    for found in _FENCE.finditer(page):
        told = _NOT_RUN.search(page, 0, found.start())
        yield Block(found[1].strip(), found[2], page.count("\n", 0, found.start()) + 1, told[1] if told else None)


def commands_of(block: Block) -> Iterator[Command]:
    """The commands of a console block. A backslash at a line's end joins the next one to it."""
    line, printed = "", list[str]()
    for row in block.text.replace("\\\n", "").splitlines():
        if row.startswith("$ "):
            if line:
                yield Command(line, tuple(printed))
            line, printed = row[2:], []
        elif line:
            printed.append(row)
        else:
            raise ValueError(f"line {block.line}: a console block begins with a command (`$ …`)")
    yield Command(line, tuple(printed))


def missing_lines(expected: tuple[str, ...], printed: str) -> list[str]:
    """The expected lines that the output does not have in this order; spaces count as one, `…` as anything."""
    at, missing = 0, []
    output = " ".join(printed.split())
    for line in expected:
        parts = [re.escape(" ".join(part.split())) for part in line.split("…")]
        found = re.compile(".*?".join(parts)).search(output, at)
        if found is None:
            missing.append(line)
        else:
            at = found.end()
    return missing
