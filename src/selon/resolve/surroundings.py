"""The words around a number: everything that says what it counts is looked up here, once for each article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from selon.languages import Pack
from selon.languages.fold import fold_same_length
from selon.model import Article, Date, Place, Quantity, Span, Statement
from selon.read.sentences import Sentence, split_sentences
from selon.resolve.countries import WORD, countries_of
from selon.resolve.figure_words import figure_words, patterns_of

APPOSITION_CHARS = 60


class Surroundings:
    """An article with its layers, asked by span."""

    def __init__(
        self,
        article: Article,
        statements: Sequence[Statement],
        quantities: Sequence[Quantity],
        dates: Sequence[Date],
        places: Sequence[Place],
        pack: Pack,
    ) -> None:
        self.article, self.text = article, article.text
        self.folded = fold_same_length(article.text)
        self.quantities = sorted(quantities, key=lambda q: q.span)
        self.dates = sorted(dates, key=lambda d: d.span)
        self.places = sorted(places, key=lambda p: p.span)
        self.statements = {statement.id: statement for statement in statements}
        self.table = figure_words(pack)
        self.words = self.table.words
        self.patterns = patterns_of(pack)
        self.countries = countries_of(pack)
        self.sentences = split_sentences(article, pack)
        self._starts = [sentence.span.start for sentence in self.sentences]
        self._sides: dict[str, str | None] = {}

    def of(self, span: Span) -> str:
        """The folded words of a span."""
        return self.folded[span.start : span.end]

    def between(self, left: Span, right: Span) -> str:
        """The text between two spans, whichever comes first; empty where they touch or overlap."""
        return self.text[min(left.end, right.end) : max(left.start, right.start)]

    def numbers_between(self, left: Span, right: Span) -> bool:
        """Whether another quantity stands between two spans."""
        start, end = min(left.end, right.end), max(left.start, right.start)
        return any(start <= quantity.span.start < end for quantity in self.quantities)

    def sentence_at(self, span: Span) -> Sentence:
        """The sentence in which a span begins; the span alone where it stands outside every sentence."""
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and self.sentences[at].span.end > span.start:
            return self.sentences[at]
        return Sentence(span, -1)

    def sentence(self, span: Span) -> Span:
        """The span of the sentence in which a span begins."""
        return self.sentence_at(span).span

    def earlier_in_paragraph(self, sentence: Sentence) -> list[Span]:
        """The sentences before this one in its paragraph, the nearest first."""
        at = bisect_right(self._starts, sentence.span.start) - 1
        found = []
        while at > 0 and self.sentences[at - 1].paragraph == sentence.paragraph and sentence.paragraph >= 0:
            at -= 1
            found.append(self.sentences[at].span)
        return found

    def in_place(self, at: int) -> bool:
        """Whether a position lies inside the name of a place."""
        return any(place.span.start <= at < place.span.end for place in self.places)

    def place_code(self, place: Place) -> str | None:
        """The country that a place is; None for towns and regions."""
        return self.countries.named(place.name) or self.countries.named(place.span.of(self.text))

    def speaker_side(self, statement: Statement) -> str | None:
        """The country for which a speaker speaks: as resolved before, else by an adjective or a capital in the source, else
        beside the name."""
        if statement.id not in self._sides:
            self._sides[statement.id] = self._find_side(statement)
        return self._sides[statement.id]

    def _find_side(self, statement: Statement) -> str | None:
        if statement.side:
            return self.countries.code(statement.side) or statement.side
        source = statement.source.of(self.text) if statement.source else ""
        for words in (source, statement.speaker):
            if words and (code := self.countries.said_in(words)) is not None:
                return code
        return self._beside_name(statement.speaker) if statement.speaker and statement.speaker_type == "person" else None

    def _beside_name(self, speaker: str) -> str | None:
        """`le ministre russe de la Défense, Sergueï Choïgou`: the adjective in the title that stands before one of the mentions."""
        names = WORD.findall(speaker)
        found = set()
        for mention in re.finditer(re.escape(names[-1]), self.text) if names else ():
            before = self.text[max(self.sentence(Span(*mention.span())).start, mention.start() - APPOSITION_CHARS) : mention.start()]
            title = list(self.patterns.officials.finditer(fold_same_length(before)))
            if title and (code := self.countries.said_in(before[title[-1].start() :])) is not None:
                found.add(code)
        return found.pop() if len(found) == 1 else None

    def voucher(self, statement: Statement) -> Statement:
        """The statement whose speaker vouches: for `selon la même source` the one told before it, else the statement itself."""
        source = self.of(statement.source) if statement.source else self.of(statement.cue) if statement.cue else ""
        if statement.actor or (statement.speaker and self.fold(statement.speaker) not in self.words.same_source):
            return statement
        if not any(words in source for words in self.words.same_source):
            return statement
        start = statement.content[0].start
        before = [s for s in self.statements.values() if s.content[0].start < start and s is not statement and s.source is not None]
        return max(before, key=lambda s: (s.content[0].start, s.id), default=statement)

    def fold(self, words: str) -> str:
        """Words as the tables of the pack are compared with them."""
        return fold_same_length(words)

    def replaces(self, span: Span) -> bool:
        """The words right before the number say that another number has taken its place (`et non plus 63`, `contre 45 000`)."""
        return self.patterns.replaces.search(self.folded, max(self.sentence(span).start, span.start - 25), span.start) is not None

    def updates(self, span: Span) -> bool:
        """The sentence tells a newer or an older count (`désormais`, `la veille encore`)."""
        sentence = self.sentence(span)
        return self.replaces(span) or self.patterns.updates.search(self.folded, sentence.start, sentence.end) is not None

    def names_near(self, span: Span) -> frozenset[str]:
        """The capitalised words of the number's part of the sentence that are no place and not the speaker: of whom it is told."""
        sentence = self.sentence(span)
        start = max(self.text.rfind(mark, sentence.start, span.start) for mark in ";:(") + 1 or sentence.start
        taken = [place.span for place in self.places] + [s.source for s in self.statements.values() if s.source]
        found = set()
        for word in WORD.finditer(self.text, max(start, sentence.start), sentence.end):
            if self.text[span.end : word.start()].count(";") or not word.group()[0].isupper() or word.start() == sentence.start:
                continue
            name = self.folded[word.start() : word.end()]
            if not any(t.start <= word.start() < t.end for t in taken) and name not in self.words.common and not self.countries.adjective(name):
                found.add(name)
        return frozenset(found)

    def is_part(self, span: Span) -> bool:
        """The number is a part of the one before (`dont un enfant`, `dont six femmes et quatre enfants`), or of what was counted in all
        (`64 blessés en 24 heures`)."""
        sentence = self.sentence(span)
        if self.patterns.part_of.search(self.folded, max(sentence.start, span.start - 40), span.start) is not None:
            return True
        windows = self.patterns.window.finditer(self.folded, sentence.start, span.start)
        if any(not self._follows_number(match.start()) for match in windows) or self.patterns.window.match(
            self.folded[span.end : span.end + 40].lstrip()
        ):
            return True
        before = next((q.span for q in reversed(self.quantities) if sentence.start <= q.span.start and q.span.end <= span.start), None)
        return before is not None and self.folded[before.end : span.start].strip() in self.words.joins and self.is_part(before)

    def _follows_number(self, at: int) -> bool:
        """What stands here belongs to the number right before it: `60 morts en 24 heures, 2 000 au total`."""
        return any(q.span.end <= at and not self.folded[q.span.end : at].strip() for q in self.quantities)

    def is_site(self, place: Span) -> bool:
        """The words before the name of a capital say that something happens there (`à Beyrouth`, `le port de Beyrouth`)."""
        return self.patterns.site.search(self.folded, max(self.sentence(place).start, place.start - 40), place.start) is not None

    def since(self, span: Span) -> bool:
        """The number is counted from some day on: told at the sentence's beginning, or in the clause after the number."""
        sentence = self.sentence(span)
        clause, *others = self.folded[span.end : sentence.end].split(",")
        told = [clause, *(other for other in others if self.patterns.since.match(other.lstrip()))]
        return self.patterns.since.match(self.folded, sentence.start, sentence.end) is not None or any(map(self.patterns.since.search, told))

    def another(self, span: Span) -> bool:
        """The words before the number speak of another event than the one told before (`une autre, de magnitude 7,5`, `deux autres attaques`)."""
        if self.patterns.other_events.search(self.folded, self.sentence(span).start, span.start):
            return True
        return self.patterns.another.search(self.folded, max(self.sentence(span).start, span.start - 40), span.start) is not None

    def elsewhere(self, span: Span) -> bool:
        """The words right after the number, or the beginning of its sentence, say that it holds somewhere else (`170 morts ailleurs`)."""
        sentence = self.sentence(span)
        clause = re.split(r"[,;:.]", self.folded[span.end : sentence.end], maxsplit=1)[0]
        return bool(self.patterns.elsewhere.search(clause) or self.patterns.elsewhere.match(self.folded, sentence.start, span.start))

    def possible(self, span: Span) -> bool:
        """The clause calls the number possible or feared (`pourrait grimper à 10 000`, `plus de 2 000 morts redoutés`)."""
        sentence = self.sentence(span)
        before = re.split(r"[,;:.]", self.folded[sentence.start : span.start])[-1]
        at = max((quantity.span.end for quantity in self.quantities if sentence.start <= quantity.span.end <= span.start), default=sentence.start)
        between = self.folded[max(at, span.start - len(before)) : span.start]
        return bool(self.patterns.possible.search(between) or self.patterns.feared.match(self.folded[span.end :].lstrip()))

    def at_day(self, date: Span) -> bool:
        """The words before a date make it the day of a count (`au 18 septembre`)."""
        return self.patterns.at_day.search(self.folded, max(0, date.start - 20), date.start) is not None

    def frame_adjective(self, sentence: Span) -> str | None:
        """`Côté syrien, …`: the country of an adjective in the adjunct that opens a sentence."""
        opening = self.text[sentence.start : sentence.end].split(",", 1)
        words = WORD.findall(opening[0])
        if len(opening) < 2 or len(words) > 4 or not self.patterns.opens.match(self.folded, sentence.start):
            return None
        return next((code for word in words if (code := self.countries.adjective(word))), None)

    def opens_elsewhere(self, sentence: Span) -> bool:
        """The sentence opens with a preposition and a name (`À Gaza, …`), whether or not the name is known as a place."""
        opening = self.text[sentence.start : sentence.end].split(",", 1)
        words = WORD.findall(opening[0])
        led = self.patterns.opens.match(self.folded, sentence.start) is not None
        return led and len(opening) == 2 and len(words) <= 5 and any(word[0].isupper() for word in words[1:])

    def opening_name(self, sentence: Span) -> str | None:
        """The folded name in `À Guayas, …`, whether or not it is known as a place."""
        if not self.opens_elsewhere(sentence):
            return None
        words = WORD.findall(self.text[sentence.start : sentence.end].split(",", 1)[0])[1:]
        names = [self.fold(word) for word in words if word[0].isupper()]
        known = any(self.countries.named(name) or name in self.words.common for name in names)
        return None if known else "-".join(names)

    @cached_property
    def title_country(self) -> str | None:
        """The one country that the first line names."""
        end = self.sentences[0].span.end if self.sentences else 0
        codes = {code for place in self.places if place.span.end <= end and (code := self.place_code(place))}
        return codes.pop() if len(codes) == 1 else None

    @cached_property
    def page_countries(self) -> tuple[str, ...]:
        """The countries that the title and the opening name as places where something happens, in order of their first mention."""
        limit = self.sentences[min(2, len(self.sentences) - 1)].span.end if self.sentences else 0
        codes = [self.place_code(place) for place in self.places if place.span.end <= limit and not place.metonym]
        return tuple(dict.fromkeys(code for code in codes if code))

    def each_side(self, span: Span) -> tuple[str, ...]:
        """The countries of which the number holds for each (`la Russie et l’Ukraine avaient chacune …`); empty where it holds once."""
        sentence = self.sentence(span)
        if not self.patterns.each.search(self.folded, sentence.start, span.start):
            return ()
        sources = [s.source for s in self.statements.values() if s.source]
        inside = [p for p in self.places if sentence.start <= p.span.start and p.span.end <= span.start]
        codes = [self.place_code(p) for p in inside if not any(source.overlaps(p.span) for source in sources)]
        unique = tuple(dict.fromkeys(code for code in codes if code))
        return unique if len(unique) > 1 else ()
