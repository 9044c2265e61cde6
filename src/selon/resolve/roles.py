"""Who is meant by a description of a person: `le président`, `le ministre russe de la Défense`, `la mère d’un marin`, `l’attaquant`.

Tried in this order: somebody whom the page names with that description, nearest before, else after; somebody whom the actor file gives the
office; a person named without any description next to it (`Le gouverneur a déclaré … Serhiy Gaidai a ajouté`). Else nobody: the office
stays an office.
"""

from __future__ import annotations

from functools import cached_property

from selon.languages.fold import fold
from selon.model import Span
from selon.resolve.cast import Cast, Person
from selon.resolve.phrase import Phrase
from selon.resolve.speaker_words import Gender
from selon.resolve.words import folded_words


class Roles:
    """Finds the holder of a description on one page; `sources` are those of its statements."""

    def __init__(self, cast: Cast, sources: frozenset[Span] = frozenset()) -> None:
        self.cast = cast
        self.sources = sources
        self.lexicon = cast.lexicon

    def holder(self, phrase: Phrase) -> Person | None:
        """The person whom a definite description in the singular means; None where the page does not tell."""
        if phrase.noun is None:
            return None
        if phrase.determined == "owned" and phrase.kind == "person":
            return self._named_next(phrase)  # whose son it is, only the sentence knows
        at = phrase.span.start
        told = [person for person in self.cast.people if any(self._same_office(phrase, said) for said in person.descriptions)]
        return (
            _nearest_before(told, at, phrase.gender)
            or self._neighbour_after(phrase, speaks=True)
            or _first_after([person for person in told if self._qualifiers(phrase)], at, phrase.gender)
            or self._neighbour_after(phrase, speaks=False)
            or _first_after(told, at, phrase.gender)
            or self._by_actor_file(phrase)
            or self._other_gender(phrase)
            or self._only_one(phrase)
            or self._opening(phrase)
            or self._neighbour_before(phrase)
            or self._main_figure(phrase)
            or self._once(phrase)
        )

    def _named_next(self, phrase: Phrase) -> Person | None:
        """`selon son avocat. L'avocat, Paul Roux, …`: who opens the next sentence with that description."""
        here = self.cast.sentence_at(phrase.span.start)
        opening = self.cast.phrases_of(here + 1)[:1] if here + 1 < len(self.cast.sentences) else []
        named = [p for p in opening if p.noun == phrase.noun and p.determined == "definite" and p.name is not None]
        return self.cast.person_named(named[0].name.of(self.cast.text)) if named and named[0].name is not None else None

    def announced(self, phrase: Phrase) -> Person | None:
        """The person whom an indefinite description in a title announces: `Un général américain évoque …` and then `le général Mark
        Milley`."""
        if self.cast.sentence_at(phrase.span.start) > 0 or phrase.noun is None:
            return None
        asked = self._qualifiers(phrase)
        told = [
            person
            for person in self.cast.people
            for said in person.descriptions
            if said.noun == phrase.noun and self._no_other_country(phrase, said)
            if not asked or not (given := self._qualifiers(said)) or asked & given
        ]
        told = [person for n, person in enumerate(told) if person not in told[:n]]
        return told[0] if len(told) == 1 else None

    def compatriot(self, phrase: Phrase, country: str | None) -> Person | None:
        """`l’Uruguayen`: the last person named who is of that country as far as the page tells, else the last of whose country it tells
        nothing."""
        at = phrase.span.start
        known = [
            p for p in self.cast.people if (p.actor is not None and p.actor.side == country) or any(self._side(d) == country for d in p.descriptions)
        ]
        untold = [p for p in self.cast.people if " " in p.name and p.actor is None and not any(self._side(d) for d in p.descriptions)]
        return _nearest_before(known, at, phrase.gender) or _nearest_before(untold, at, phrase.gender)

    # --- by description ---

    def _same_office(self, phrase: Phrase, said: Phrase) -> bool:
        assert phrase.noun is not None
        if not self.may_call(phrase.noun, said):
            return False
        if not self._no_other_country(phrase, said):
            return False
        asked, given = self._qualifiers(phrase), self._qualifiers(said)
        where = frozenset(word for word in asked if self.cast.countries.adjective(word) is None)
        if given and where and where <= self.lexicon.places and given.isdisjoint(self.lexicon.places):
            asked = frozenset()  # `le préfet de Bretagne`, then `le préfet de la région`, `le maire de la capitale turque`
        if phrase.noun != said.noun:
            return not asked or asked <= given or not given
        if asked <= given or not given:
            return True
        same_side = self._side(phrase) is not None and self._side(phrase) == self._side(said)
        return given < asked or (phrase.noun in self.lexicon.spokespersons and same_side)

    def may_call(self, noun: str, said: Phrase) -> bool:
        """Whoever is described so may be called by the noun, for what they are or for the body that they are of: `le syndicaliste` may be
        `président de la Fédération des dockers`."""
        if said.noun is None:
            return False
        if self.lexicon.may_describe(noun, said.noun):
            return True
        bodies = [inner.noun for inner in said.inner if inner.kind == "body" and inner.noun] if said.kind == "office" else []
        return noun not in self._brought_in and any(body != noun and self.lexicon.may_describe(noun, body) for body in bodies)

    @cached_property
    def _brought_in(self) -> frozenset[str]:
        """`un policier`: somebody new, whom `le policier` takes up."""
        new = [p for p in self.cast.phrases if p.kind == "person" and p.determined == "indefinite" and p.number != "pl"]
        return frozenset(p.noun for p in new if p.noun is not None)

    def _qualifiers(self, phrase: Phrase) -> frozenset[str]:
        """What narrows an office: `de la Défense`. Neither the noun itself nor `ancien`, `jeune`."""
        shorts = [part.short for part in (phrase, *phrase.inner) if part.short is not None]  # `de l'Agence de l'eau (ADE)`, then `de l'ADE`
        words = phrase.words | {fold(short.of(self.cast.text)) for short in shorts}
        return words - frozenset(folded_words(phrase.noun or "")) - self.lexicon.before_noun - self.lexicon.joining

    def _no_other_country(self, phrase: Phrase, said: Phrase) -> bool:
        left, right = self._side(phrase), self._side(said)
        return left is None or right is None or left == right

    def _side(self, phrase: Phrase) -> str | None:
        words = self._description(phrase)
        if (country := self.cast.side_said_in(words)) is not None:
            return country
        actors = [actor for inner in phrase.inner if (actor := self.cast.actors.find(self.cast.without_article(inner.span))) is not None]
        return actors[0].side if actors else None

    def _description(self, phrase: Phrase) -> str:
        end = phrase.name.start if phrase.name else phrase.span.end
        return Span(phrase.span.start, end).of(self.cast.text)

    # --- by the actor file ---

    def _by_actor_file(self, phrase: Phrase) -> Person | None:
        """`Le président` is François Hollande where he is the only president on the page."""
        side = self._side(phrase)
        if side is None and self._qualifiers(phrase):
            return None
        found = [
            person
            for person in self.cast.people
            if person.actor is not None
            and any(self.lexicon.may_describe(phrase.noun or "", noun) for noun in person.actor.nouns)
            and (side is None or person.actor.side == side)
        ]
        return _nearest_before(found, phrase.span.start, phrase.gender) or _first_after(found, phrase.span.start, phrase.gender)

    def _other_gender(self, phrase: Phrase) -> Person | None:
        """`La procureure Anne Petit` and then `le procureur`, `le maire Anne Petit` and then `la maire`, as translations have it: the one who holds
        that office in the other gender."""
        noun = phrase.noun or ""
        forms = {noun, noun + self.lexicon.feminine, noun.removesuffix(self.lexicon.feminine)}
        held = [p for p in self.cast.people if any(d.noun in forms and d.kind == "office" for d in p.descriptions)]
        return held[0] if len(held) == 1 and phrase.kind == "office" and not self._qualifiers(phrase) else None

    # --- by nearness ---

    def _neighbour_after(self, phrase: Phrase, *, speaks: bool) -> Person | None:
        """The person who speaks in the next sentence, or with whom it begins, named there for the first time and without any description."""
        here = self.cast.sentence_at(phrase.span.start)
        if phrase.kind != "office" or here + 1 >= len(self.cast.sentences):
            return None
        after = self.cast.sentences[here + 1].span
        same = self.cast.sentences[here + 1].paragraph == self._paragraph(phrase)
        for person in self._plain(phrase):
            new = all(start >= after.start or self.cast.sentence_at(start) == 0 for start in person.starts)
            starts = [start for start in person.starts if after.covers(Span(start, start + 1)) and (same or start == after.start)]
            there = any(source.covers(Span(start, start + 1)) for start in starts for source in self.sources) if speaks else after.start in starts
            if new and there and not self._is_described(starts[0], person):
                return person
        return None

    def _is_described(self, start: int, person: Person) -> bool:
        """`Daniil Petrov, un haut fonctionnaire, …`: what he is stands behind the name, whether the lexicon knows the words or not."""
        behind = self.cast.words_after(start, len(person.name.split()) + 2)[-2:]
        said = self.lexicon.determiners.get(behind[1].lower) if len(behind) > 1 and behind[0].text == "," else None
        return said is not None and said.kind == "indefinite" and said.number == "sg"

    def _neighbour_before(self, phrase: Phrase) -> Person | None:
        """The last person named in this paragraph, or in the sentence before, without any description: one sentence before, or two where the
        office is nothing but a noun."""
        if phrase.kind not in ("office", "person") or phrase.noun in self.lexicon.kin | self.lexicon.parties or self.is_introduced(phrase):
            return None
        here = self.cast.sentence_at(phrase.span.start)
        furthest = here - (1 if phrase.inner else 2)
        paragraph = self.cast.sentences[here].paragraph if self.cast.sentences else 0
        near: list[tuple[int, Person]] = []
        for person in self._plain(phrase):
            for start in person.starts:
                sentence = self.cast.sentence_at(start)
                outside = not self.cast.is_quoted(Span(start, start + 1)) and self.cast.text[start - 1 : start] != "("
                same = self.cast.sentences[sentence].paragraph == paragraph or (phrase.kind == "office" and sentence == here - 1)
                if outside and same and start < phrase.span.start and furthest <= sentence:
                    near.append((start, person))
        if not near:
            return None
        last, person = max(near, key=lambda pair: pair[0])
        beside = {other.name for start, other in near if self.cast.sentence_at(start) == self.cast.sentence_at(last)}
        return person if len(beside) == 1 or phrase.kind != "office" else None  # of two presidents the page does not tell which

    def _opening(self, phrase: Phrase) -> Person | None:
        """`Paul Roux, président de la commission, a reçu Anne Petit. Selon le sénateur, …`: with whom the sentence before begins, where the title
        is one that many have."""
        here = self.cast.sentence_at(phrase.span.start)
        once = not self.lexicon.former.isdisjoint(phrase.words)
        if not (once or phrase.noun in self.lexicon.many) or here == 0 or self.cast.sentences[here - 1].paragraph != self._paragraph(phrase):
            return None
        first = next(iter(self.cast.phrases_of(here - 1)), None)
        if first is None or first.name is None or first.span.start != self.cast.sentences[here - 1].span.start:
            return None
        person = self.cast.person_named(first.name.of(self.cast.text)) if self.cast.kind_of(first.name.of(self.cast.text)) == "person" else None
        return person if person is not None and " " in person.name and _agrees(person, phrase.gender) else None

    def is_introduced(self, phrase: Phrase) -> bool:
        """`un témoin` stands before `le témoin`, or in the same paragraph before `l’homme`: nobody who is named."""
        new = [p for p in self.cast.phrases if p.span.start < phrase.span.start and p.kind == "person" and p.determined == "indefinite"]
        vague = phrase.noun in self.lexicon.anyone
        near = [p for p in new if vague and p.number != "pl" and self._paragraph(p) == self._paragraph(phrase)]
        return phrase.kind == "person" and (len(near) > 0 or any(p.noun == phrase.noun for p in new))

    def _paragraph(self, phrase: Phrase) -> int:
        return self.cast.sentences[self.cast.sentence_at(phrase.span.start)].paragraph

    def _main_figure(self, phrase: Phrase) -> Person | None:
        """`L’attaquant`, `le quinquagénaire`: the person named last without any description, however far."""
        if phrase.noun not in self.lexicon.figures:
            return None
        return _nearest_before(self._plain(phrase), phrase.span.start, phrase.gender)

    def _once(self, phrase: Phrase) -> Person | None:
        """`L'ancien inspecteur`: what somebody once was tells of the one whom the page names most, unless it says another office of that one."""
        if self.lexicon.former.isdisjoint(phrase.words) or phrase.determined != "definite":
            return None
        named = [(sum(start < phrase.span.start for start in person.starts), person) for person in self.cast.people]
        most = max((many for many, _ in named), default=0)
        first = [person for many, person in named if many == most and _agrees(person, phrase.gender)]
        if most < 2 or len(first) != 1:
            return None
        offices = [said for said in first[0].descriptions if said.kind == "office" and said.noun not in self.lexicon.figures]
        return first[0] if all(not self.lexicon.former.isdisjoint(said.words) for said in offices) else None

    def _only_one(self, phrase: Phrase) -> Person | None:
        """`la mère d’un marin` where the page has one mother: what narrows a description of this kind is often said in other words."""
        if phrase.kind != "person" or not self._qualifiers(phrase):
            return None
        same = [p for p in self.cast.people if any(d.noun == phrase.noun and d.determined != "owned" for d in p.descriptions)]
        return same[0] if len(same) == 1 else None

    def _plain(self, phrase: Phrase) -> list[Person]:
        """People with a full name of whom the page tells nothing that speaks against the description."""
        noun = phrase.noun or ""
        return [
            person
            for person in self.cast.people
            if not person.descriptions
            and (" " in person.name or self._is_titled(person))
            and _agrees(person, phrase.gender)
            and (person.actor is None or any(self.lexicon.may_describe(noun, said) for said in person.actor.nouns))
        ]

    def _is_titled(self, person: Person) -> bool:
        """`M. Petrov`, whom the page never names in full."""
        return any(word.folded in self.lexicon.civilities for start in person.starts for word in self.cast.words_before(start, 2))


def _agrees(person: Person, gender: Gender) -> bool:
    return "x" in (person.gender, gender) or person.gender == gender


def _nearest_before(people: list[Person], at: int, gender: Gender) -> Person | None:
    before = [(start, n) for n, p in enumerate(people) if _agrees(p, gender) for start in p.starts if start < at]
    return people[max(before)[1]] if before else None


def _first_after(people: list[Person], at: int, gender: Gender) -> Person | None:
    after = [(start, n) for n, p in enumerate(people) if _agrees(p, gender) for start in p.starts if start > at]
    return people[min(after)[1]] if after else None
