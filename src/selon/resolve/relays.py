"""Through whom the page has a statement: `a rapporté l’AFP`, `cité par l’agence Sana`, `a dit à la BBC`, `sur BFM TV`.

Only what stands in the statement's own sentences counts, outside its content. A clause of its own (`, rapporte le Guardian`) belongs to the
first statement of the sentence, an adjunct (`cité par …`, `au Figaro`) to the one whose cue is nearest.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from selon.model import Relay, Span, Statement
from selon.resolve.bodies import Bodies
from selon.resolve.cast import Cast
from selon.resolve.phrase import Phrase
from selon.resolve.relay_words import begins_with, ends_with, relay_table
from selon.resolve.words import folded_words

_MAX_BETWEEN = 2
_MAX_WORDS_BEFORE = 12
_Way = Literal["adjunct", "clause"]


class _Found(NamedTuple):
    relay: Relay
    way: _Way
    sentence: int
    behind_by: bool


class Relays:
    """Finds the relays of one page."""

    def __init__(self, cast: Cast, bodies: Bodies) -> None:
        self.cast = cast
        self.bodies = bodies
        self.words = relay_table(cast.lexicon.language)

    def of_all(self, statements: list[Statement]) -> dict[str, tuple[Relay, ...]]:
        """The relays of each statement, by its id, nearest to the speaker first."""
        given: dict[str, list[tuple[int, Relay]]] = {statement.id: [] for statement in statements}
        sources = [statement.source for statement in statements if statement.source is not None]
        told = [(statement, self._sentences(statement)) for statement in statements]
        for found in self._all(set().union(*[sentences for _, sentences in told]), sources):
            statement = self._whose(found, [statement for statement, sentences in told if found.sentence in sentences], statements)
            if statement is not None and all(r.name != found.relay.name for _, r in given[statement.id]):
                rank = 0 if found.way == "adjunct" else 1
                given[statement.id].append((rank, found.relay))
        return {id_: tuple(relay for _, relay in sorted(pairs, key=lambda pair: (pair[0], pair[1].span))) for id_, pairs in given.items()}

    # --- finding ---

    def _all(self, told: set[int], sources: list[Span]) -> list[_Found]:
        """The relays in the sentences `told` of the statements, whose sources they have; nobody else's count."""
        found = []
        last: tuple[Phrase, _Way, bool] | None = None
        for sentence, phrase in [(n, phrase) for n in sorted(told) for phrase in self.cast.phrases_of(n)]:
            tells = self._is_outlet(phrase, tells=True)
            joined = self._joined(phrase, last)
            way = self._way(phrase, tells=tells) or joined or self._passes_on(phrase, sources) or (tells and self._reports_that(phrase, sources))
            if not way:
                continue
            behind_by = phrase.before == self.words.by_word or (joined is not None and last is not None and last[2])
            last = (phrase, way, behind_by)
            if name := self._name(phrase):
                found.append(_Found(Relay(phrase.span, name), way, sentence, behind_by))
        return found

    def _joined(self, phrase: Phrase, last: tuple[Phrase, _Way, bool] | None) -> _Way | None:
        """`les agences Reuters et AP`: an outlet or an acronym joined to a relay is one in the same way; behind `cité par` any name."""
        if last is None or phrase.kind != "name" or phrase.name is None or phrase.span.start <= last[0].span.end:
            return None
        joint = self.cast.lexicon.joint.fullmatch(Span(last[0].span.end, phrase.span.start).of(self.cast.text))
        outlet = self._is_outlet(phrase) or phrase.name.of(self.cast.text).isupper() or last[2]
        return last[1] if joint is not None and outlet and (last[2] or self._is_outlet(last[0])) else None

    def _passes_on(self, phrase: Phrase, sources: list[Span]) -> _Way | None:
        """`X affirme avoir tiré, a rapporté jeudi l’observatoire Y`: a body or a person with a name, no statement's source."""
        named = phrase.name is not None or phrase.kind == "body"
        if not named or phrase.governed or phrase.kind == "outlet":
            return None
        near = self._words_before(phrase, 1 + _MAX_BETWEEN)
        told = bool(near) and near[-1] != "," and not self.words.passes_on.isdisjoint(near)
        told = told or (phrase.kind in ("body", "name") and ends_with(self._words_before(phrase), self.words.according))
        return "clause" if told and not any(source.overlaps(phrase.span) for source in sources) else None

    def _reports_that(self, phrase: Phrase, sources: list[Span]) -> _Way | None:
        """`Le Monde indique que, selon le maire, …`: an outlet that is no statement's source."""
        if phrase.governed or any(source.overlaps(phrase.span) for source in sources):
            return None
        after = self._words_after(phrase)
        verb = next((at for at, word in enumerate(after[:_MAX_BETWEEN]) if word in self.words.reported), None)
        return "clause" if verb is not None and not self.words.that.isdisjoint(after[verb + 1 : verb + 1 + _MAX_BETWEEN]) else None

    def _way(self, phrase: Phrase, *, tells: bool) -> _Way | None:
        """How the words around a phrase make it a relay; None where they don't. It `tells` where it is an outlet that reports."""
        contracted = [word.lower for word in self.cast.words_after(phrase.span.start, 1)] if phrase.name is not None else []
        may_be_sure = not self.words.told_sure.keys().isdisjoint((phrase.before, *contracted)) if contracted else False
        if not (phrase.before == self.words.by_word or may_be_sure or phrase.kind == "document" or tells):
            return None  # most phrases
        before = self._words_before(phrase)
        if self._behind_by(before):
            return "adjunct"
        if phrase.kind == "document":
            return "clause" if phrase.noun in self.words.documents and ends_with(before, self.words.according) else None
        if phrase.name is not None and (ends_with(before, self.words.told_sure) or ends_with([*before, *contracted], self.words.told_sure)):
            return "adjunct"
        if any(word in self.words.reported for word in before[-1 - _MAX_BETWEEN :]) and not phrase.governed:
            return "clause" if tells else None
        if not self._is_outlet(phrase):
            return None
        if ends_with(before, self.words.according) or self._cites(phrase):
            return "clause"
        if phrase.name is None and phrase.noun in self.words.crowd and phrase.words <= {phrase.noun}:
            return None
        contracted = contracted or [word.lower for word in self.cast.words_after(phrase.span.start, 1)]
        told = ends_with(before, self.words.told) or ends_with([*before, *contracted], self.words.told)
        return "adjunct" if told else None

    def _behind_by(self, before: list[str]) -> bool:
        """`cité par`, `interrogé hier par`, `interrogé, sous couvert d’anonymat, par`."""
        if before[-1:] != [self.words.by_word]:
            return False
        near = before[-2 - _MAX_BETWEEN : -1]
        if near[:1] and near[0] in self.words.repeatedly:
            return False  # `dénoncé à plusieurs reprises par`
        if before[-2:-1] == [","]:  # past one insertion between commas
            opening = [at for at, word in enumerate(before[:-2]) if word == ","]
            near = before[max(0, opening[-1] - _MAX_BETWEEN) : opening[-1]] if opening else []
        return any(word in self.words.by for word in near)

    def _is_outlet(self, phrase: Phrase, *, tells: bool = False) -> bool:
        """An outlet; what is a channel where somebody speaks in it is one where it `tells` (`a rapporté la télévision d'État`)."""
        if phrase.noun in self.words.channels and phrase.name is None and not (tells and phrase.kind == "outlet"):
            return False
        if phrase.name is not None:
            name = phrase.name.of(self.cast.text)
            if self._title(phrase) is not None:
                return True  # `au Monde`, where `Monde` alone is no outlet
            kind = self.cast.kind_of(name)
            return kind == "outlet" or (kind != "platform" and phrase.kind == "outlet")
        if not self.words.chains.isdisjoint(phrase.words):
            return False  # `dans la chaîne de commandement`
        return phrase.noun in self.words.outlets or (tells and phrase.kind == "outlet" and len(phrase.words) > 1)

    def _title(self, phrase: Phrase) -> str | None:
        """`Le Monde`, of which `au Monde` shows but a part; None where the name has no article."""
        if phrase.name is None or not (phrase.determined == "definite" or phrase.before in self.cast.lexicon.determiners):
            return None
        actor = self.cast.actors.titled(folded_words(phrase.name.of(self.cast.text)), self.cast.lexicon.articles)
        return actor.name if actor is not None else None

    def _name(self, phrase: Phrase) -> str | None:
        """What the relay is called: a name in its fullest form, else the description; of a document its maker."""
        text = self.cast.text
        if phrase.kind == "document":
            inner = next((p for p in _flat(phrase) if self._is_outlet(p) and p.name), None)
            return inner.name.of(text) if inner and inner.name else self.bodies.last_outlet(phrase)
        if phrase.name is not None:
            name = phrase.name.of(text)
            kind = self.cast.kind_of(name)
            if kind in ("place", "platform"):
                return None
            person = self.cast.person_named(name) if kind == "person" else None
            return person.name if person else self._title(phrase) or self.bodies.named(name)
        if phrase.kind == "outlet" and phrase.number != "pl" and phrase.words <= {phrase.noun or ""}:
            owned = phrase.determined == "owned"
            return None if owned else self.bodies.called(phrase)  # `à l'agence`; `au journal de 20 heures`, `leur quotidien`: none that is known
        if phrase.kind in ("body", "outlet"):
            return self.bodies.described(phrase) if phrase.kind == "body" else self.bodies.bare(phrase)
        return None

    # --- whose ---

    def _whose(self, found: _Found, here: list[Statement], statements: list[Statement]) -> Statement | None:
        """Of the statements `here` in the relay's sentence the one that it passes on."""
        near = [s for s in here if not self._own(s, found.relay.span, behind_by=found.behind_by)]
        if found.way == "clause":  # the source of a statement that holds these is no relay of theirs
            holders = [s for s in statements if s.source is not None and s.source.overlaps(found.relay.span)]
            near = [s for s in near if not any(part.covers(s.content[0]) for h in holders for part in h.content)]
        near = [s for s in near if s.inside is None] or near
        if not near:
            return None
        if found.way == "clause":
            return min(near, key=lambda s: s.content[0].start)
        return min(near, key=lambda s: (self._behind_comma(s, found.relay.span), _distance(s, found.relay.span), s.content[0].start))

    def _behind_comma(self, statement: Statement, span: Span) -> bool:
        """A comma parts the adjunct from the cue that follows it: `a dit X sur Radio Y, estimant que …` was said there by the first cue."""
        after = self.cast.text[span.end :][:1] == ","
        return after and statement.cue is not None and statement.cue.start > span.end

    def _sentences(self, statement: Statement) -> set[int]:
        """The sentences of cue and source, and the first and last of the content: a relay inside a long quotation's middle is not ours."""
        spans = [span for span in (*statement.content, statement.cue, statement.source) if span is not None]
        return {self.cast.sentence_at(offset) for span in spans for offset in (span.start, span.end - 1)}

    @staticmethod
    def _own(statement: Statement, span: Span, *, behind_by: bool) -> bool:
        """The span is the statement's own source or lies in its content. `une source citée par l’AFP` holds a relay behind its head."""
        is_source = statement.source is not None and span.overlaps(statement.source) and not (behind_by and span.start > statement.source.start)
        return is_source or any(span.overlaps(part) for part in statement.content)

    # --- words around ---

    def _words_before(self, phrase: Phrase, many: int = _MAX_WORDS_BEFORE) -> list[str]:
        return [word.lower for word in self.cast.words_before(phrase.span.start, many)]

    def _cites(self, phrase: Phrase) -> bool:
        """`Reuters, citant …`, `Reuters a rapporté, en citant …`."""
        after = self._words_after(phrase)
        return any(begins_with(after[at:], self.words.citing) for at in range(_MAX_BETWEEN + 2))

    def _words_after(self, phrase: Phrase) -> list[str]:
        return [word.lower for word in self.cast.words_after(phrase.span.end, 7) if word.text != ","]


def _distance(statement: Statement, span: Span) -> int:
    spoken = [s for s in (statement.cue, statement.source) if s is not None] or list(statement.content)
    return min(max(s.start - span.end, span.start - s.end, 0) for s in spoken)


def _flat(phrase: Phrase) -> list[Phrase]:
    return [part for inner in phrase.inner for part in (inner, *_flat(inner))]
