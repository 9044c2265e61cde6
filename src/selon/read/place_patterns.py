"""The words of `places.toml`, made ready to be met before and after a name.

What stands directly before a name is looked up, not searched: `phrases` writes every word out with the gaps and articles that may follow,
and `Sides` takes the last few words before a name in the same form. Patterns remain where more words may stand between; each is
tried only where a phrase or a word of the sentence says that it can match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from selon.languages import Pack
from selon.languages.alternatives import any_of
from selon.languages.fold import fold_same_length
from selon.languages.spelling import name_key
from selon.read.place_words import Metonyms, PlaceWords, known_by_key, nationality_forms

# Where a word begins, and the gap after one: a space, or nothing after an apostrophe.
BEGIN = r"(?:^|(?<=[\s(«“\"'’\[—–-]))"
AFTER = r"(?:\s|(?<='))"
_WORD = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"[^\W_]*[\W_]*$")


class PlacePatterns:
    """The table, indexed: names by key, phrases that stand directly before a name, and patterns for what may be further off.

    All are in small letters with straight apostrophes and plain spaces; those made of nouns and titles are also without accents.
    """

    def __init__(self, words: PlaceWords) -> None:
        self.words = words
        nouns, prepositions, articles = words.nouns, words.prepositions, words.prepositions.articles
        self.stop, self.local = frozenset(map(name_key, words.stop.names)), frozenset(map(name_key, words.stop.local))
        self.small_stop = frozenset(name_key(name).partition(" ")[0] for name in words.stop.names if name[0].islower())
        self.compass_keys = frozenset(map(name_key, nouns.compass))
        self.of_behind = re.compile(rf"\s(?:{'|'.join(nouns.of)})(?:(?<=')|\s)")
        self.known = known_by_key(words)
        # What longer names of the table begin with, word by word.
        self.beginnings = frozenset(key[: at + 1] for key in (*self.stop, *self.known) for at, char in enumerate(key) if char == " ")
        # Names may begin small only with these words.
        self.small_starts = self.small_stop | nouns.waters | nouns.lands | {key.partition(" ")[0] for key in self.known}
        self.article_forms = frozenset().union(*words.articles.values())
        self.nationalities = nationality_forms(words.demonyms)
        self.nationality_words = first_words(self.nationalities)
        self.of = phrases(nouns.of)
        self.at = phrases(prepositions.at, articles) | phrases(prepositions.contracted)
        self.inside = phrases(prepositions.inside, articles)
        self.plain = phrases(prepositions.plain)
        self.proving = phrases(prepositions.proving)
        self.beside = phrases(prepositions.beside, articles)
        self.areas = phrases(prepositions.areas)
        self.determined = phrases(prepositions.determiners)
        self.titles = phrases(words.persons.titles) | phrases(f"{title}." for title in words.persons.titles)
        self.clubs = phrases(nouns.clubs, nouns.of)
        self.buildings = phrases(nouns.buildings)
        self.named_after = tuple(f"{noun} " for noun in (*nouns.buildings, *nouns.named_after))
        self.compass = phrases(f"{point} {of}" for point in nouns.compass for of in nouns.of)
        self.bare_nouns = phrases((nouns.regions | nouns.towns | nouns.rivers) - words.persons.titles)
        self.before_nouns = self.of | phrases(nouns.naming_by, articles)
        every_noun = {*nouns.regions, *nouns.towns, *nouns.others, *nouns.rivers, *nouns.lands} - {*nouns.with_article} | nouns.others
        self.noun_of, self.noun_words = self._noun_of(every_noun), first_words(every_noun)
        self.listing = self._listing()
        self.counted = re.compile(rf" \d[\d ]{{0,6}}(?:{'|'.join(nouns.counted)})\b")
        self.copula_signs = frozenset(copula[0] for copula in nouns.copulas)
        self.defined = re.compile(rf" ?(?:{any_of(nouns.copulas)})(?: ?(?!(?:{any_of(nouns.breaks)})\b)[\w'-]+){{0,3}} (?:{any_of(nouns.naming)})\b")
        # After the name that opens a dispatch: "Kiev, 3 janvier" (but "Jean, 19 ans"), "ADRÉ, Tchad —", "MOSCOU (Reuters) -".
        day = rf",(?: \w{{1,3}})? \d{{1,2}}(?:er)?\b(?! (?:{any_of(words.words.ages)}))"
        country = r",[^,.;:()\d]{2,30}?\s?(?:\([^()]{2,40}\)\s?)?(?:--|[–—])\s"
        self.dateline = re.compile(rf"{day}|{country}|\s?\([^()]{{2,40}}\)\s?[-–—:]|\s[-–—]\s")
        self.noble = re.compile(rf"(?P<first>[^\W\d_][\w'-]+) (?P<last>[^\W\d_][\w'-]+) (?:{any_of(nouns.of)}){AFTER}$")
        union_of = f"(?:(?:{any_of((*nouns.of, *nouns.unions_by))}){AFTER})"
        self.union = re.compile(rf"\b(?:{any_of(nouns.unions)})\b(?= )")
        self.union_words = first_words(nouns.unions)
        self.union_goes_on = re.compile(rf" (?:{union_of}|(?!(?:{any_of(nouns.breaks)})\b)[\w'-]+ ){{0,7}}?{union_of}$")
        self.joined_to_union = self.of | phrases(nouns.unions_by)
        row = any_of({*nouns.of, *articles, *prepositions.at, *prepositions.contracted})
        self.row = re.compile(
            rf"(?: \([^()\d]{{2,16}}\))?(?: ?(?:{any_of(prepositions.rows)}))?(?: (?:{row}){AFTER})?(?:(?:{any_of(articles)}){AFTER})?\s?"
        )
        self.metonyms = MetonymPatterns(words.metonyms, articles, nouns.of)
        # Everything that is asked of the words directly before a name: of most names nothing is there.
        said = ("of", self.of), ("at", self.at), ("beside", self.beside), ("areas", self.areas), ("determined", self.determined)
        self.roles = roles_of((*said, ("proving", self.proving), *self.metonyms.phrases()))
        bare = (
            ("titles", self.titles),
            ("clubs", self.clubs),
            ("compass", self.compass),
            ("buildings", self.buildings),
            ("joined_to_union", self.joined_to_union),
        )
        self.bare_roles = roles_of((*bare, ("before_nouns", self.before_nouns), ("bare_nouns", self.bare_nouns)))
        # By the word with which they end, the length of the longest: so far back, and no further, a name's phrases are looked up.
        self.longest_with: dict[str, int] = {}
        for phrase in (*self.roles, *self.bare_roles, *map(str.lower, self.plain)):
            self.longest_with[_ending(phrase)] = max(self.longest_with.get(_ending(phrase), 0), len(phrase))
        # Behind a title a word of nationality may stand.
        self.reach_of_titles = max(map(len, self.nationalities), default=0) + max(map(len, self.titles), default=0)

    def _noun_of(self, every_noun: Iterable[str]) -> re.Pattern[str]:
        """The last noun before a name to which `de` or `comme` joins it, matched over the whole text before the name."""
        nouns, prepositions = self.words.nouns, self.words.prepositions
        of = f"(?:{any_of(nouns.of)}){AFTER}"
        part = f"(?P<part> (?:{any_of({*nouns.of, *prepositions.at, *prepositions.contracted})}){AFTER}(?:{any_of(nouns.compass)}))?"
        between = rf"(?: (?!(?:{any_of(nouns.breaks)})\b)[\w-]+){{0,3}}{part}"
        naming = f",? (?:{any_of(nouns.naming_by)}) (?:(?:{any_of(prepositions.articles)}){AFTER})?"
        return re.compile(rf".*{BEGIN}(?P<noun>{any_of(every_noun)}){between}(?: {of}|{naming})$")

    def _listing(self) -> re.Pattern[str]:
        """A noun that a colon parts from the row of names it is about."""
        article = f"(?:(?:{any_of(self.words.prepositions.articles)}){AFTER})?"
        return re.compile(rf".*{BEGIN}(?P<noun>{any_of(self.words.nouns.listing)})(?: [\w-]+){{0,3}} ?: {article}$")

    def without_article(self, key: str) -> str:
        """The key without an article that belongs to the name: "le caire" -> "caire"."""
        first, _, rest = key.partition(" ")
        return rest if rest and first in self.words.articles else key


class MetonymPatterns:
    """What says that a name stands for its government.

    Before the name: `according` (`selon Kiev`), `said` (`a déclaré Moscou`), `by` and `agent` (`livré par Washington`), `possessed` (`les
    forces de Kiev`), `cut_off` where it counts only before one of `ends`, `linking` and `linked` (`entre Moscou et Kiev`), `signed`. After
    it: `right` (`Moscou a déclaré`).
    """

    def __init__(self, words: Metonyms, articles: tuple[str, ...], of: tuple[str, ...]) -> None:
        acts = rf"(?:{any_of(words.auxiliaries)})(?: [\w-]+)?? (?:{any_of(words.done)})|(?:{any_of(words.present)})"
        article = f"(?: (?:{any_of(articles)}))?{AFTER}$"
        pronouns = rf"(?: ?\b(?:{any_of(words.pronouns)})(?=[ '\w]))*"
        self.right = re.compile(rf"(?:,[^,.;:]{{1,80}},)?(?: (?:{any_of(words.joining)}) [^.;:,]{{1,40}}?)??{pronouns} ?\b(?:{acts})\b")
        self.according = phrases(words.according, articles)
        self.said = phrases(words.saying, articles)
        self.cut_off = phrases(words.if_cut_off, articles)
        self.ends = re.compile(rf"$| ?(?:{any_of(words.cut_off_by)})")
        self.by = phrases(words.agents, articles)
        self.agent = re.compile(rf"\b\w{{2,}}(?:{any_of(words.participles)}) (?:{any_of(words.agents)}){article}")
        self.possessed = re.compile(rf"\b(?:{any_of(words.possessed)})(?: [\w-]+)?? (?:{any_of(of)}){AFTER}$")
        self.possessed_words = first_words(words.possessed)
        self.linking = phrases(words.linking, articles)
        self.linked = re.compile(rf"\b(?:{any_of(words.between)})\b[^.;:]{{0,60}} (?:{any_of(words.linking)}){article}")
        self.signing = first_words(words.signed)
        self.signed = re.compile(rf"\b(?:{any_of(words.signed)})\b[^.;:]{{0,200}}{article}")

    def phrases(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The phrases that stand directly before a name, by what they are for."""
        yield from (("according", self.according), ("said", self.said), ("cut_off", self.cut_off), ("by", self.by), ("linking", self.linking))


def roles_of(phrases_of: Iterable[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """For every phrase the roles in which it stands before a name: `près de ` is `of`, `beside` and `proving`."""
    roles: dict[str, frozenset[str]] = {}
    for role, of_role in phrases_of:
        for phrase in of_role:
            roles[phrase] = roles.get(phrase, frozenset()) | {role}
    return roles


def phrases(words: Iterable[str], articles: Iterable[str] = ()) -> frozenset[str]:
    """Every word as it stands before a name, with its gap: "à " and "d'" and "d' "; then maybe an article with its own gap."""
    before = {form for word in words for form in _with_gap(word)}
    return frozenset(before | {left + right for left in before for article in articles for right in _with_gap(article)})


def _with_gap(word: str) -> tuple[str, ...]:
    return (f"{word} ", word) if word.endswith("'") else (f"{word} ",)


def _ending(phrase: str) -> str:
    """The last word of a phrase, with the gap after it."""
    return _LAST_WORD.search(phrase).group()  # type: ignore[union-attr]


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The first word of each phrase, without accents, as the words of a page are cut."""
    return frozenset(word.group() for phrase in phrases if (word := _WORD.match(fold_same_length(phrase))))


@cache
def patterns_of(pack: Pack) -> PlacePatterns:
    """The patterns of a pack, made once."""
    return PlacePatterns(pack.table("places", PlaceWords))
