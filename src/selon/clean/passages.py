"""Which lines of an HTML page's visible text are the article: trafilatura chooses the passages, the lines that it leaves are foreign."""

from __future__ import annotations

from collections.abc import Sequence

from selon.clean.lines import Line

# A page of more than this is no article, and choosing its passages would take up to minutes. Its lines are judged by their words.
_MAX_TAGS = 50_000
_MAX_VISIBLE_CHARS = 500_000
# Shorter lines turn up within the article by chance ("France", "Partager"): they count only where they are a passage of their own.
_MIN_CHARS_INSIDE = 30


def article_lines(source: str, lines: Sequence[Line], url: str | None) -> list[bool] | None:
    """For each line whether it belongs to the article.

    Args:
        source: The decoded HTML page.
        lines: The lines of its visible text.
        url: The page's address, where known.

    Returns:
        As many values as `lines`; None where no article was recognised.
    """
    if source.count("<") > _MAX_TAGS or sum(len(line.text) for line in lines) > _MAX_VISIBLE_CHARS:
        return None
    from trafilatura import bare_extraction

    found = bare_extraction(source, url=url, include_comments=False, include_tables=True)
    told = getattr(found, "text", None)
    if not told:
        return None
    passages = {_squeezed(passage) for passage in told.split("\n")}
    whole = "".join(_squeezed(passage) for passage in told.split("\n"))
    kept = [_belongs(_squeezed(line.text), passages, whole) for line in lines]
    if not any(kept):
        return None
    _keep_between(kept, lines)
    return kept


def _belongs(squeezed: str, passages: set[str], whole: str) -> bool:
    return squeezed in passages or (len(squeezed) >= _MIN_CHARS_INSIDE and squeezed in whole)


def _keep_between(kept: list[bool], lines: Sequence[Line]) -> None:
    """Keep a sentence that alone is left out between two lines of the article: what is chosen are blocks."""
    for i in range(1, len(kept) - 1):
        if kept[i - 1] and kept[i + 1] and lines[i].ends_sentence and len(lines[i].text) >= _MIN_CHARS_INSIDE:
            kept[i] = True


def _squeezed(text: str) -> str:
    """Without white space and the signs that stand for list items and cells."""
    return "".join(char for char in text if char.isalnum())
