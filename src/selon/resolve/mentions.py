"""Who a mention with words of its own is: a name, an office, a body, a group, a thing that speaks."""

from __future__ import annotations

import msgspec

from selon.model import Span, SpeakerType
from selon.resolve.bodies import Bodies
from selon.resolve.cast import Cast, Person
from selon.resolve.documents import Documents
from selon.resolve.identity import Identity, unnamed
from selon.resolve.name_kinds import PERSONAL
from selon.resolve.phrase import Phrase
from selon.resolve.roles import Roles
from selon.resolve.speaker_words import Gender, Number

# How long two names joined by `et` may be.
_MAX_PAIR = 80


class Mentions:
    """Identifies the mentions of one page. `sources` are those of its statements; `has_posts` says that the page shows posts of accounts: then
    `une autre personne` is one who posts."""

    def __init__(self, cast: Cast, sources: frozenset[Span] = frozenset(), *, has_posts: bool) -> None:
        self.cast = cast
        self.lexicon = cast.lexicon
        self.bodies = Bodies(cast)
        self.roles = Roles(cast, sources)
        self.documents = Documents(cast, self.bodies)
        self.has_posts = has_posts

    # --- whole sources ---

    def of_source(self, source: Span, until: int | None = None) -> Identity:
        """Who the source of a statement is, no pronoun; `until` says where the next part of the statement begins behind it."""
        phrase = self._named_last(source) or self.cast.phrase_in(source)
        several = self._several(source, phrase)
        if several is not None:
            return several
        if phrase is None:
            named = self._named_behind(source, until)
            return self.of_phrase(named) if named is not None else self.somebody(source)
        if until is not None and phrase.name is not None and phrase.kind != "name" and phrase.name.start >= until:
            return self._other_than(phrase)
        if (
            phrase.name is not None
            and phrase.name.start >= source.end
            and phrase.kind not in ("office", "name")
            and not self._goes_on(source, phrase.name)
        ):
            phrase = msgspec.structs.replace(phrase, name=None)
        if phrase.number == "pl" and phrase.kind in PERSONAL and (pair := self._pair_behind(phrase, source, until)) is not None:
            return pair
        named = self._named_behind(source, until) if phrase.name is None and phrase.kind in PERSONAL and phrase.number != "pl" else None
        who = self.of_phrase(named or phrase)
        if named is not None:
            return who
        as_it_stands = who.rule == "office/1" or (who.rule == "body/1" and who.speaker == self.bodies.bare(phrase) and phrase.short is None)
        rest = self.cast.words_in(Span(phrase.span.end, source.end)) if who.rule == "body/1" and phrase.span.end < source.end else []
        as_it_stands = as_it_stands or (rest != [] and rest[0].lower in self.lexicon.of)  # `le Mouvement | du 23 mars`
        if as_it_stands and phrase.name is None and phrase.span.start >= source.start:
            # The source says it best: `administrateur nommé par la Russie pour les territoires occupés` is more than the pattern reads.
            who = who._replace(speaker=self.cast.without_article(source), said=source.of(self.cast.text))
        return who

    def _other_than(self, phrase: Phrase) -> Identity:
        """`Selon l'avocat, Paul Roux n'a rien vu`: the name behind the comma is that of the clause's subject."""
        assert phrase.name is not None
        name = self.cast.person_named(phrase.name.of(self.cast.text))
        end = self.cast.text.find(",", phrase.span.start, phrase.name.start)
        bare = msgspec.structs.replace(phrase, name=None, span=Span(phrase.span.start, end if end >= 0 else phrase.name.start))
        who = self.of_phrase(bare)
        if name is None or who.speaker != name.name:
            return who
        words = self.cast.without_article(bare.span)
        office = phrase.kind == "office" and phrase.determined == "definite"
        return Identity(words, "person", phrase.gender, "sg", words, rule="office/1") if office else unnamed(phrase.gender, rule="description/1")

    def _named_behind(self, source: Span, until: int | None) -> Phrase | None:
        """`le directeur des Relations interservices (DRI), | le général Amir Zaman`, `le responsable local | installé par Moscou, Igor
        Petrov`: who bears a name in an apposition of its own, behind what else tells of the source."""
        text = self.cast.text
        comma = text.find(",", source.end, until or source.end + 1)
        near = self.cast.phrases_between(comma, comma + 4) if comma >= 0 else []
        named = near[0] if near else None
        if named is None or named.name is None or not self._closes(named, comma + 1, source, until):
            return None
        if named.kind in PERSONAL:
            return named if named.determined == "definite" or named.civility else None
        return (
            named
            if named.civility or (named.kind == "name" and " " in named.name.of(text) and self.cast.kind_of(named.name.of(text)) == "person")
            else None
        )

    def _pair_behind(self, phrase: Phrase, source: Span, until: int | None) -> Identity | None:
        """`les porte-parole du collectif, | Paul Roux et Anne Petit, …`: both."""
        text = self.cast.text
        comma = text.find(",", source.start, until or source.end + 1)
        behind = self.cast.phrases_between(comma, until or comma + _MAX_PAIR) if comma >= 0 else []
        names = [name for name in (phrase.name, *(p.name for p in behind if p.kind == "name")) if name is not None and name.start > comma][:2]
        if len(names) < 2 or any(self.cast.kind_of(name.of(text)) != "person" for name in names):
            return None
        whole = Span(names[0].start, names[1].end)
        joined = Span(names[0].end, names[1].start).of(text).strip() in self.lexicon.joints
        if not joined or text[comma + 1 : whole.start].strip() or text[whole.end : whole.end + 1] not in ",.;)":
            return None
        return Identity(whole.of(text), "person", "m", "pl", whole.of(text), rule="several/1")

    def _closes(self, named: Phrase, start: int, source: Span, until: int | None) -> bool:
        """The phrase is all that stands between two commas, in the source's sentence and before `until`."""
        text, end = self.cast.text, named.span.end
        alone = not text[start : named.span.start].strip() and text[end : end + 1] in ",.;)"
        return alone and self.cast.sentence_at(source.start) == self.cast.sentence_at(end - 1) and end <= (until or end)

    def _goes_on(self, source: Span, name: Span) -> bool:
        """Nothing but an article or a quotation mark parts the source from the name: `le quotidien | le Nouvelliste`, `l’ONG | « Rive »`."""
        between = [word.lower for word in self.cast.words_in(Span(source.end, name.start)) if word.text.isalpha() or word.lower.endswith("'")]
        parted = any(mark in Span(source.end, name.start).of(self.cast.text) for mark in ",;:.()")
        return not parted and all(word in self.lexicon.articles for word in between)

    def _named_last(self, source: Span) -> Phrase | None:
        """`la principale association du logiciel libre, l’April`: where a comma parts title and name, the name."""
        comma = source.of(self.cast.text).rfind(",")
        first = self.cast.phrase_in(source)
        own = first.name.of(self.cast.text) if first is not None and first.name is not None else ""
        if comma < 0 or (own and not own.isupper()):
            return None
        last = self.cast.phrase_in(Span(source.start + comma + 1, source.end))
        if last is None or last.kind != "name" or last.span.end != source.end:
            return None
        return last if not own or " " in last.span.of(self.cast.text) else None  # `le consultant RMC, Luc Morand`

    def _several(self, source: Span, phrase: Phrase | None) -> Identity | None:
        """`Kiev et ses alliés`, `le ministère de la Santé et les secouristes`: named as they stand, an organisation where the first is
        one."""
        joint = self.lexicon.joint.search(source.of(self.cast.text))
        if joint is None or phrase is None:
            return None
        joint_start, second_start = source.start + joint.start(), source.start + joint.end()
        second = self.cast.phrase_in(Span(second_start, source.end))
        opened = second is not None and second.span.start == second_start and (second.determined is not None or second.kind == "name")
        listed = phrase.span.end < joint_start and self.cast.text[phrase.span.end : phrase.span.end + 2].strip() == ","  # `A, B et C`
        if not (phrase.span.end == joint_start or listed) or not opened or second is None:
            return None
        first = self.of_phrase(phrase)
        if first.type == "unnamed" or phrase.determined == "indefinite":
            return unnamed(number="pl", rule="several/1")
        words = self.cast.without_article(source)
        rest = self.cast.without_article(Span(second_start, source.end)) if second.determined == "definite" else words[second_start - source.end :]
        whole = words[: second_start - source.end] + rest
        kind: SpeakerType = "person" if first.type == "person" and second.kind in ("name", "office") and second.noun != "body" else "organisation"
        gender: Gender = "m" if kind == "person" else "x"
        return Identity(whole, kind, gender, "pl", whole, rule="several/1")

    def somebody(self, source: Span) -> Identity:
        """Nobody whom the lexicon knows: one who posts on a page of posts, else unnamed."""
        if self.has_posts:
            return Identity(None, "private", rule="post-unnamed/1")
        return unnamed(rule="unknown/1")

    # --- phrases ---

    def of_phrase(self, phrase: Phrase) -> Identity:
        """Who a phrase of the page is."""
        if phrase.kind == "name":
            return self._name(phrase)
        if phrase.kind == "people":
            return self._people(phrase)
        if phrase.kind in ("body", "outlet"):
            return self._body(phrase)
        if phrase.kind == "document":
            maker = self.documents.maker(phrase)
            return self.of_phrase(maker)._replace(rule="document/1") if maker else unnamed(phrase.gender, phrase.number, rule="document/1")
        if phrase.name is not None and not self._of_a_body(phrase):
            return self._name(phrase)
        if phrase.kind == "poster":
            return Identity(None, "private", phrase.gender, phrase.number, rule="poster/1")
        return self._described(phrase)

    def _of_a_body(self, phrase: Phrase) -> bool:
        """`des journalistes AFP`: the name is not theirs."""
        actor = self.cast.actors.find(phrase.name.of(self.cast.text)) if phrase.name else None
        return actor is not None and actor.kind != "person"

    def _name(self, phrase: Phrase) -> Identity:
        assert phrase.name is not None
        text = self.cast.text
        name = " ".join(phrase.name.of(text).split())
        kind = self.cast.kind_of(phrase.name.of(text))
        if kind == "person" or (phrase.kind in ("office", "person") and kind != "place"):
            person = self.cast.person_named(name)
            return self._person(person, phrase) if person else Identity(name, "person", phrase.gender, said=phrase.span.of(text), rule="name/1")
        number: Number = "pl" if phrase.number == "pl" else "sg"
        said = phrase.span.of(text)
        if kind == "place":
            return Identity(name, "organisation", phrase.gender, number, said, rule="place/1")
        fullest = self.bodies.named(name)
        return Identity(fullest, "organisation", phrase.gender, number, said, self.cast.actors.find(name), rule="name/1")

    def _person(self, person: Person, phrase: Phrase) -> Identity:
        gender: Gender = person.gender if person.gender != "x" else phrase.gender
        gender = gender if phrase.gender in (gender, "x") else "x"  # `le maire Anne Petit`, then `la maire`
        said = next((d.span.of(self.cast.text) for d in person.descriptions if self._tells_side(d)), "")
        return Identity(person.name, "person", gender, "sg", said, person.actor, rule="name/1")

    def _tells_side(self, phrase: Phrase) -> bool:
        return self.cast.side_said_in(phrase.span.of(self.cast.text)) is not None

    def _people(self, phrase: Phrase) -> Identity:
        """`les Ukrainiens` speak as a body; `l’Uruguayen` is somebody of whom the page spoke."""
        if phrase.number == "pl":
            return Identity(self.bodies.bare(phrase), "organisation", "x", "pl", phrase.span.of(self.cast.text), rule="people/1")
        if phrase.determined == "indefinite":
            return unnamed(phrase.gender, phrase.number, rule="people/1")
        country = self.cast.countries.adjective(next(iter(phrase.words)))
        person = self.roles.compatriot(phrase, country)
        return self._person(person, phrase)._replace(rule="people/1") if person else unnamed(phrase.gender, rule="people/1")

    def _body(self, phrase: Phrase) -> Identity:
        if phrase.determined == "indefinite" and phrase.number == "pl" and phrase.name is None and not self._tells_side(phrase):
            return unnamed(phrase.gender, "pl", rule="bodies/1")
        outlets = phrase.kind == "outlet" or phrase.noun in self.lexicon.nameless
        if outlets and phrase.number == "pl" and phrase.name is None and len(phrase.words) == 1:
            return unnamed(phrase.gender, "pl", rule="bodies/1")  # `les médias`
        if self._gathering(phrase):
            return unnamed(phrase.gender, phrase.number, rule="gathering/1")
        name = self.bodies.described(phrase)
        actor = self.cast.actors.find(name) or (self.cast.actors.find(phrase.name.of(self.cast.text)) if phrase.name else None)
        number: Number = "pl" if phrase.number == "pl" else "sg"
        return Identity(name, "organisation", phrase.gender, number, phrase.span.of(self.cast.text), actor, rule="body/1")

    def _gathering(self, phrase: Phrase) -> bool:
        """`une équipe de chercheurs`: people without a name."""
        people = any(inner.kind in ("person", "poster") for inner in phrase.inner) or not phrase.inner
        return phrase.noun in self.lexicon.gatherings and phrase.determined == "indefinite" and phrase.name is None and people

    # --- descriptions of people ---

    def _described(self, phrase: Phrase) -> Identity:
        """An office or a person without a name."""
        spoken_for = self._spoken_for(phrase)
        if self.has_posts and phrase.noun in self.lexicon.anybody:
            return Identity(None, "private", phrase.gender, phrase.number, rule="post-unnamed/1")
        if phrase.number == "pl" or phrase.determined == "indefinite":
            announced = self.roles.announced(phrase) if phrase.number != "pl" else None
            if announced is not None:
                return self._person(announced, phrase)._replace(rule="announced/1")
            return spoken_for or unnamed(phrase.gender, phrase.number, rule="description/1")
        person = self.roles.holder(phrase)
        spoken_for = spoken_for or self._voice_before(phrase, person)
        if person is not None and (spoken_for is None or phrase.inner):
            return self._person(person, phrase)._replace(rule="holder/1")
        if spoken_for is not None:
            return spoken_for
        if self._is_kin(phrase):
            words = self.bodies.bare(self._kin_named(phrase) or phrase)
            return Identity(words, "person", phrase.gender, "sg", words, rule="kin/1" if phrase.determined == "owned" else "kin-of/1")
        of_nobody = any(inner.determined == "indefinite" for inner in phrase.inner)
        owned = phrase.determined == "owned" and len(phrase.inner) > 0  # `son ministre des Transports`
        if phrase.kind == "office" and (phrase.determined in ("definite", None) or owned) and not of_nobody:
            fuller = self._office_before(phrase)
            words = self.bodies.bare(fuller or phrase)
            return Identity(words, "person", phrase.gender, "sg", words, rule="office-before/1" if fuller else "office/1")
        return unnamed(phrase.gender, phrase.number, rule="description/1")

    def _office_before(self, phrase: Phrase) -> Phrase | None:
        """`le ministre`, of whom the page spoke last as `le ministre de la Santé` without a name."""
        if len(phrase.words) > 1 or phrase.determined != "definite":
            return None
        same = [p for p in self.cast.phrases if p.noun == phrase.noun and p.kind == "office" and p.span.start < phrase.span.start and p.name is None]
        fuller = [p for p in same if p.number != "pl" and p.determined == "definite" and phrase.words < p.words]
        return fuller[-1] if len({frozenset(p.words) for p in fuller}) == 1 else None

    def _is_kin(self, phrase: Phrase) -> bool:
        """`son avocat`, `la mère de la victime`: one person, by the relation to another."""
        of_one = any(inner.determined != "indefinite" for inner in phrase.inner) or len(phrase.words) > 1
        return phrase.noun in self.lexicon.kin and (phrase.determined == "owned" or (phrase.determined == "definite" and of_one))

    def _kin_named(self, phrase: Phrase) -> Phrase | None:
        """`la mère du suspect`, where the page names the other end in one other place: `la mère de Paul Roux`."""
        if phrase.determined != "definite" or any(inner.name is not None for inner in phrase.inner):
            return None
        same = [
            p for p in self.cast.phrases if p.noun == phrase.noun and p.determined == "definite" and any(inner.kind == "name" for inner in p.inner)
        ]
        return same[0] if len({self.bodies.bare(p) for p in same}) == 1 else None

    def kin_of(self, who: Identity, other: Identity) -> Identity:
        """The relation with its other end: `épouse de Karim Blin`, where the page names him in full."""
        if other.type != "person" or other.speaker is None or " " not in other.speaker or self.cast.person_named(other.speaker) is None:
            return who
        return who._replace(speaker=self.bodies.joined(who.speaker or "", other.speaker))

    def _voice_before(self, phrase: Phrase, holder: Person | None) -> Identity | None:
        """`Un porte-parole de la police …. Le porte-parole a ajouté`: the body named there, unless the page names a spokesperson."""
        if phrase.noun not in self.lexicon.spokespersons or phrase.inner or phrase.determined not in ("definite", "pointing"):
            return None
        if holder is not None and any(said.noun in self.lexicon.spokespersons for said in holder.descriptions):
            return None
        before = [
            p for p in self.cast.phrases if p.noun in self.lexicon.spokespersons and p.inner and p.name is None and p.span.start < phrase.span.start
        ]
        return self._spoken_for(before[-1]) if before else None

    def _spoken_for(self, phrase: Phrase) -> Identity | None:
        """The body for which a spokesperson speaks, or which its members are."""
        spokes = phrase.noun in self.lexicon.spokespersons
        members = phrase.noun in self.lexicon.members and phrase.number == "pl" and phrase.determined == "definite"
        if not (spokes or members):
            return None
        for inner in phrase.inner:
            who = self.of_phrase(inner)
            if who.type == "organisation" and (spokes or (who.rule == "name/1" and inner.kind == "name")):
                return who._replace(gender=phrase.gender, number=phrase.number, rule="spokesperson/1" if spokes else "members/1")
        return None
