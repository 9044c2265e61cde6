"""One noun phrase that may name a speaker, read from a word onwards.

A phrase is a determiner, adjectives, a noun that the lexicon knows with its complements, and a name; or a name alone. No parser: what is
read is the pattern of the words, so that it costs little and reads the same everywhere. What the patterns do not know ends the phrase.
"""

from __future__ import annotations

from itertools import compress, count

from selon.model import Span
from selon.resolve.complements import ComplementReader
from selon.resolve.lexicon import Noun
from selon.resolve.phrase import Phrase
from selon.resolve.proper_names import CLOSING, Complement
from selon.resolve.speaker_words import Determined, Gender, Number

_MAX_COMPLEMENTS = 6
_MAX_TO_COMMA = 7
_MAX_TRADE = 2
_OPENS = frozenset(("name", "head"))


class PhraseReader(ComplementReader):
    """Reads phrases from the words of one sentence."""

    def phrases(self) -> list[Phrase]:
        """All of the sentence, in text order, none overlapping another."""
        found: list[Phrase] = []
        end = 0
        for at in self.beginnings():
            if at < end or (self.words[at].folded in self.lexicon.never_first and self._begins_nothing(at)):
                continue
            read = self.phrase_at(at)
            if read is not None and read[1] > at:
                phrase, end = read
                found.append(phrase)
        return found

    def _begins_nothing(self, at: int) -> bool:
        """`Dans`, `Il`: a word of which nothing but its capital letter looks like a name."""
        return self._actor_end(at) == at and not self._begins_full_name(at)

    def beginnings(self) -> list[int]:
        """The words at which a phrase may begin, as far as each and the next alone tell; at the others none does."""
        begins, first = [*self._begins, ""], self._sentence_start
        return [
            at
            for at in compress(count(), begins)
            if (way := begins[at]) in _OPENS or ((after := begins[at + 1]) and after != "of" and (way == "determiner" or at == first))
        ]

    def phrase_at(self, at: int, *, apposition: bool = True, sure: bool = False) -> tuple[Phrase, int] | None:
        """The phrase that begins at this word, and the index of the word after it; None where none begins.

        `apposition` allows a part behind a comma; `sure` says that a speaker stands here, so that a capital letter means a name.
        """
        start = at
        if self._capital[at]:
            if self._actor_end(at) > at + 1:  # a name that begins with an article: La Poste, Les Verts
                own = self.lexicon.determiners.get(self.words[at].lower)
                return self._named(start, at, None, own.gender if own else "x", own.number if own else "x", apposition, sure)
            if self.words[at].lower in self.lexicon.articles and self._title_end(at) > at:
                return self._named(start, at, None, "x", "sg", apposition, sure)
        determined, gender, number, at = self._determiner(at, sure=sure)
        at = self._skip_adjectives(at)
        noun = self._noun(at)
        if noun is not None and not self._names_actor(at) and not self._bears_its_kind(at, noun):
            return self._described(start, at, noun, determined, gender, number, apposition)
        return self._named(start, at, determined, gender, number, apposition, sure)

    def _bears_its_kind(self, at: int, noun: Noun) -> bool:
        """`Radio Lune`, `la Gazette Soir`: a body's or an outlet's name that begins with what it is; but not `l'ONG Rive`."""
        capital = self._capital[at] and self._capital[at + 1] and noun.length == 1 and not self.words[at].text.isupper()
        return capital and noun.kind in ("body", "outlet") and not self._names_actor(at + 1)

    # --- parts ---

    def _determiner(self, at: int, *, sure: bool = False) -> tuple[Determined | None, Gender, Number, int]:
        kind: Determined | None = None
        gender: Gender = "x"
        number: Number = "x"
        words, determiners = self.words, self.lexicon.determiners
        if (sure or at == self._sentence_start) and words[at].lower in self.lexicon.of and words[at + 1].folded in self.lexicon.before_noun:
            return "indefinite", gender, "pl", at + 1  # `De nombreux habitants`
        while (said := determiners.get(words[at].lower)) is not None:
            if said.kind == kind == "definite":
                break
            kind = said.kind if kind is None or said.kind == "indefinite" else kind  # `l’un des experts` is nobody known
            gender = said.gender if said.gender != "x" else gender
            if said.number != "x" and not (kind == "indefinite" and number == "sg"):  # `une des passagères` is one
                number = said.number
            at += 1
        return kind, gender, number, at

    def _skip_adjectives(self, at: int) -> int:
        """`un jeune manifestant`: past what stands before the noun, also where it can be a noun itself."""
        while self.words[at].folded in self.lexicon.before_noun:
            noun = self._noun(at)
            if noun is not None and (noun.length > 1 or self._noun(at + 1) is None):
                break
            at += 1
        return at

    def _described(
        self, start: int, at: int, noun: Noun, determined: Determined | None, gender: Gender, number: Number, apposition: bool
    ) -> tuple[Phrase, int]:
        civility = self.words[at].folded in self.lexicon.civilities
        determiners, before = self.lexicon.determiners, self.words[start:at]
        content = [word.folded for word in before if word.lower not in determiners] if before else []
        content += [word.folded for word in self.words[at : at + noun.length]] if noun.length > 1 else [self.words[at].folded]
        at += noun.length
        if self.words[at].capital and noun.kind in ("office", "person"):
            at += (noun.kind == "office" and self._is_party(at)) or self._is_area(at)
        at, party = self._brackets(at) if apposition and noun.kind == "office" else (at, None)  # `le maire (PCF) de la commune`
        at, extra, inner = self._complements(at)
        content += extra
        at, short = self._brackets(at) if apposition and party is None else (at, party)
        shown = short is not None and noun.kind == "body" and self._is(",", at)  # `la commission électorale (CE), Paul Roux`: no name of hers
        behind = at
        at, name = (at, None) if noun.name in self.lexicon.nameless or shown else self._name_after(at, noun, apposition)
        if name is not None and inner and at == behind + 1 and noun.kind in ("office", "person") and (holder := self._full_name_at(at)) is not None:
            behind, (at, name) = at, holder  # `le chef du réseau Vigie, Paul Roux`
        apart = name is not None and noun.kind in ("office", "person") and self._is(",", behind)
        second = self._second_title(behind + 1) if apart else None
        if name is not None and short is None and apposition:
            at, short = self._brackets(at)
        apposed = second[1] if second is not None else None
        if name is not None and not apart and apposition and noun.kind in ("office", "person") and self._is(",", at):
            apposed = self._apposed_description(at + 1)  # `le docteur Anne Petit, directrice de l'hôpital, …`
        phrase = Phrase(
            span=self._span(start, at),
            kind=noun.kind,
            noun=noun.name,
            name=name,
            short=short,
            words=frozenset(content),
            gender=gender if gender != "x" else noun.gender,
            number=number if number != "x" else "pl" if noun.plural else "sg",
            determined=determined,
            civility=civility,
            governed=self._governed(start),
            before=self.words[start - 1].lower,
            apposed=apposed,
            inner=tuple(inner),
        )
        return phrase, at

    def _named(
        self, start: int, at: int, determined: Determined | None, gender: Gender, number: Number, apposition: bool, sure: bool
    ) -> tuple[Phrase, int] | None:
        if not self._capital[at] and self.words[at].folded not in self.lexicon.civilities:
            return None
        civility, capital = False, at
        while (behind := self._behind_civility(at))[0] > at:
            civility, gender, number = True, self.lexicon.civilities[self.words[at].folded], "sg"
            at, capital = behind
        if determined == "definite" and self._says_whose(at) and self._begins_full_name(at + 1):
            civility, number, at, capital = True, "sg", at + 1, at + 1  # `le Français Paul Roux`, `la LR Anne Petit`
        complement: Complement | None = None if apposition else "article" if determined is not None else "bare"
        end = self._name_end(capital, sure=sure or civility or determined is not None, complement=complement)
        if end == capital:
            return None
        begin = at
        people = self._is_people(at, end, determined)
        content = frozenset([word.folded for word in self.words[at:end] if word.text[0].isalnum()])
        end = self._past_nationality(begin, end) if determined == "definite" and not people and not civility else end
        at, short = self._brackets(end) if apposition else (end, None)
        apposed: Phrase | None = None
        if apposition and determined is None and self._is(",", at):
            apposed = self._apposed_description(at + 1)
        phrase = Phrase(
            span=self._span(start, at),
            kind="people" if people else "name",
            name=self._span(begin, end),
            short=short,
            words=content,
            gender=gender if gender != "x" else self._gender_of(begin, end),
            number=number,
            determined=determined,
            civility=civility,
            governed=self._governed(start),
            before=self.words[start - 1].lower,
            apposed=apposed,
        )
        return phrase, at

    def _complements(self, at: int) -> tuple[int, list[str], list[Phrase]]:
        """Adjectives and `de …` complements after a noun: where they end, their content words, the phrases among them."""
        content: list[str] = []
        inner: list[Phrase] = []
        for _ in range(_MAX_COMPLEMENTS):
            while self._is_adjective(at) or (content and self.words[at].lower in self.lexicon.joints and self._is_adjective(at + 1)):
                content.append(self.words[at].folded)
                at += 1
            at += content != [] and (self._goes_on_with_field(at) or self._is_area(at))
            if self.words[at].lower not in self.lexicon.joining:
                break
            begin = at + 1
            if self.words[begin].text.isdigit() and self.words[begin + 1].folded in self.lexicon.age_words:
                at = begin + 2  # `le conducteur de 32 ans, Paul Roux`
                continue
            if not self._begins_complement(at):
                break
            if self.words[at].lower not in self.lexicon.of and self._capital[begin] and self.lexicon.first_name(self.words[begin + 1].folded):
                content.append(self.words[begin].folded)  # `secrétaire d'État aux Transports Jean Petit`: a field, then the name
                at = begin + 1
                break
            complement = self.phrase_at(begin, apposition=False)
            if complement is not None:
                phrase, at = complement
                inner.append(phrase)
                content += phrase.words
            elif not self._begins_name(begin):
                end = self._plain_complement(begin)
                if end == begin:
                    break
                if self._capital[end] and (named := self._named(end, end, None, "x", "x", False, True)) is not None:
                    inner.append(named[0])  # `du verrier Zorvex`: a noun that the lexicon does not know, and a name
                content += [word.folded for word in self.words[begin:end] if word.lower not in self.lexicon.determiners]
                at = end
            else:
                break
        return at, content, inner

    def _name_after(self, at: int, noun: Noun, apposition: bool) -> tuple[int, Span | None]:
        """A name right after a description (`le président Zelensky`), or behind a comma or a civility (`le ministre, M. Valls`)."""
        if not self._may_go_on_with_name(at, noun):
            return at, None
        if not apposition and (self._is(",", at) or (noun.kind == "body" and not self._takes_names(noun))):
            return at, None
        if not apposition and noun.name in self.lexicon.of_leaders and self._name_end(at, sure=True) != at + 1:
            return at, None
        if not apposition and noun.kind == "body" and noun.name not in self.lexicon.named_after and self._begins_full_name(at):
            return at, None  # `le chef du parti travailliste Paul Roux`
        own = self._capital[at - 1] and not self.words[at - 1].text.isupper()  # `de l'hôpital des Frères Roux`
        if not apposition and noun.plural and noun.kind in ("office", "person") and not own:
            return at, None  # `la ministre des Droits des femmes Anne Roux`
        if not apposition and noun.name in self.lexicon.fields and self._capital[at - 1]:
            return at, None  # `le ministre de la Famille Paul Roux`, `le défenseur des droits de l'Homme Paul Roux`
        kind = noun.kind
        if kind == "document" and self._begins_full_name(at):
            return at, None  # `dans un communiqué Paul Roux, …`
        somebody = kind in ("office", "person")
        if somebody and self.words[at].folded in self.lexicon.places and not self._capital[at + 1] and not self._is_small_body(at):
            at += 1  # `le commandant de la région Nord`
        begin = at + 1 if self._is(",", at) else at
        if somebody and not noun.plural and self.words[at].lower in self.lexicon.joints and not self._begins_name(at + 1):
            second = self._second_title(at + 1)  # `le maire et député Paul Roux`
            if second is not None and second[1].determined is None:
                return second[0], second[1].name
            return self._behind_trade(at + 1)
        if kind == "outlet" and begin == at and not self._capital[at] and self._names_actor(at + 1):
            begin += 1  # an adjective that the lexicon does not know: `la chaîne qatarie Al Jazeera`
        capital = begin
        while (behind := self._behind_civility(begin))[0] > begin:
            begin, capital = behind
        behind_comma = begin > at and self._is(",", at)
        if kind in ("body", "outlet") and not behind_comma and (quoted := self._quoted_name(begin)) is not None:
            return quoted
        plain_article = kind == "body" or (kind == "outlet" and not self._capital[begin])  # in `le quotidien Le Temps` it is the name's
        may_have_article = kind in ("body", "outlet") if behind_comma else plain_article and self._capital[begin + 1]
        if may_have_article and self.words[begin].lower in self.lexicon.articles:
            begin += 1
        if behind_comma and somebody and (second := self._second_title(begin)) is not None:
            return second[0], second[1].name
        end = self._name_end(max(begin, capital), sure=True, complement=None if apposition else "bare")
        region = somebody and end > begin + 2 and (self.words[begin - 1].folded in self.lexicon.places or self._is_party(begin))
        if region and self._begins_full_name(begin + 1):
            begin += 1  # `la présidente de la région Occitanie Anne Petit`, `le patron des députés LR Paul Roux`
        body = self._body_end(begin) if somebody and not behind_comma else begin
        if body > begin and self._capital[body] and self._capital[body + 1]:
            begin, end = body, self._name_end(body, sure=True)  # `le chef de la milice privée Wagner Karl Blum`
        if end == begin or (behind_comma and not self._closes_apposition(end, kind, begin)):
            return at, None
        return end, self._span(begin, end)

    def _behind_trade(self, at: int) -> tuple[int, Span | None]:
        """`le géologue et | minéralogiste bernois Paul Roux`: a full name behind one or two words that no lexicon lists."""
        for begin in range(at + 1, at + 1 + _MAX_TRADE):
            if not self.words[begin - 1].text.islower() or self.words[begin - 1].lower in self.lexicon.determiners:
                break
            if self._begins_full_name(begin):
                end = self._name_end(begin, sure=True)
                return end, self._span(begin, end)
        return at - 1, None

    def _second_title(self, at: int) -> tuple[int, Phrase] | None:
        """A second title with the name: `le porte-parole de l’armée, le colonel Paul Roux`, `le maire, député du Gard, Paul Roux`; and where
        it ends."""
        determined, _, _, begin = self._determiner(at)
        noun = self._noun(begin)
        if noun is None or noun.kind not in ("office", "person"):
            return None
        phrase, end = self._described(at, begin, noun, determined, "x", "sg", apposition=determined is None)
        closed = (self.words[end].text or ".") in CLOSING or determined is None
        return (end, phrase) if phrase.name is not None and closed else None

    def _apposed_description(self, at: int) -> Phrase | None:
        start = at
        determined, gender, number, at = self._determiner(at)
        at = self._skip_adjectives(at)
        noun = self._noun(at)
        if noun is None:
            return None
        phrase, end = self._described(start, at, noun, determined, gender, number, apposition=False)
        # With an article it may as well be the next clause's subject: `Selon Riva, le maire a menti`. A second comma or the end tells.
        closed = determined is None or end >= self._count or any(word.text == "," for word in self.words[end : end + _MAX_TO_COMMA])
        closed = closed or not self.words[end].text[0].isalnum()
        return phrase if closed and (phrase.name is None or phrase.kind == "office") else None

    def _governed(self, start: int) -> bool:
        """A preposition stands before the phrase, or its article holds one (`du`, `au`)."""
        governing = self.lexicon.governing
        return self.words[start].lower in governing or self.words[start - 1].lower in governing
