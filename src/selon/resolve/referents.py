"""What stands on a page that a pronoun may stand for: the phrases near it, and two people named together."""

from __future__ import annotations

from itertools import islice, pairwise

from selon.languages.fold import fold
from selon.model import Span
from selon.resolve.cast import Cast
from selon.resolve.identity import Identity
from selon.resolve.mentions import Mentions
from selon.resolve.name_kinds import PERSONAL
from selon.resolve.phrase import Phrase
from selon.resolve.pronouns import MAX_SENTENCES_BACK, Referent
from selon.resolve.speaker_words import Gender

# A page with more phrases within a pronoun's reach is a list or a table, no prose: the rest is not looked at.
MAX_PHRASES = 400
# How many sentences back two may be named whom `les deux hommes` takes up.
_MAX_PAIR_BACK = 3


class Referents:
    """Makes referents of the phrases of one page, each once."""

    def __init__(self, cast: Cast, mentions: Mentions) -> None:
        self.cast = cast
        self.mentions = mentions
        self._open: dict[Span, bool] = {}
        self._phrase_referents: dict[Span, Referent] = {}

    def near(self, offset: int, *, before: int | None = None) -> list[Referent]:
        """The phrases outside quotation marks in the sentences around, as far as a pronoun reaches; those that begin `before` an offset."""
        here = self.cast.sentence_at(offset)
        first, last = max(0, here - MAX_SENTENCES_BACK), min(len(self.cast.sentences) - 1, here + MAX_SENTENCES_BACK)
        start, end = self.cast.sentences[first].span.start, self.cast.sentences[last].span.end
        near = list(islice(filter(self.is_open, self.cast.phrases_between(start, end)), MAX_PHRASES))
        if before is not None:
            near = [p for p in near if p.span.start < before]
        for phrase in near:
            if phrase.span not in self._phrase_referents:
                who = self.mentions.of_phrase(phrase)
                if phrase.kind == "document":  # `il` stands for the paper, whoever made it
                    who = who._replace(gender=phrase.gender, number=phrase.number)
                self._phrase_referents[phrase.span] = self.of(phrase.span, who, governed=phrase.governed, opens=self._opens(phrase))
        return [self._phrase_referents[p.span] for p in near] + [pair for left, right in pairwise(near) if (pair := self._pair(left, right))]

    def _pair(self, left: Phrase, right: Phrase) -> Referent | None:
        """`Paul Roux et Anne Petit`: two people together, for whom `ils` stands."""
        if right.name is None or left.name is None:
            return None
        between = self.cast.text[left.span.end : right.span.start].strip()
        if between not in self.cast.lexicon.joints:
            return None
        first, second = self._phrase_referents[left.span], self._phrase_referents[right.span]
        both = _joined(first.identity, second.identity, between=between)
        return first._replace(span=Span(left.span.start, right.span.end), identity=both) if both is not None else None

    def two(self, source: Span) -> Identity | None:
        """`Les deux ministres`, `les deux pays`: who was named last with `et`, else the only two of whom the sentence before speaks by name."""
        words = [word.folded for word in self.cast.words_in(source)]
        known = self.cast.lexicon
        if len(words) not in (3, 4) or words[1] not in known.two or words[0] not in known.determiners:
            return None
        phrase = self.cast.phrase_in(source)
        wanted = "person" if phrase is not None and phrase.kind in PERSONAL else "organisation"
        here = self.cast.sentence_at(source.start)
        near = [r for r in self.near(source.start, before=source.start) if r.identity.type == wanted and 0 < here - r.sentence <= _MAX_PAIR_BACK]
        pairs = [r for r in near if r.identity.rule == "several/1"]
        if pairs:
            return max(pairs, key=lambda r: r.span.start).identity
        named = {r.identity.speaker: r.identity for r in near if r.identity.speaker and r.sentence == here - 1 and r.identity.rule == "name/1"}
        return _joined(*named.values(), between=known.and_word) if len(named) == 2 else None

    def _opens(self, phrase: Phrase) -> bool:
        """A comma stands before it and a word behind it that joins it to nothing; or it is a title with a name."""
        if phrase.before == "," and phrase.kind in PERSONAL and phrase.name is not None and phrase.determined == "definite":
            return True
        behind = self.cast.words_after(phrase.span.end, 1)[:1] if phrase.before == "," else []
        return any(word.text[0].isalpha() and word.lower not in self.cast.lexicon.joints for word in behind)

    def is_open(self, phrase: Phrase) -> bool:
        """It stands in no quotation marks, names no water and no thing, and is no predicate."""
        if phrase.span not in self._open:
            name = phrase.name.of(self.cast.text) if phrase.name is not None and phrase.kind == "name" else ""
            thing = fold(name) in self.cast.lexicon.no_bodies or len(name) == 1 or (name != "" and self.cast.kind_of(name) == "platform")
            predicate = phrase.determined is None or phrase.before in self.cast.lexicon.being  # `il est suspect`, `il a été le seul témoin`
            bare = (phrase.kind in PERSONAL or phrase.kind == "document") and phrase.name is None and predicate
            self._open[phrase.span] = not thing and not bare and not self.cast.is_quoted(phrase.span) and not self._names_water(phrase)
        return self._open[phrase.span]

    def _names_water(self, phrase: Phrase) -> bool:
        """`la mer Rouge`, `le golfe d’Aden`, `la tempête Daniel`: no pronoun stands for these."""
        before = [word.lower for word in self.cast.words_before(phrase.span.start, 2)]
        noun = before[-2:-1] if before[-1:] and before[-1] in self.cast.lexicon.of else before[-1:]
        return not (self.cast.lexicon.before_waters.isdisjoint(noun) and self.cast.lexicon.before_storms.isdisjoint(noun))

    def of(self, span: Span, who: Identity, *, spoke: bool = False, governed: bool = False, opens: bool = False) -> Referent:
        """Somebody at a place as a referent."""
        sentence = self.cast.sentence_at(span.start)
        return Referent(span, sentence, self.cast.sentences[sentence].paragraph, who, spoke, governed, opens=opens)


def _joined(first: Identity, second: Identity, *, between: str) -> Identity | None:
    """Two people, or two bodies, as one; None where one of them is nobody known, or they are not alike."""
    if first.type != second.type or first.type not in ("person", "organisation") or first.speaker is None or second.speaker is None:
        return None
    people: Gender = "f" if first.gender == second.gender == "f" else "m"
    words = f"{first.speaker} {between} {second.speaker}"
    return Identity(words, first.type, people if first.type == "person" else "x", "pl", words, rule="several/1")
