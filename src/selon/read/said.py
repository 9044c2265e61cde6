"""What the frames of the verbs of saying share: the sentence that they look at, and what they hand back."""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.clauses import clause_end, starts_with, trimmed
from selon.read.cues import Cue, adverb_starting
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, phrase_end
from selon.read.quotes import Quote

# A participle or an infinitive this near the beginning opens the sentence (`Après avoir assuré que …, X a …`).
_NEAR_START = 3
# Tokens of a participle's own subject at most, with the comma before it.
_OWN_SUBJECT = 9
# Tokens that an aside between dashes behind the source may have.
_ASIDE = 20
# Tokens of what tells where something was said, with all that tells of it.
_LONGEST_WHERE = 12


class Said:
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
        self._ends: dict[tuple[int, int], int] = {}

    def clause(self, start: int, cue: Cue | None) -> Span | None:
        """The clause that begins at token `start`, as a span."""
        passage = self.passage
        if start >= passage.count:
            return None
        end = self.end(start, cue)
        return trimmed(passage, passage.starts[start], passage.ends[end - 1]) if end > start else None

    def end(self, start: int, cue: Cue | None) -> int:
        """The number of the first token after the clause that begins at token `start`."""
        key = (start, cue.first if cue is not None else -1)
        if key not in self._ends:
            self._ends[key] = self._find_end(start, cue)
        return self._ends[key]

    def _find_end(self, start: int, cue: Cue | None) -> int:
        end = clause_end(self.passage, start, [c for c in self.cues if cue is None or c.first > cue.last], cue)
        if cue is None:
            return end
        end = _before_where(self.passage, start, end, self.cues)
        opening = (cue.mood != "finite" and cue.first <= _NEAR_START) or _in_subordinate(self.passage, cue)
        if _in_relative(self.passage, cue) or _in_aside(self.passage, cue):
            end = _before_verb(self.passage, start, end)
        if _tells_of_subject(self.passage, cue):
            end = _before_main_verb(self.passage, start, end, cue)
        return _main_clause_from(self.passage, start, end) if opening else end

    def clauses(self, start: int, cue: Cue | None) -> list[Span | None]:
        """As `clause`, with what goes on after an aside (`que X est, selon Y, Z`) or after a colon as a quotation."""
        passage = self.passage
        found = [self.clause(start, cue)]
        end = self.end(start, cue) if start < passage.count else start
        if passage.low[end] == ":" and (quote := passage.quote_at(start_of(passage, end + 1))) is not None:
            found += [quote.inner] if not self._said_anew(quote) else []
        elif passage.low[end] == "," and starts_with(passage, end + 1, passage.words.according):
            close = next((n for n in range(end + 2, min(end + 9, passage.count)) if passage.low[n] == ","), None)
            if (
                close is not None
                and not has_finite(passage, end + 1, close)
                and passage.low[close + 1] not in passage.words.joins | passage.words.when
                and (passage.low[close + 1] not in passage.words.have or not has_finite(passage, start, end))
            ):
                found.append(self.clause(close + 1, cue))
        return found

    def _said_anew(self, quote: Quote) -> bool:
        """`a dit que … : « … », a-t-il ajouté`: the quotation has a verb of its own behind it."""
        after = self.passage.token_from(quote.outer.end)
        after += self.passage.low[after] == ","
        return any(cue.clitics_from == after and cue.pronoun is not None for cue in self.cues)


def _before_where(passage: Passage, start: int, end: int, cues: Sequence[Cue]) -> int:
    """`a dit que le pont avait cédé dans un communiqué`: where it was said, at the end of the clause, is no part of it."""
    phrases = passage.words.phrases(passage.words.said_where)
    if phrases.signals.isdisjoint(passage.low_set):
        return end
    at = next((n for n in range(max(start + 1, end - _LONGEST_WHERE), end) if starts_with(passage, n, passage.words.said_where)), end)
    told = any(passage.low[n] in passage.words.put_out for n in range(start, at)) or any(start <= cue.first < at and not cue.passive for cue in cues)
    inside = at < end and passage.quote_at(passage.starts[at]) is not None
    return end if told or inside or not has_finite(passage, start, at) or has_finite(passage, at, end) else at


def _in_subordinate(passage: Passage, cue: Cue) -> bool:
    """A conjunction opens the verb's clause, which stands before the main clause: `bien que X ait dit que …, Y …`."""
    words = passage.words
    if passage.low[0] in words.subordinators or (passage.low[0] in words.if_ and passage.low[1] in words.subject_pronoun):
        return True
    at = cue.clitics_from - 1
    while at > 0 and passage.low[at] not in (",", ";", ":") and not is_finite(passage, at):
        if passage.low[at] in words.that and passage.low[at - 1] in words.subordinators:
            return True
        at -= 1
    return False


def _in_relative(passage: Passage, cue: Cue) -> bool:
    """The verb is a relative clause's: its pronoun stands right before, or at the head of the clause (`dont Moscou revendique …`)."""
    relative = passage.words.relative
    if passage.low[cue.clitics_from - 1] in relative:
        return True
    at = cue.clitics_from - 1
    while at >= 0 and passage.low[at] != "," and passage.low[at] not in relative and not is_finite(passage, at):
        at -= 1
    return at >= 0 and (passage.low[at] in passage.words.only_relative or (passage.low[at] in relative and passage.low[at - 1] == ","))


def _in_aside(passage: Passage, cue: Cue) -> bool:
    """A participle behind a comma, with or without a subject of its own, or an infinitive with its preposition: `X, après avoir affirmé
    que …, est reparti`, `X, les juges estimant que …, est reparti`."""
    if cue.mood == "infinitive":
        return passage.low[cue.clitics_from - 1] in passage.words.without and passage.low[cue.clitics_from - 2] == ","
    if cue.mood != "gerund":
        return cue.mood == "participle"
    comma = next((n for n in range(cue.clitics_from - 1, max(-1, cue.clitics_from - _OWN_SUBJECT), -1) if passage.low[n] == ","), -1)
    return comma == cue.clitics_from - 1 or (comma > 0 and phrase_end(passage, comma + 1, cue.clitics_from) == cue.clitics_from)


def _before_verb(passage: Passage, start: int, end: int) -> int:
    """`X, qui a affirmé que …, est reparti`: the relative clause ends where after a comma the main verb comes."""
    inside = False
    for number in range(start + 1, end - 1):
        if passage.low[number] == ",":
            if inside:  # `que M. X, qui avait disparu, est mort`: the comma closes a relative clause of the content
                inside = False
                continue
            inside = passage.low[number + 1] in passage.words.relative
            at = number + 1
            while passage.low[at] in passage.words.clitics:
                at += 1
            if is_finite(passage, at) and (passage.low[start - 1] not in passage.words.that or has_finite(passage, start, number)):
                return number  # but `qu'une attaque sur X, presque encerclée, serait un désastre`
    return end


def _tells_of_subject(passage: Passage, cue: Cue) -> bool:
    """`Un rapport accusant l'usine de …`, `L'homme qui disait avoir …`: no verb stands before, nor a comma."""
    words = passage.words
    before = cue.clitics_from - (cue.mood == "finite")
    tells = cue.mood == "gerund" or (cue.mood == "finite" and passage.low[before] in words.only_relative)
    return tells and before > 0 and passage.is_word(before - 1) and phrase_end(passage, 0, before) == before


def _before_main_verb(passage: Passage, start: int, end: int, cue: Cue) -> int:
    """`accusant l'usine d'avoir pollué | a été publié`: the verb whose subject stands before the cue, by the tree, or the first one behind an
    infinitive."""
    words = passage.words
    bare = is_infinitive(passage, start)
    for number in range(start + 1, end):
        bare = bare and passage.low[number] not in words.relative | words.that | words.when | words.clause_openers | {","}
        if not is_finite(passage, number) or (token := passage.node(number)) is None:
            continue
        verb = token.head if token.dep.startswith(("aux", "cop")) else token
        subjects = (passage.offset_of(child) for child in verb.children if child.dep.startswith("nsubj"))
        if bare or any(offset is not None and offset < passage.starts[cue.clitics_from] for offset in subjects):
            while passage.low[number - 1] in passage.words.clitics:
                number -= 1
            return number
    return end


def _main_clause_from(passage: Passage, start: int, end: int) -> int:
    """`Affirmant que le vote était truqué, le candidat a …`: the clause of an opening participle ends before the main clause."""
    for number in range(start, end):
        if passage.low[number] == ",":
            finish = phrase_end(passage, number + 1, end)
            verb = finish
            while passage.low[verb] in passage.words.clitics:
                verb += 1
            if passage.low[number + 1] in passage.words.articles | passage.words.indefinite and finish > number + 2:
                stops = passage.words.relative | passage.words.joins | {","}  # `…, une étude publiée hier dit`
                verb = next((n for n in range(verb, end) if passage.low[n] in stops or is_finite(passage, n)), verb)
            if finish > number + 1 and verb < end and is_finite(passage, verb):
                return number
    return end


def before_main_clause(passage: Passage, span: Span) -> Span | None:
    """The part of a clause before the comma behind which the main clause begins."""
    start, end = passage.token_from(span.start), passage.token_from(span.end)
    at = _main_clause_from(passage, start, end)
    return span if at == end else trimmed(passage, span.start, passage.ends[at - 1])


def start_of(passage: Passage, at: int) -> int:
    """Where a token starts in the page; -1 past the last one."""
    return passage.starts[at] if at < passage.count else -1


def is_infinitive(passage: Passage, at: int) -> bool:
    """An infinitive stands here, pronouns and negation before it left out."""
    words = passage.words
    first = at
    while passage.low[at] in words.before_verb:
        at += 1
    at += adverb_starting(passage, at) if passage.low[first] in words.negation else 0  # `ne pas encore savoir`
    low = passage.low[at]
    if low in words.can and is_infinitive(passage, at + 1):
        return True
    if len(low) < 4 or not low.endswith(words.infinitive_endings) or low in words.not_infinitive or passage.is_name(at):
        return False
    token = passage.node(at)
    if token is not None and token.pos == "NOUN" and passage.low[at - 1] in words.bare_of and low.endswith(words.sure_infinitive_endings):
        return True
    return token is None or token.pos in ("VERB", "AUX") or token.verb_form == "Inf"


def after_source(passage: Passage, cue: Cue, source: Span | None) -> int:
    """The first token after an incise: past the cue, its subject and their adjuncts."""
    at = cue.last + 1 if cue.pronoun is not None or source is None else max(passage.token_from(source.end), cue.last + 1)
    at = adjuncts_end(passage, at)
    if passage.low[at] not in ("–", "—"):
        return at
    close = next((n for n in range(at + 1, min(at + _ASIDE, passage.count)) if passage.low[n] == passage.low[at]), None)
    return close + 1 if close is not None and passage.low[close + 1] == "," else at  # `a dit X — qui préside —, …`
