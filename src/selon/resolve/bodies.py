"""Which body a phrase means: `le ministère`, `la centrale syndicale`, `l’agence`, `la direction`, `la CGT`; and the fullest form of its
name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from selon.languages.fold import fold
from selon.model import Span
from selon.resolve.cast import Cast
from selon.resolve.phrase import Phrase
from selon.resolve.words import WORDS_KEPT, folded_words

_BODIES = ("body", "outlet")
_MAX_SENTENCES_BACK = 6
_PAPER_SENTENCES_BACK = 2
_PART = re.compile(r"\w+")


class Bodies:
    """Finds the fullest name of a body on one page."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lexicon = cast.lexicon
        self._fullest: dict[str, str] = {}

    # --- names ---

    def named(self, name: str) -> str:
        """The fullest form of a body's name on the page: `SUD` gives `SUD-PTT`, `CGT` gives `Confédération générale du travail (CGT)`."""
        if name not in self._fullest:
            best, parts = name, _parts(name)
            for form, whole in self._all_forms:
                if _holds(form, whole, name, parts) and (len(whole), len(form)) > (len(_parts(best)), len(best)):
                    best = form
            self._fullest[name] = best
        return self._fullest[name]

    @cached_property
    def _all_forms(self) -> list[tuple[str, list[str]]]:
        """Every name under which the page shows a body, each once, with its parts."""
        shown = [phrase for phrase in self.cast.phrases if phrase.name is not None or phrase.short is not None]
        forms = dict.fromkeys([form for phrase in shown for form in self._forms(phrase)])
        return [(form, _parts(form)) for form in forms]

    def _forms(self, phrase: Phrase) -> list[str]:
        """The names under which a phrase shows a body."""
        text = self.cast.text
        if phrase.name is not None and self.cast.kind_of(phrase.name.of(text)) in _BODIES:
            name = phrase.name.of(text)
            return [f"{name} ({phrase.short.of(text)})" if phrase.short else name]
        if phrase.short is None:
            return []
        of = phrase.inner[-1] if phrase.inner else None  # `le directeur de la Société des eaux (SDE)`
        if phrase.kind in _BODIES and not self._short_of(of, phrase) and not (phrase.number == "pl" and of is not None and of.kind == "body"):
            return [self._spelled_out(self.bare(phrase), phrase.short.of(text))]  # but `les forces du Front du Nord (FDN)`
        shown = of is not None and (of.kind in _BODIES or of.name is not None)
        return [self._spelled_out(f"{self.bare(of)} ({phrase.short.of(text)})", phrase.short.of(text))] if of is not None and shown else []

    def _is_anothers(self, fuller: Phrase, phrase: Phrase) -> bool:
        """Further down the noun stands with an adjective, which may tell of another one (`l'avionneur`, then `l'avionneur américain`)."""
        adjective = len(fuller.words - phrase.words) == 1 and not fuller.inner and len(phrase.words) == 1
        return adjective and fuller.name is None and fuller.span.start > phrase.span.start

    def _short_of(self, of: Phrase | None, phrase: Phrase) -> bool:
        """`le bureau de l'agence spatiale (ESA)`: the acronym is that of the body right before it, unless the other noun begins as it does."""
        if of is None or phrase.short is None or of.kind != "body" or of.name is not None or of.number != "sg" or of.determined != "definite":
            return False
        return fold(phrase.short.of(self.cast.text))[:1] != fold(phrase.noun or "")[:1]

    def bare(self, phrase: Phrase) -> str:
        """The phrase without its article, up to its own name's end."""
        span = phrase.span
        if phrase.short is None or phrase.short.end >= span.end:
            return self.cast.without_article(span)
        if self.cast.text[phrase.short.end] == ",":  # `(CGT, premier syndicat du pays)`
            span = Span(span.start, phrase.short.end)
        return self.cast.without_article(span).removesuffix(")") + ")"

    def _spelled_out(self, words: str, short: str) -> str:
        """`cellule locale de l'Organisation mondiale de la santé (OMS)`: from the capital with which the acronym begins."""
        begins = re.search(rf"(?<![\w-]){re.escape(short[0])}", words) if fold(words[:1]) != fold(short[0]) else None
        return words[begins.start() :] if begins is not None and begins.start() < words.rfind("(") else words

    # --- descriptions ---

    def described(self, phrase: Phrase) -> str:
        """Who a description means: another body of the page in its fullest form, or the description itself without its article."""
        if phrase.name is not None and phrase.noun is not None:
            return self.named(phrase.name.of(self.cast.text)) if self._is_its_name(phrase) else self.bare(phrase)
        if phrase.noun in self.lexicon.parts and not phrase.inner and phrase.words <= {phrase.noun}:
            return self._part(phrase)
        fuller = self._fuller(phrase)
        if fuller is not None and self._is_anothers(fuller, phrase) and (before := self._taken_up(phrase)) is not None:
            return before
        if fuller is not None:
            return self.bare(fuller) if fuller.name is None else self.named(fuller.name.of(self.cast.text))
        return self._taken_up(phrase) or self.bare(phrase)

    def _is_its_name(self, phrase: Phrase) -> bool:
        """`le syndicat SUD` is SUD, `la fédération des banques, Febelfin` is Febelfin; but `le comité Nobel` is no Nobel."""
        assert phrase.name is not None
        apart = "," in Span(phrase.span.start, phrase.name.start).of(self.cast.text)
        own = phrase.kind == "outlet" or phrase.noun in self.lexicon.taken_up
        return apart or own or self.cast.actors.find(phrase.name.of(self.cast.text)) is not None

    def _part(self, phrase: Phrase) -> str:
        """`la direction`: of the body named last before."""
        owner = self._last_named(phrase, any_distance=True, wanted=lambda other: True)
        noun = phrase.noun or ""
        if owner is None:
            return self.bare(phrase)
        words = self.bare(phrase)
        return self.joined(words if words else noun, owner)

    def joined(self, words: str, owner: str) -> str:
        """`direction` and `SNCF` give `direction de SNCF`."""
        voices = self.lexicon.voices
        joint = voices.of_elided if fold(owner)[:1] in fold(voices.elided_before) else voices.of
        return f"{words} {joint}{owner}"

    def _fuller(self, phrase: Phrase) -> Phrase | None:
        """A phrase with the same noun that says all that this one says, and more: the nearest before, else, of one body, the only one
        after."""
        asked = self._content(phrase)
        if phrase.determined in ("indefinite",):
            return None
        same = [p for p in self.cast.phrases if p.kind == phrase.kind and self._same_noun(phrase, p) and p.span != phrase.span and self._is_whole(p)]
        fuller = [p for p in same if asked < self._content(p) or (asked == self._content(p) == {phrase.noun} and p.name is not None)]
        fuller = [p for p in fuller if p.determined != "indefinite" or p.name is not None] or fuller
        before = [p for p in fuller if p.span.start < phrase.span.start]
        if before:
            return self._fullest_like(before[-1], fuller)
        if phrase.number == "pl":
            return None  # `les autorités`, and further down `les autorités de la région`
        after = {frozenset(self._content(p)): p for p in fuller}
        return next(iter(after.values())) if len(after) == 1 else None

    def _same_noun(self, phrase: Phrase, other: Phrase) -> bool:
        """`la compagnie` may be `la compagnie aérienne Volta`."""
        return other.noun is not None and (other.noun == phrase.noun or (phrase.kind == "body" and other.noun.startswith(f"{phrase.noun} ")))

    def _is_whole(self, phrase: Phrase) -> bool:
        """The name in it is its own: not `un cadre du collectif, Paul Roux`."""
        return phrase.name is None or not phrase.governed or self.cast.kind_of(phrase.name.of(self.cast.text)) != "person"

    def _fullest_like(self, phrase: Phrase, others: list[Phrase]) -> Phrase:
        """Of phrases that may be the same body the one that says most."""
        content = self._content(phrase)
        return max([phrase, *(p for p in others if content < self._content(p))], key=lambda p: len(p.words))

    def _content(self, phrase: Phrase) -> frozenset[str]:
        return phrase.words - self.lexicon.before_noun

    def _taken_up(self, phrase: Phrase) -> str | None:
        """`l’organisation islamique`, `le quotidien`: a body named before that may be called so."""
        noun = phrase.noun or ""
        extra = self._content(phrase) - frozenset(folded_words(noun)) - self.lexicon.of
        many = 2 if any(self.cast.countries.adjective(word) for word in extra) else 1  # `le mouvement islamiste palestinien`
        plain = not phrase.inner and len(extra) <= many and phrase.number != "pl"  # `le syndicat des cheminots` is one of its own
        if not plain or self.is_proper(phrase) or phrase.determined == "indefinite" or noun in self.lexicon.nameless:
            return None
        if phrase.kind == "body" and noun not in self.lexicon.taken_up:
            return self._described_so(phrase)
        called = self.called(phrase) or self._described_so(phrase)
        side = next((code for word in extra if (code := self.cast.countries.adjective(word))), None)
        if called is None and phrase.kind == "outlet" and side is not None:
            return self._paper_of(phrase, side) if noun in self.lexicon.papers else None  # `la télévision iranienne` is not the paper named before
        if called is not None or phrase.kind == "outlet":
            last = self._last_named(phrase, any_distance=True, wanted=lambda other: self._is_outlet(other) and self._may_be_outlet(other, noun))
            paper = self._paper_of(phrase, None) if noun in self.lexicon.papers and not extra and called is None and last is None else None
            return called or last or paper or self._first_named_after(phrase, noun)
        return self._last_named(phrase, any_distance=False, wanted=self._is_open) or self._unknown_before(phrase)

    def _unknown_before(self, phrase: Phrase) -> str | None:
        """`Zalora a été piraté. La plateforme …`: a name that may be anybody's opens the sentence before and is the only one there."""
        here = self.cast.sentence_at(phrase.span.start)
        named = [other for other in self.cast.phrases_of(here - 1) if other.name is not None] if here > 0 else []
        first = named[0] if len(named) == 1 else None
        if first is None or first.name is None or first.noun is not None or first.span.start != self.cast.sentences[here - 1].span.start:
            return None
        name = first.name.of(self.cast.text)
        return name if self.cast.is_unknown(name) else None

    def _paper_of(self, phrase: Phrase, side: str | None) -> str | None:
        """`Le Soir d'Ombre affirme …. Selon le quotidien belge, …`: the outlet named right before, unless it is known to be another country's."""
        here = self.cast.sentence_at(phrase.span.start)

        def may_be(other: Phrase) -> bool:
            actor = self.cast.actors.find(other.name.of(self.cast.text)) if other.name is not None else None
            near = here - self.cast.sentence_at(other.span.start) <= _PAPER_SENTENCES_BACK
            outlet = self._is_outlet(other) or (self._is_open(other) and not other.governed)
            return near and outlet and (actor is None or actor.side in (None, side))

        return self._last_named(phrase, any_distance=False, wanted=may_be)

    def _described_so(self, phrase: Phrase) -> str | None:
        """`l'établissement` for `le centre hospitalier de Lens`: the last body without a name of its own that may be called so."""
        extra = phrase.words - frozenset(folded_words(phrase.noun or ""))
        for other in reversed(self.cast.phrases):
            whole = other.kind == "body" and other.name is None and other.determined == "definite" and other.number != "pl" and extra <= other.words
            if whole and other.span.start < phrase.span.start and self.lexicon.is_kind_of(phrase.noun or "", other.noun or ""):
                return self.described(other)
        return None

    def is_proper(self, phrase: Phrase) -> bool:
        """`le Groupe de travail`: a name of its own, which takes up nobody."""
        words = self.cast.words_in(phrase.span)
        opens = phrase.span.start == self.cast.sentences[self.cast.sentence_at(phrase.span.start)].span.start
        inside = words[1:] if opens else words
        return any(word.capital and word.folded == phrase.noun for word in inside if word.lower not in self.lexicon.determiners) and len(words) > 2

    def called(self, phrase: Phrase) -> str | None:
        """The last body named before that its own noun or the actor file calls so."""
        noun = phrase.noun or ""
        return self._last_named(phrase, any_distance=True, wanted=lambda other: self._may_be_called(other, noun))

    def _is_open(self, phrase: Phrase) -> bool:
        """A body of which neither the page nor the actor file says what it is."""
        actor = self.cast.actors.find(phrase.name.of(self.cast.text)) if phrase.name else None
        return phrase.noun is None and not self._is_outlet(phrase) and not (actor is not None and actor.nouns)

    def _first_named_after(self, phrase: Phrase, noun: str) -> str | None:
        """A title may speak of `l’agence` before the text names it."""
        for other in self.cast.phrases:
            if other.span.start > phrase.span.start and other.name is not None and self._is_outlet(other) and self._may_be_called(other, noun):
                return self.named(other.name.of(self.cast.text))
        return None

    def _may_be_called(self, phrase: Phrase, noun: str) -> bool:
        """The body's own noun or the actor file says that it is one."""
        if phrase.noun is not None and phrase.kind in _BODIES and self.lexicon.may_describe(noun, phrase.noun):
            return True
        actor = self.cast.actors.find(phrase.name.of(self.cast.text)) if phrase.name else None
        return actor is not None and any(self.lexicon.may_describe(noun, said) for said in actor.nouns)

    def _may_be_outlet(self, phrase: Phrase, noun: str) -> bool:
        """Nothing that is known of the outlet speaks against its being called so: `la radio locale` is no news agency."""
        actor = self.cast.actors.find(phrase.name.of(self.cast.text)) if phrase.name else None
        return actor is None or not actor.nouns or self._may_be_called(phrase, noun)

    def _is_outlet(self, phrase: Phrase) -> bool:
        return phrase.name is not None and self.cast.kind_of(phrase.name.of(self.cast.text)) in ("outlet", "platform")

    def last_outlet(self, phrase: Phrase) -> str | None:
        """The outlet named last before a phrase."""
        return self._last_named(phrase, any_distance=True, wanted=self._is_outlet)

    def _last_named(self, phrase: Phrase, *, any_distance: bool, wanted: Callable[[Phrase], bool]) -> str | None:
        """The fullest name of the last body named before the phrase that is wanted; None where there is none."""
        here = self.cast.sentence_at(phrase.span.start)
        for other in reversed(self.cast.phrases):
            shown = other.name or (other.short if other.kind in _BODIES else None)
            if other.span.start >= phrase.span.start or shown is None or other.determined == "indefinite":
                continue  # `un TGV` is a thing
            name = shown.of(self.cast.text)
            if self.cast.kind_of(name) not in _BODIES or fold(name) in self.lexicon.no_bodies or not wanted(other):
                continue
            if any_distance or here - self.cast.sentence_at(other.span.start) <= _MAX_SENTENCES_BACK:
                return self.named(name)
        return None


def _holds(form: str, whole: list[str], name: str, part: list[str]) -> bool:
    """The form says the name and more: as a part of it, or as the acronym in its brackets."""
    return len(part) > 0 and set(part) < set(whole) and (part == whole[: len(part)] or form.endswith(f"({name})") or part == whole[-len(part) :])


@lru_cache(maxsize=WORDS_KEPT)
def _parts(name: str) -> list[str]:
    return _PART.findall(fold(name))
