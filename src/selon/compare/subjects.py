"""Statements of all pages brought together by what they are about: who says it, who says otherwise, who denies it.

A subject gathers around its earliest statement: another one joins where it shares enough of that one’s words, so that no chain leads away
from the subject. Statements are looked up by their rarest words, never compared all with all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from selon.compare.link import language_of, surroundings_of
from selon.compare.origins import speaker_key
from selon.compare.reasons import statement_sentence
from selon.compare.statements import compare_wordings
from selon.compare.verdicts import FACT_RULES
from selon.compare.wording import Wording, wording_of
from selon.languages import load_pack
from selon.model import Comparison, Fact, Reading, Relation, Stance

# A statement joins a subject with this share of the shorter one’s words and so many of them in common. Set by hand on the development pages.
JOINS, LEAST_SHARED = 0.5, 3
# Each statement is found by so many of its rarest words; a word of more statements than LARGEST finds none.
RAREST, LARGEST = 6, 200
CUT = " … "
_DECISIVE = [relation for relations, _ in FACT_RULES.values() for relation in relations]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One statement on a subject. `relation`, `rule` and `because` say what it is to the first one of the subject; None for that itself."""

    page: str
    statement: str
    speaker: str | None
    side: str | None
    stance: Stance
    day: str | None
    words: str
    relation: Relation | None = None
    rule: str | None = None
    because: str | None = None


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Statements on one subject, the earliest first. `voices` counts who speaks of it, `confirm` and `deny` those who agree with the
    first statement (its own voice included) and those who contradict it."""

    id: str
    statements: tuple[Said, ...]
    voices: int
    confirm: int
    deny: int


class _Told(msgspec.Struct, frozen=True):
    """`figures`: the ids of the figures that the statement gives."""

    said: Said
    wording: Wording
    voice: str
    figures: tuple[str, ...]


_Pairs = Mapping[tuple[str, str], Comparison]


def subjects(readings: Iterable[Reading], facts: Iterable[Fact] = ()) -> list[Subject]:
    """The subjects of which at least two voices speak: those that somebody denies first, then those with most voices.

    `facts` are those of the same readings: statements whose figures are compared there are to each other what these figures are.
    """
    pairs = {(pair.left, pair.right): pair for fact in facts for pair in fact.pairs}
    told = sorted((one for reading in readings for one in _told(reading)), key=lambda one: (one.said.day or "~", one.said.page, one.said.statement))
    found = [_subject(group, pairs) for group in _gathered(told) if len({one.voice for one in group}) > 1]
    return sorted(found, key=lambda subject: (-min(1, subject.deny), -subject.voices, subject.id))


def _told(reading: Reading) -> Iterable[_Told]:
    around, pack = surroundings_of(reading), load_pack(language_of(reading))
    article = reading.article
    figures: dict[str | None, list[str]] = defaultdict(list)
    for figure in reading.figures:
        figures[figure.statement].append(f"{article.id}:{figure.quantity}")
    for statement in reading.statements:
        words = CUT.join(span.of(article.text) for span in statement.content)
        said = Said(
            page=article.id,
            statement=statement.id,
            speaker=statement.speaker,
            side=around.speaker_side(statement),
            stance=statement.stance,
            day=article.published,
            words=words,
        )
        voucher = around.voucher(statement)
        named = bool(voucher.actor or voucher.speaker)
        voice = speaker_key(voucher) if named else f"{article.id} {voucher.id}"
        yield _Told(said, wording_of(words, pack, published=article.published), voice, tuple(figures[statement.id]))


def _gathered(told: Sequence[_Told]) -> list[list[_Told]]:
    often = Counter(stem for one in told for stem in one.wording.stems)
    leaders: dict[str, list[int]] = defaultdict(list)
    groups: list[list[_Told]] = []
    for one in told:
        rarest = sorted(one.wording.stems, key=lambda stem: (often[stem], stem))[:RAREST]
        near = {at for stem in one.wording.stems for at in leaders.get(stem, ())}
        best = max(near, key=lambda at: (_overlap(groups[at][0], one), -at), default=None)
        if best is not None and _overlap(groups[best][0], one) >= JOINS:
            groups[best].append(one)
            continue
        for stem in rarest:
            if often[stem] <= LARGEST:
                leaders[stem].append(len(groups))
        groups.append([one])
    return groups


def _overlap(left: _Told, right: _Told) -> float:
    ours, theirs = left.wording.stems, right.wording.stems
    shared = len(ours & theirs)
    return shared / min(len(ours), len(theirs)) if shared >= LEAST_SHARED else 0.0


def _subject(group: Sequence[_Told], pairs: _Pairs) -> Subject:
    first = group[0]
    others = [_beside(first, one, pairs) for one in group[1:]]
    statements = (first.said, *others)
    confirm = {one.voice for one, said in zip(group, statements, strict=True) if said.relation in (None, "agree")}
    deny = {one.voice for one, said in zip(group, statements, strict=True) if said.relation == "conflict"}
    return Subject(
        id=f"{first.said.page}:{first.said.statement}",
        statements=statements,
        voices=len({one.voice for one in group}),
        confirm=len(confirm),
        deny=len(deny),
    )


def _beside(first: _Told, one: _Told, pairs: _Pairs) -> Said:
    """A statement with what it is to the first: by its stance, else by the figures of both, else by its words."""
    ours, theirs = first.said.stance, one.said.stance
    if ours == theirs == "asserts":
        if (pair := _of_figures(first, one, pairs)) is not None:
            return msgspec.structs.replace(one.said, relation=pair.relation, rule=pair.rule, because=pair.because)
        compared = compare_wordings(first.wording, one.wording, first.said.words, one.said.words)
        return msgspec.structs.replace(one.said, relation=compared.relation, rule=compared.rule, because=compared.because("en"))
    if {ours, theirs} == {"asserts", "denies"}:
        return _with_rule(one.said, "conflict", "stance-denies/1", "")
    return _with_rule(one.said, "undecided", "not-asserted/1", theirs if theirs != "asserts" else ours)


def _of_figures(first: _Told, one: _Told, pairs: _Pairs) -> Comparison | None:
    """What a figure of the one is to a figure of the other in their fact; of several pairs the one that decides a fact."""
    both = ((left, right) for ours in first.figures for theirs in one.figures for left, right in ((ours, theirs), (theirs, ours)))
    found = [pairs[pair] for pair in both if pair in pairs]
    return min(found, key=lambda pair: _DECISIVE.index(pair.relation), default=None)


def _with_rule(said: Said, relation: Relation, rule: str, stance: str) -> Said:
    return msgspec.structs.replace(said, relation=relation, rule=rule, because=statement_sentence(rule, stance, "", "en"))
