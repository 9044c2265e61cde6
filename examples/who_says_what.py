"""Prints who says what in one text, and the figures with their days.

python examples/who_says_what.py examples/derna/01-quotidien-du-golfe.txt
"""

from __future__ import annotations

import sys
from pathlib import Path

import selon


def said(text: str) -> list[tuple[str, str]]:
    """Each speaker with the words; an unnamed one is `?`."""
    reading = selon.read(text)
    return [(statement.speaker or "?", statement.words(reading.article.text)) for statement in reading.statements]


if __name__ == "__main__":
    for speaker, words in said(Path(sys.argv[1]).read_text(encoding="utf-8")):
        print(f"{speaker}: {words}")
