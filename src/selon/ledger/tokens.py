"""Words as search sees them: folded, and split at whatever is neither letter nor digit. The same for both databases, and for what is shown."""

from __future__ import annotations

import re
from datetime import date

from selon.languages.fold import fold
from selon.model import Span

# Combining marks belong to the letter before them, and are folded away.
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def tokens_of(words: str) -> list[tuple[str, Span]]:
    """The words of a text as the index sees them, each folded and with its span."""
    found = ((fold(match.group()), Span(match.start(), match.end())) for match in _TOKEN.finditer(words))
    return [(part, span) for folded, span in found for part in _TOKEN.findall(folded)]


def folded_tokens(words: str) -> str:
    """The same words with a space between each two: what is indexed."""
    return " ".join(_TOKEN.findall(fold(words)))


def day_number(published: str | None) -> int:
    """The first day that an EDTF date may mean, counted from 0001-01-01 (1); 0 where the page does not say."""
    parts = _DAY.match(published or "")
    if parts is None:
        return 0
    year, month, day = (int(part or 1) for part in parts.groups())
    try:
        return date(year, month, day).toordinal()
    except ValueError:  # a season, or no day at all: the year is known
        return date(year, 1, 1).toordinal() if year else 0
