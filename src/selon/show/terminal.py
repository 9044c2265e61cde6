"""What goes to the screen: one line for each thing, nothing in it that a terminal would obey."""

from __future__ import annotations

import re
from typing import TextIO

# Control characters, and the marks that turn the direction of writing: a page's words may hold both.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def one_line(words: str) -> str:
    """The words on one line, each run of control characters as one space."""
    return _UNSAFE.sub(" ", words).strip()


def row(*cells: object) -> str:
    """Cells as one line with tabs between them, for a program or a file; an empty one for None."""
    return "\t".join("" if cell is None else one_line(str(cell)) for cell in cells)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking, so that colours, wrapping and animation help."""
    return stream.isatty()
