"""Indirect and mixed speech: what follows a verb of saying as a clause, an infinitive or a noun phrase, and the clause round an incise.

    X affirme que …      X dit avoir …      X appelle Y à …      X compte 63 morts      …, a fait savoir X.      X l'a confirmé.

Each frame of the cue lexicon has one function; the first that fits the words after the verb wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selon.model import Span
from selon.read.clauses import clause_end, clause_start, skip_connectors, starts_with, trimmed
from selon.read.cues import Cue, Lexicon
from selon.read.found import Found
from selon.read.passages import Passage
from selon.read.phrases import (
    adjuncts_end,
    find_that,
    has_finite,
    is_finite,
    is_name,
    is_word,
    names_somebody,
    opens_amount,
    phrase_end,
    span_of,
    subject_after,
    subject_before,
)
from selon.read.stance import stance_of

_MAX_BETWEEN = 25
# A participle or an infinitive this near the beginning opens the sentence (`Après avoir assuré que …, X a …`).
_NEAR_START = 3


class _Said:
    """What a frame found: the spans of the content, the frame's name, and the source where the frame knows it."""

    def __init__(self, spans: Sequence[Span | None], frame: str, source: Span | None = None, *, no_source: bool = False) -> None:
        self.spans = tuple(span for span in spans if span is not None)
        self.frame = frame
        self.source = source
        self.no_source = no_source


class Sentence:
    """A passage with its cues: what every frame looks at."""

    def __init__(self, passage: Passage, number: int, cues: Sequence[Cue], before: Passage | None) -> None:
        self.passage = passage
        self.number = number
        self.cues = cues
        self.before = before

    def clause(self, start: int, cue: Cue | None) -> Span | None:
        """The clause that begins at token `start`, as a span."""
        passage = self.passage
        if start >= len(passage.tokens):
            return None
        end = self._end(start, cue)
        return trimmed(passage, passage.tokens[start].start, passage.tokens[end - 1].end) if end > start else None

    def _end(self, start: int, cue: Cue | None) -> int:
        end = clause_end(self.passage, start, [c for c in self.cues if cue is None or c.first > cue.last], cue)
        if cue is None:
            return end
        opening = (cue.mood != "finite" and cue.first <= _NEAR_START) or self.passage.low(0) in self.passage.words.subordinators
        if self.passage.low(cue.clitics_from - 1) in self.passage.words.relative:
            end = _before_verb(self.passage, start, end)
        return _before_main_clause(self.passage, start, end) if opening else end

    def clauses(self, start: int, cue: Cue | None) -> list[Span | None]:
        """As `clause`, with what goes on after an aside (`que X est, selon Y, Z`) or after a colon as a quotation."""
        passage = self.passage
        found = [self.clause(start, cue)]
        end = self._end(start, cue) if start < len(passage.tokens) else start
        if passage.low(end) == ":" and (quote := passage.quote_at(_start(passage, end + 1))) is not None:
            found.append(quote.inner)
        elif passage.low(end) == "," and starts_with(passage, end + 1, passage.words.according):
            close = next((n for n in range(end + 2, min(end + 9, len(passage.tokens))) if passage.low(n) == ","), None)
            if close is not None and not has_finite(passage, end + 1, close) and passage.low(close + 1) not in ("et", "mais", "tandis", "alors", "a"):
                found.append(self.clause(close + 1, cue))
        return found


def _before_verb(passage: Passage, start: int, end: int) -> int:
    """`X, qui a affirmé que …, est reparti`: the relative clause ends where after a comma the main verb comes."""
    for number in range(start + 1, end - 1):
        if passage.low(number) == ",":
            at = number + 1
            while passage.low(at) in passage.words.clitics:
                at += 1
            if is_finite(passage, at):
                return number
    return end


def _before_main_clause(passage: Passage, start: int, end: int) -> int:
    """`Affirmant que le vote était truqué, le candidat a …`: the clause of an opening participle ends before the main clause."""
    for number in range(start, end):
        if passage.low(number) == ",":
            finish = phrase_end(passage, number + 1, end)
            if finish > number + 1 and finish < end and is_finite(passage, finish):
                return number
    return end


def read_indirect(sentence: Sentence, used: set[int], lexicon: Lexicon, taken: Sequence[Found]) -> list[Found]:
    """The statements that the passage's cues introduce without being a quotation alone."""
    found: list[Found] = []
    last_source: Span | None = None
    for cue in sentence.cues:
        if cue.first in used:
            last_source = next((one.source for one in taken if one.cue == cue.span), last_source)
            continue
        said = _said(sentence, cue)
        if said is None or not said.spans:
            continue
        stance = stance_of(cue, said.frame, sentence.passage)
        if stance is None:
            continue
        follows_incise = (
            cue.mood == "gerund" and bool(found or used) and (found[-1].rule == "incise/1" if found else True) and last_source is not None
        )
        source = said.source or (None if said.no_source else last_source if follows_incise else _source(sentence.passage, cue, said, last_source))
        if cue.mood == "gerund" and source is not None:
            source = next(
                (
                    one.source
                    for one in found
                    if any(span.covers(source) for span in one.content) and not any(span.covers(cue.span) for span in one.content)
                ),
                source,
            )
        if source is not None and (unit_quotes_first_person(sentence.passage, cue, source) or _is_thing(sentence.passage, source)):
            continue
        if source is None and not said.no_source and not _stands_alone(sentence.passage, cue, said):
            continue
        if said.frame != "naming":
            last_source = source or last_source
        gap = _gap(sentence, cue, said)
        if gap is not None:
            said = gap[0]
            found.append(gap[1])
        found.append(
            Found(
                content=said.spans,
                cue=cue.span,
                source=source,
                stance=stance,
                rule=f"{said.frame}/1",
                passage=sentence.number,
                strength=3 if said.frame == "incise" else 4,
                past=(cue.past or (cue.mood == "gerund" and any(other.past for other in sentence.cues))) and said.frame == "que",
            )
        )
    return found + _nouns(sentence, lexicon)


def unit_quotes_first_person(passage: Passage, cue: Cue, source: Span) -> bool:
    """`je pense que` within quotation marks: the speaker speaks of nobody else."""
    return passage.quote_at(cue.span.start) is not None and source.of(passage.text).lower().replace("’", "'") in passage.words.first_person


def _is_thing(passage: Passage, source: Span) -> bool:
    """`la loi prévoit que`, `ce que confirme …`: nobody speaks."""
    first, last = passage.token_from(source.start), passage.token_from(source.end)
    head = next((n for n in range(first, last) if passage.low(n) not in passage.words.determiners), first)
    return (
        passage.low(head) in passage.words.things
        or (last - first == 1
        and passage.low(first) in passage.words.this | passage.words.relative | passage.words.that)
    )


def _said(sentence: Sentence, cue: Cue) -> _Said | None:
    inside = sentence.passage.quote_at(cue.span.start) is not None
    frames: tuple[Callable[[Sentence, Cue], _Said | None], ...] = _INSIDE if inside else _FRAMES
    for frame in frames:
        said = frame(sentence, cue)
        if said is not None:
            return said
    return None


def _source(passage: Passage, cue: Cue, said: _Said, last: Span | None) -> Span | None:
    if said.frame == "incise":
        return subject_after(passage, cue)
    before = _subject_of_next(passage, cue, said) or subject_before(passage, cue)
    if before is not None and any(before.overlaps(span) for span in said.spans):
        before = None
    return before or (last if cue.mood in ("gerund", "infinitive") or passage.low(cue.clitics_from - 1) in ("et", "mais", ",") else None)


def _subject_of_next(passage: Passage, cue: Cue, said: _Said) -> Span | None:
    """`Après avoir assuré que …, le ministère a …`: the subject of the clause that follows the content."""
    if cue.mood == "finite" or not said.spans or cue.first > _NEAR_START:
        return None
    comma = passage.token_from(said.spans[-1].start)
    while comma < len(passage.tokens) and passage.low(comma) != ",":
        comma += 1
    end = phrase_end(passage, comma + 1)
    return span_of(passage, comma + 1, end) if end > comma + 1 and is_finite(passage, end) else None


def _stands_alone(passage: Passage, cue: Cue, said: _Said) -> bool:
    """A statement may lack a source only where its clause is unmistakable: `on rapporte que`, `il a été confirmé que`."""
    before = passage.low(cue.clitics_from - 1)
    return said.frame in ("que", "incise") and (before in passage.words.nobody or cue.pronoun is not None)


# Frames


def _that(sentence: Sentence, cue: Cue) -> _Said | None:
    """`affirme (jeudi, à l'AFP,) que …`; with an object: `avertit les habitants que …`."""
    passage = sentence.passage
    at = find_that(passage, cue, sentence.cues)
    if at is None or cue.only or not cue.takes("que", "obj_que"):
        return None
    impersonal = cue.passive and passage.low(cue.clitics_from - 1) in passage.words.subject_pronoun
    if cue.passive and not impersonal and not cue.entry.reflexive:
        return None
    first = at + 1
    clauses = sentence.clauses(first, cue)
    nobody = impersonal or passage.low(cue.clitics_from - 1) in passage.words.nobody
    return _Said(clauses, "que", no_source=nobody)


def _infinitive(sentence: Sentence, cue: Cue) -> _Said | None:
    """`affirme avoir …`, `dit craindre …`, `nie être …`."""
    passage = sentence.passage
    if not cue.takes("inf"):
        return None
    at = adjuncts_end(passage, cue.last + 1)
    return _Said(_before_colon(passage, sentence.clauses(at, cue)), "inf") if _is_infinitive(sentence.passage, at) else None


def _before_colon(passage: Passage, spans: list[Span | None]) -> list[Span | None]:
    """An infinitive ends at a colon: what follows explains it in the author's voice, unless it is quoted."""
    first = spans[0]
    if first is None or passage.quote_at(first.start) is not None:
        return spans
    tokens = range(passage.token_from(first.start), passage.token_from(first.end))
    dashes = [n for n in tokens if passage.low(n) in ("-", "–", "—") and passage.text[passage.tokens[n].end].isspace()]
    colon = next((n for n in tokens if passage.low(n) == ":" or (len(dashes) == 1 and n == dashes[0])), None)
    return [trimmed(passage, first.start, passage.tokens[colon].start), *spans[1:]] if colon is not None else spans


def _is_infinitive(passage: Passage, at: int) -> bool:
    words = passage.words
    while passage.low(at) in words.clitics | words.negator or passage.low(at) in ("ne", "n'"):
        at += 1
    low = passage.low(at)
    if len(low) < 4 or not low.endswith(words.infinitive_endings) or low in words.not_infinitive or is_name(passage, at):
        return False
    token = passage.tree_at(passage.tokens[at].start)
    if token is not None and token.pos_ == "NOUN" and passage.low(at - 1) in ("de", "d'") and low.endswith(("er", "ir")):
        return True
    return token is None or token.pos_ in ("VERB", "AUX") or "Inf" in token.morph.get("VerbForm")


def _of_infinitive(sentence: Sentence, cue: Cue) -> _Said | None:
    """`promet de …`, `demande à Y de …`: the content is the infinitive."""
    passage = sentence.passage
    if not cue.takes("de", "a_de") or cue.passive:
        return None
    at = adjuncts_end(passage, cue.last + 1)
    if passage.low(at) not in ("de", "d'") or not _is_infinitive(passage, at + 1):
        at = _linked(passage, cue, ("de", "d'")) if cue.takes("a_de", "de") else None  # type: ignore[assignment]
    if at is None:
        return None
    return _Said([sentence.clause(at + 1, cue)], "a_de" if cue.takes("a_de") and not cue.takes("de") else "de")


def _linked(passage: Passage, cue: Cue, links: tuple[str, ...]) -> int | None:
    """The first `de` or `à` with an infinitive behind it, within the sentence and before another verb."""
    for n in range(cue.last + 1, min(cue.last + _MAX_BETWEEN, len(passage.tokens))):
        low = passage.low(n)
        if low in links and _is_infinitive(passage, n + 1):
            return n
        if low in (":", ";", "«", "»", "qui", "que", "qu'") or is_finite(passage, n):
            return None
    return None


def _object_and_infinitive(sentence: Sentence, cue: Cue) -> _Said | None:
    """`accuse Y de …`, `appelle Y à …`: the content begins with Y."""
    passage = sentence.passage
    links = (("de", "d'", "du", "des") if cue.takes("obj_de") else ()) + (("à", "au", "aux") if cue.takes("obj_a") else ())
    if not links:
        return None
    frame = "obj_de" if cue.takes("obj_de") else "obj_a"
    at = adjuncts_end(passage, cue.last + 1)
    link = _linked(passage, cue, links)
    if link is None or _has_object(passage, cue):
        return _Said([sentence.clause(link + 1, cue)], frame) if link is not None else None
    start = cue.last + 1 if link == at else at
    if passage.low(start) in links:
        return _Said([sentence.clause(link + 1, cue)], frame) if cue.entry.reflexive else None
    return _Said([sentence.clause(start, cue)], frame)


def _has_object(passage: Passage, cue: Cue) -> bool:
    """A pronoun stands for Y: `les accuse de …`."""
    return any(passage.low(n) in passage.words.object_pronouns for n in range(cue.clitics_from, cue.first))


def _to(sentence: Sentence, cue: Cue) -> _Said | None:
    """`appelle à voter`, `a appelé au rejet du projet`, `appelle à ce que …`."""
    passage = sentence.passage
    if not cue.takes("a"):
        return None
    for n in range(cue.last + 1, min(cue.last + 12, len(passage.tokens))):
        if passage.low(n) in ("à", "au", "aux"):
            if passage.low(n + 1) == "ce" and passage.low(n + 2) in passage.words.that:
                return _Said(sentence.clauses(n + 3, cue), "a")
            if _is_infinitive(passage, n + 1) or (cue.takes("obj_a") and _tells(passage, n + 1, phrase_end(passage, n + 1))):
                return _Said(sentence.clauses(n + 1, cue), "a")
        elif not (adjuncts_end(passage, n) > n or passage.low(n) in passage.words.time or passage.low(n) in passage.words.time_openers):
            return None
    return None


def _whether(sentence: Sentence, cue: Cue) -> _Said | None:
    """`demande si …`, `se demande comment …`."""
    if not cue.takes("si"):
        return None
    at = adjuncts_end(sentence.passage, cue.last + 1)
    low = sentence.passage.low(at)
    if low not in sentence.passage.words.whether or (low == "ce" and sentence.passage.low(at + 1) not in ("que", "qu'", "qui")):
        return None
    return _Said([sentence.clause(at + 1 if low in ("si", "s'") else at, cue)], "si")


def _incise(sentence: Sentence, cue: Cue) -> _Said | None:
    """`…, a fait savoir mardi la police.`, `ses hommes, a-t-il ajouté, sont …`: the clause round it."""
    passage = sentence.passage
    if not cue.takes("que", "direct", "inf") or cue.mood != "finite" or cue.negated or cue.clitics_from == 0:
        return None
    before = passage.low(cue.clitics_from - 1)
    after_quote = any(
        quote.outer.end in (passage.tokens[n].end for n in range(max(0, cue.clitics_from - 2), cue.clitics_from)) for quote in passage.quotes
    )
    if before not in (",", "»", "”", '"', "–", "—", "?", "!") and not after_quote and not (cue.pronoun is not None and cue.head - cue.first <= 6):
        return None
    source = subject_after(passage, cue)
    if source is None and cue.pronoun is None:
        return None
    if cue.pronoun is not None and cue.clitics_from < 2:
        return None
    following = _after_source(passage, cue, source)
    if passage.low(following) in passage.words.that:
        return None
    start = clause_start(passage, cue.clitics_from, sentence.cues)
    if start >= cue.clitics_from:
        return None
    left = trimmed(passage, passage.tokens[start].start, passage.tokens[cue.clitics_from - 1].end)
    if left is None or not has_content(passage, start, cue.clitics_from):
        return None
    only_right = passage.low(cue.clitics_from - 2) in passage.words.relative
    right = sentence.clause(following + 1, cue) if only_right and passage.low(following) == "," else _resumes(sentence, cue, following, start)
    if right is None and cue.pronoun is None and not after_quote and not has_finite(passage, start, cue.clitics_from):
        return None
    if (
        cue.pronoun is None
        and not _whole_clause(passage, start, cue)
        and (source is None or (not names_somebody(passage, source) and not (right is not None and has_finite(passage, following + 1, following + 4))))
    ):
        return None
    return _Said([right] if only_right else [left, right], "incise", source)


def _clear_incise(sentence: Sentence, cue: Cue) -> _Said | None:
    """An incise that no other frame may claim: a comma before, somebody after, and a whole clause before the comma."""
    passage = sentence.passage
    start = clause_start(passage, cue.clitics_from, sentence.cues) if cue.clitics_from > 0 else 0
    if passage.low(cue.clitics_from - 1) not in (",", "»", "”", '"'):
        return None
    source = subject_after(passage, cue)
    goes_round = source is not None and names_somebody(passage, source) and _closed_aside(passage, _after_source(passage, cue, source))
    return _incise(sentence, cue) if goes_round or has_finite(passage, start, cue.clitics_from - 1) else None


def _whole_clause(passage: Passage, start: int, cue: Cue) -> bool:
    """A clause with a verb of its own, which no relative pronoun opens, ends at the comma before the cue."""
    if passage.low(cue.clitics_from - 1) != ",":
        return False
    for number in range(start, cue.clitics_from - 1):
        if passage.low(number) in passage.words.relative | passage.words.this:
            return False
        if is_finite(passage, number) and number > start:
            return True
    return False


def _closed_aside(passage: Passage, following: int) -> bool:
    """A comma closes the incise and the verb of the clause round it follows: `le séisme, a dit X, a duré …`."""
    return passage.low(following) == "," and is_finite(passage, following + 1) and passage.low(following + 1) not in passage.words.relative


def has_content(passage: Passage, start: int, end: int) -> bool:
    return any(is_word(passage, n) for n in range(start, end))


def _after_source(passage: Passage, cue: Cue, source: Span | None) -> int:
    at = cue.last + 1 if cue.pronoun is not None or source is None else max(passage.token_from(source.end), cue.last + 1)
    return adjuncts_end(passage, at)


def _resumes(sentence: Sentence, cue: Cue, following: int, start: int) -> Span | None:
    """The clause goes on after the incise: it has no verb yet, or a colon follows."""
    passage = sentence.passage
    if following >= len(passage.tokens) or passage.low(following) not in (",", ":"):
        return None
    if (
        passage.low(following) == ","
        and cue.pronoun is not None
        and passage.low(following + 1) not in ("et", "mais", "cité", "citée", "dans", "à", "sur", "lors")
    ):
        return sentence.clause(following + 1, cue)
    if passage.low(following) == "," and passage.low(following + 1) in ("et", "mais") and has_finite(passage, start, cue.clitics_from):
        return None
    if (
        passage.low(following) == ","
        and has_finite(passage, start, cue.clitics_from)
        and not is_finite(passage, following + 1)
        and passage.low(following + 1) not in ("dont", "que", "qu'", "et")
    ):
        return None
    if passage.low(following) == "," and passage.low(following + 1) in (
        "cité",
        "citée",
        "qui",
        "selon",
        "dans",
        "à",
        "sur",
        "lors",
        "en",
        "interrogé",
        "interrogée",
    ):
        return None
    return sentence.clause(following + 1, cue)


def _about(sentence: Sentence, cue: Cue) -> _Said | None:
    """`…. X l'a confirmé.`: the content is the clause before."""
    passage = sentence.passage
    if not cue.about or passage.low(cue.clitics_from - 1) in passage.words.relative or not cue.takes("que") or cue.mood != "finite" or cue.negated:
        return None
    following = adjuncts_end(passage, cue.last + 1)
    if passage.low(following) == ":" and passage.quote_at(_start(passage, following + 1)) is None:
        return _Said([sentence.clause(following + 1, cue)], "about")
    if passage.low(following) in passage.words.that or (is_word(passage, following) and passage.low(following) not in ("et", "dans", "lors")):
        return None
    if _comparison(passage, cue):
        return None
    other = sentence.before
    if other is None or other.paragraph != passage.paragraph:
        return None
    start = skip_connectors(other, 0, len(other.tokens))
    return _Said([trimmed(other, other.tokens[start].start, other.tokens[-1].end)], "about") if start < len(other.tokens) else None


def _as(sentence: Sentence, cue: Cue) -> _Said | None:
    """`Comme l'a dit X, …`, `…, comme l'affirme X.`: the rest of the sentence."""
    passage = sentence.passage
    if not _comparison(passage, cue) or not cue.takes("que") or cue.mood != "finite" or cue.negated or cue.passive:
        return None
    at = next(n for n in range(cue.clitics_from - 1, max(-1, cue.clitics_from - 7), -1) if passage.low(n) == "comme")
    before = subject_before(passage, cue, at + 1)
    source = before or subject_after(passage, cue)
    if source is None or not (cue.about or cue.clitics_from > at + 1):
        return None
    end = _after_source(passage, cue, source if before is None else None)
    comma = next((n for n in range(end, min(end + 7, len(passage.tokens))) if passage.low(n) == ","), None)
    if passage.low(at - 1) in ("", ",", "et") and comma is not None and (at == 0 or passage.low(at - 1) == "et" or passage.low(at - 2) == "et"):
        return _Said(sentence.clauses(comma + 1, cue), "as", source)
    if at > 0 and passage.low(at - 1) == "," and not is_word(passage, end):
        start = clause_start(passage, at)
        return _Said([trimmed(passage, passage.tokens[start].start, passage.tokens[at].start)], "as", source) if start < at else None
    return None


def _comparison(passage: Passage, cue: Cue) -> bool:
    return any(passage.low(n) == "comme" for n in range(max(0, cue.clitics_from - 6), cue.first))


def _naming(sentence: Sentence, cue: Cue) -> _Said | None:
    """`qualifie Y de Z`, `présente Y comme Z`, `ce que X appelle Z`, `l'appellent Z`."""
    passage = sentence.passage
    if not cue.takes("name", "name_de", "name_comme") or cue.passive or cue.mood == "participle":
        return None
    start = _name_start(passage, cue)
    if start is None:
        return None
    end = clause_end(passage, start, [c for c in sentence.cues if c.first > cue.last], cue)
    span = trimmed(passage, passage.tokens[start].start, passage.tokens[end - 1].end) if end > start else None
    if quote_first := next((q for q in passage.quotes if q.outer.start == passage.tokens[start].start), None):
        if not cue.takes("name_comme") and passage.low(start - 1) in passage.words.inside_name and start - 1 == cue.last + 1:
            return _Said([quote_first.inner], "naming")
    if _what(passage, cue) and span is not None:
        label_end = phrase_end(passage, start, end)
        if label_end > start and has_finite(passage, label_end, end):
            span = trimmed(passage, passage.tokens[start].start, passage.tokens[label_end - 1].end)
    quote = next(
        (
            q
            for q in passage.quotes
            if q.outer.start <= passage.tokens[start].start < q.outer.end
            or (passage.token_from(q.outer.start) == start + 1
            and passage.low(start) in passage.words.determiners)
        ),
        None,
    )
    if quote is not None and span is not None and (_what(passage, cue) or _sets_off(passage, quote.outer.end)):
        span = quote.inner
    return _Said([span], "naming") if span else None


def _sets_off(passage: Passage, end: int) -> bool:
    after = passage.token_from(end)
    return not is_word(passage, after) or passage.low(after) in ("de", "du", "des", "d'", "contre", "et", "qui", "en", "dans")


def _name_start(passage: Passage, cue: Cue) -> int | None:
    at = adjuncts_end(passage, cue.last + 1) if cue.about or passage.low(cue.last + 1) in passage.words.adverbs else cue.last + 1
    what = _what(passage, cue)
    clitic = any(passage.low(n) in ("l'", "le", "la", "les") for n in range(cue.clitics_from, cue.first))
    link = ("de", "d'", "du", "des") if cue.takes("name_de") else ("comme",) if cue.takes("name_comme") else ()
    if link:
        place = next(
            (
                n
                for n in range(cue.last + 1, min(cue.last + 1 + _MAX_BETWEEN, len(passage.tokens)))
                if passage.low(n) in link and (passage.low(n) == "comme" or _label(passage, n, cue, what or clitic))
            ),
            None,
        )
        if place is None:
            return None
        place += 1
        return place + 2 if passage.low(place) == "étant" and passage.low(place + 1) in passage.words.determiners else place
    if what or clitic:
        return at
    end = phrase_end(passage, at)
    if (
        end > at
        and end < len(passage.tokens)
        and (
            passage.quote_at(passage.tokens[end].start) is not None
            or (passage.low(end) in ("un", "une")
            and passage.quote_at(passage.tokens[min(end + 1, len(passage.tokens) - 1)].start) is not None)
        )
    ):
        return end
    return None


def _what(passage: Passage, cue: Cue) -> bool:
    """`ce que X appelle …`."""
    return any(passage.low(n) in passage.words.that and passage.low(n - 1) == "ce" for n in range(max(1, cue.clitics_from - 7), cue.first))


def _label(passage: Passage, at: int, cue: Cue, object_known: bool) -> bool:
    """This `de` opens the label: the object is a pronoun, or a quotation or a noun without article follows the object."""
    if object_known:
        return True
    after = passage.tokens[at + 1] if at + 1 < len(passage.tokens) else None
    if after is None:
        return False
    quoted = passage.quote_at(after.start) is not None
    if at <= cue.last + 1:
        return quoted
    later = any(passage.quote_at(passage.tokens[n].start) is not None for n in range(at + 1, min(at + 10, len(passage.tokens))))
    return quoted or (not later and after.low not in passage.words.determiners and not is_name(passage, at + 1))


def _noun_phrase(sentence: Sentence, cue: Cue) -> _Said | None:
    """`admet 63 morts`, `annonce le boycott des instances`, `fait état de dégâts`, `exige la publication …`."""
    passage = sentence.passage
    frames = [frame for frame in ("figure", "np", "new", "quoted", "event", "demand", "estimate") if cue.takes(frame)]
    if not frames or cue.passive or cue.about or cue.mood in ("participle", "infinitive") or cue.pronoun is not None:
        return None
    nobody = passage.low(cue.clitics_from - 1) in passage.words.nobody
    if (
        (nobody
        and (not cue.takes("figure", "estimate") or passage.quote_at(cue.span.start) is not None))
        or (passage.low(cue.clitics_from - 1) in passage.words.relative
        and not cue.takes("que"))
    ):
        return None
    at = cue.last + 1 if "estimate" in frames and passage.low(cue.last + 1) in passage.words.prepositions else adjuncts_end(passage, cue.last + 1)
    if passage.low(at) == "," and (inner := adjuncts_end(passage, at + 1)) > at + 1 and passage.low(inner) == ",":
        at = inner + 1
    if cue.only and passage.low(at) in passage.words.that:
        at += 1
    if cue.takes("demand") and passage.low(at) in ("au", "aux", "à"):
        at = phrase_end(passage, at + 1)
    if passage.low(at) in ("de", "d'", "à") and "estimate" in frames:
        at += 1
    elif (
        (passage.low(at) in passage.words.prepositions | passage.words.inside_name - {"des", "de", "d'"}
        and not opens_amount(passage, at))
        or (not is_word(passage, at)
        and passage.quote_at(_start(passage, at)) is None)
    ):
        return None
    if passage.low(at) in ("de", "d'") and _is_infinitive(passage, at + 1):
        return None
    if (
        at >= len(passage.tokens)
        or passage.low(at) in passage.words.that | passage.words.phrase_ends
        or _is_infinitive(passage, at)
        or is_finite(passage, at)
    ):
        return None
    end = clause_end(passage, at, [c for c in sentence.cues if c.first > cue.last], cue)
    phrase = _cut_phrase(passage, at, end)
    if not any(_fits(passage, frame, at, phrase) for frame in frames):
        return None
    subject = subject_before(passage, cue)
    if not cue.takes("que", "event", "estimate") and subject is not None and not names_somebody(passage, subject):
        return None
    stance_frame = next(frame for frame in frames if _fits(passage, frame, at, phrase))
    return _Said([trimmed(passage, passage.tokens[at].start, passage.tokens[phrase - 1].end)], stance_frame)


def _start(passage: Passage, at: int) -> int:
    return passage.tokens[at].start if at < len(passage.tokens) else -1


def _cut_phrase(passage: Passage, start: int, end: int) -> int:
    """A noun phrase ends at a semicolon, or where a conjunction or a comma begins a clause."""
    for n in range(start + 1, end):
        if passage.quote_at(passage.tokens[n].start) is not None:
            continue
        low = passage.low(n)
        if low in (";", ":", "–", "—") and passage.text[passage.tokens[n].start - 1].isspace():
            return n
        if low in ("lorsque", "lorsqu'", "quand") or (low in (",", "et", "mais") and _clause_follows(passage, n + 1, end)):
            return n
    return end


def _clause_follows(passage: Passage, at: int, end: int) -> bool:
    """A clause with a subject of its own begins here: `…, les secours poursuivent`."""
    if passage.low(at) in passage.words.subject_pronoun | {"c'", "mais", "en", "an", "ce"} or passage.low(at) in ("tandis", "alors"):
        return True
    if passage.low(at) in passage.words.relative:
        return False
    finish = phrase_end(passage, at, end)
    return finish > at and finish < end and is_finite(passage, finish)


def _fits(passage: Passage, frame: str, start: int, end: int) -> bool:
    figure = _has_figure(passage, start, end)
    if frame in ("figure", "estimate"):
        return figure
    if frame == "event":
        return figure or (end - start >= 2 and passage.low(start) not in passage.words.points_back)
    if frame == "quoted":
        return _has_quote(passage, start, end)
    new = passage.low(start) in ("des", "un", "une", "de", "d'", "plusieurs")
    if frame == "demand":
        core = next((n for n in range(start, end) if passage.low(n) == ","), end)
        return figure or _tells(passage, start, core) or (new and core - start >= 4)
    if frame == "new":
        return figure or _has_quote(passage, start, end) or (new and _tells(passage, start, end))
    return figure or _tells(passage, start, end) or _has_quote(passage, start, end)


def _has_figure(passage: Passage, start: int, end: int) -> bool:
    for n in range(start, end):
        low = passage.low(n)
        if (low[:1].isdigit() and passage.low(n + 1) not in passage.words.time) or low in passage.words.numbers:
            return True
    return False


def _has_quote(passage: Passage, start: int, end: int) -> bool:
    low, high = passage.tokens[start].start, passage.tokens[end - 1].end
    return any(q.outer.start >= low and q.outer.start < high and len(q.inner.of(passage.text).split()) >= 3 for q in passage.quotes)


def _tells(passage: Passage, start: int, end: int) -> bool:
    """An event with its participants: a noun of happening that has a complement."""
    words = passage.words
    if end - start < 4 or passage.low(start) in words.points_back:
        return False
    for n in range(start, min(start + 4, end)):
        low = passage.low(n)
        if low in words.event_nouns or (len(low) > 5 and low.endswith(words.event_endings)):
            return any(
                passage.low(k) in words.inside_name or passage.low(k) in words.prepositions or passage.low(k) in words.given_by
                for k in range(n + 1, end)
            )
    return False


def _mood(sentence: Sentence, cue: Cue) -> _Said | None:
    """`s'est dit prêt à …`, `se déclare favorable à …`."""
    passage = sentence.passage
    at = adjuncts_end(passage, cue.last + 1)
    if not cue.takes("mood") or (not is_word(passage, at) and passage.quote_at(_start(passage, at)) is None) or passage.low(at) in passage.words.that:
        return None
    span = sentence.clause(at, cue)
    return _Said([span], "mood") if span is not None and len(span.of(passage.text).split()) >= 3 else None


def _threat(sentence: Sentence, cue: Cue) -> _Said | None:
    """`menace Y de poursuites`: the content begins with Y."""
    passage = sentence.passage
    at = adjuncts_end(passage, cue.last + 1)
    if not cue.takes("threat", "obj_de") or not is_word(passage, at) or cue.passive or cue.about:
        return None
    end = phrase_end(passage, at)
    span = sentence.clause(at, cue)
    has_threat = any(
        passage.low(n) in ("de", "d'") and passage.low(n + 1) not in passage.words.determiners and not is_name(passage, n + 1)
        for n in range(at + 1, end)
    )
    return _Said([span], "threat") if has_threat and end - at >= 4 else None


def _reason(sentence: Sentence, cue: Cue) -> _Said | None:
    """`explique Z par …`, `justifie Z par le fait que …`."""
    passage = sentence.passage
    if not cue.takes("reason") or cue.passive or cue.about:
        return None
    at = adjuncts_end(passage, cue.last + 1)
    end = phrase_end(passage, at)
    if end == at or passage.low(end) not in ("par", "pour"):
        return None
    if passage.low(end + 1) == "le" and passage.low(end + 2) == "fait" and passage.low(end + 3) in passage.words.that:
        return _Said([sentence.clause(end + 4, cue)], "reason")
    if passage.low(end) == "pour":
        return _Said([sentence.clause(end + 1, cue)], "reason") if _is_infinitive(passage, end + 1) else None
    return _Said([sentence.clause(at, cue)], "reason")


def _past_participle(sentence: Sentence, cue: Cue) -> _Said | None:
    """`les 5 937 morts annoncés par X`: a figure with who gave it."""
    passage = sentence.passage
    if cue.mood != "participle" or not cue.takes("np", "figure"):
        return None
    by = adjuncts_end(passage, cue.last + 1)
    by = next((n for n in range(cue.last + 1, max(by, cue.last + 1) + 1) if passage.low(n) in passage.words.given_by), by)
    if passage.low(by) not in passage.words.given_by:
        return None
    source = span_of(passage, by + 1, phrase_end(passage, by + 1))
    start = cue.first
    while start > 0 and is_word(passage, start - 1) and cue.first - start < 8 and not passage.low(start)[:1].isdigit():
        start -= 1
    if source is None or not passage.low(start)[:1].isdigit() or (start > 0 and not passage.text[passage.tokens[start].start - 1].isspace()):
        return None
    return _Said([trimmed(passage, passage.tokens[start].start, passage.tokens[cue.first - 1].end)], "given", source)


def _gap(sentence: Sentence, cue: Cue, said: _Said) -> tuple[_Said, Found] | None:
    """`Moscou parle de 63 tués, Kiev de 400`: after a comma a second source with its figure, and the verb of the first."""
    passage = sentence.passage
    if said.frame not in ("figure", "np", "event", "estimate") or len(said.spans) != 1:
        return None
    span = said.spans[0]
    first, last = passage.token_from(span.start), passage.token_from(span.end)
    for comma in range(first + 1, last):
        if passage.low(comma) not in (",", "et"):
            continue
        finish = phrase_end(passage, comma + 1, last)
        at = next((n for n in range(comma + 1, last) if opens_amount(passage, n) or passage.low(n)[:1].isdigit()), None)
        if at is None or not _gapped_subject(passage, comma + 1, at, finish):
            continue
        name_end = at - 1 if passage.low(at - 1) in passage.words.inside_name else at
        other = trimmed(passage, passage.tokens[at].start, span.end)
        source = span_of(passage, comma + 1, name_end)
        own = trimmed(passage, span.start, passage.tokens[comma].start)
        if other is not None and own is not None:
            found = Found(
                content=(other,), cue=cue.span, source=source, stance=cue.stance(said.frame), rule="gap/1", passage=sentence.number, strength=4
            )
            return _Said([own], said.frame), found
    return None


def _gapped_subject(passage: Passage, start: int, figure: int, finish: int) -> bool:
    """The words between comma and figure are a phrase for somebody, with no verb, and perhaps `de`."""
    bare = figure - 1 if passage.low(figure - 1) in passage.words.inside_name else figure
    source = span_of(passage, start, bare)
    starts = passage.low(start) in passage.words.determiners or is_name(passage, start)
    return (
        starts
        and source is not None
        and bare - start <= 8
        and finish <= figure + 6
        and not has_finite(passage, start, figure)
        and names_somebody(passage, source)
    )


def _nouns(sentence: Sentence, lexicon: Lexicon) -> list[Found]:
    """`l'annonce que …`, `l'affirmation de X selon laquelle …`."""
    passage = sentence.passage
    found = []
    for n, token in enumerate(passage.tokens):
        if token.low not in lexicon.nouns or passage.quote_at(token.start) is not None:
            continue
        at, source = n + 1, None
        if passage.low(at) in passage.words.inside_name:
            end = phrase_end(passage, at + 1)
            source, at = span_of(passage, at + 1, end), end
        first = n
        if passage.low(at).rstrip("es").endswith("é") and passage.low(at + 1) in ("est", "était"):
            at += 1
        if passage.low(at) in ("est", "était"):
            first, at = n - 1, at + 1
        opens = (
            passage.low(at) in passage.words.that
            or (passage.low(at) == "selon"
            and passage.low(at + 1) in passage.words.relative | {"laquelle", "lesquelles", "lequel"})
        )
        if not opens or passage.low(n - 1) not in passage.words.determiners:
            continue
        start = at + (2 if passage.low(at) == "selon" else 1)
        span = _up_to_main_verb(passage, sentence.clause(start, None), n)
        if span is not None:
            found.append(
                Found(
                    content=(span,),
                    cue=Span(passage.tokens[first].start, passage.tokens[at - 1].end if first < n else token.end),
                    source=source,
                    stance=lexicon.nouns[token.low],
                    rule="noun/1",
                    passage=sentence.number,
                    strength=2,
                )
            )
    return found


def _up_to_main_verb(passage: Passage, span: Span | None, noun: int) -> Span | None:
    """The clause of a noun that is the sentence's subject ends before the main verb."""
    token = passage.tree_at(passage.tokens[noun].start)
    if span is None or token is None or not token.dep_.startswith("nsubj"):
        return span
    verb = min([token.head, *(child for child in token.head.children if child.dep_.startswith("aux") or child.dep_ == "cop")], key=lambda one: one.i)
    offset = passage.offset_of(verb)
    return trimmed(passage, span.start, offset) if offset is not None and span.start < offset < span.end else span


_FRAMES = (
    _clear_incise, _as, _that, _infinitive, _naming, _object_and_infinitive, _to, _of_infinitive, _whether, _reason, _threat, _mood, _noun_phrase, _past_participle, _about, _incise,
)  # fmt: skip
_INSIDE = (_that, _noun_phrase, _naming)
_ = starts_with
