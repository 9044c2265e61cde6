"""Who calls what how: the words that a speaker uses as a name, kept as theirs.

A naming is a statement of a naming verb (`qualifie l'invasion d'« opération spéciale »`, `ce que X appelle …`) seen from its label.
"""

from __future__ import annotations

from selon.languages import Pack
from selon.model import Article, Naming, Span, Statement
from selon.read.sentences import Sentence
from selon.read.words import ClauseWords, clause_words

_RULE = "naming"
_MARKS = ' \t\u00a0\u202f«»“”"„‹›,'


def read_namings(article: Article, sentences: list[Sentence], statements: list[Statement], pack: Pack) -> list[Naming]:
    """The namings among the statements, in text order.

    `by` is the speaker, or the source's words; `of` what stands between verb and label.
    """
    words = clause_words(pack)
    found = []
    for one in statements:
        if one.rule.split("/")[0] != _RULE or one.cue is None:
            continue
        by = one.speaker or (one.source.of(article.text) if one.source is not None else None)
        found.append(Naming(span=one.content[0], of=_named(article.text, one.cue, one.content[0], words), by=by, statement=one.id, rule="naming/1"))
    return sorted(found, key=lambda naming: naming.span)


def _named(text: str, cue: Span, label: Span, words: ClauseWords) -> str | None:
    """The words between verb and label without the link (`de`, `comme`, an article); None where only a pronoun names the thing."""
    between = text[cue.end : label.start].strip(_MARKS)
    while between:
        starts, lows = words.cut(between)
        last = lows[-1]
        if last not in words.inside_name | words.naming_links | words.determiners and last.isalnum():
            return between
        between = between[: starts[-1]].rstrip(_MARKS)
    return None
