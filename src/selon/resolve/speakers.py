"""Mention -> speaker: who the source of each statement is.

Statements are taken in text order, because a pronoun may stand for whoever spoke before. What the page does not tell stays null.
"""

from __future__ import annotations

import msgspec

from selon.model import Span, Statement
from selon.resolve.accounts import account_holder, account_of
from selon.resolve.brought_in import BroughtIn
from selon.resolve.cast import Cast
from selon.resolve.identity import Identity, unnamed
from selon.resolve.mentions import Mentions
from selon.resolve.pronouns import MAX_SENTENCES_BACK, Pronoun, Referent, antecedent
from selon.resolve.referents import MAX_PHRASES, Referents
from selon.resolve.relays import Relays
from selon.resolve.taken_up import Spoken, TakenUp

# How far behind a source its name may stand (`le responsable local installé par Moscou, Igor Petrov`).
_MAX_BEHIND = 70
# A quotation alone in its paragraph that has fewer words is a heading or a caption.
_WORDS_OF_SPEECH = 8
_OPENING = ("«", "“", '"')
# How a description found somebody whom the page does not call so.
_BY_NEARNESS = ("taken-up/1", "holder/1")


def resolve_speakers(statements: list[Statement], cast: Cast) -> list[Statement]:
    """The statements with speaker, speaker type, relays, actor and side; everything else as it was, in the order given.

    Args:
        statements: With `content`, `cue`, `source` and `inside` set.
        cast: Who is on their page.
    """
    if not statements or not cast.sentences:
        return statements
    speakers = _Speakers(cast, statements)
    identities = speakers.identities()
    relays = Relays(cast, speakers.mentions.bodies).of_all(statements)
    return [
        msgspec.structs.replace(
            statement,
            speaker=who.speaker,
            speaker_type=who.type,
            relays=tuple(relay for relay in relays[statement.id] if relay.name != who.speaker),
            actor=_actor_name(who, cast),
            side=_side(who, cast),
        )
        for statement in statements
        for who in (identities[statement.id],)
    ]


def _actor_name(who: Identity, cast: Cast) -> str | None:
    actor = who.actor or (cast.actors.find(who.speaker) if who.speaker else None)
    return actor.name if actor else None


def _side(who: Identity, cast: Cast) -> str | None:
    """From the actor, else from the country that the speaker is or the description names."""
    actor = who.actor or (cast.actors.find(who.speaker) if who.speaker else None)
    if actor is not None and actor.side is not None:
        return actor.side
    for words in (who.speaker or "", who.said):
        if side := cast.countries.of_place(words) or cast.side_said_in(words):
            return side
    return None


class _Speakers:
    """One page's statements on their way to their speakers."""

    def __init__(self, cast: Cast, statements: list[Statement]) -> None:
        self.cast = cast
        self.statements = sorted(statements, key=lambda s: (_begins(s), s.inside is not None))
        self.by_id = {statement.id: statement for statement in statements}
        self.has_posts = any(s.source and "@" in s.source.of(cast.text) for s in statements)
        self.mentions = Mentions(cast, frozenset(s.source for s in statements if s.source is not None), has_posts=self.has_posts)
        self.taken_up = TakenUp(self.mentions)
        self.found: dict[str, Identity] = {}
        self.referents = Referents(cast, self.mentions)
        self.brought_in = BroughtIn(self.mentions, self.referents)
        self._places: dict[str, tuple[Statement, Span, int]] = {}

    def identities(self) -> dict[str, Identity]:
        """The identity of every statement's speaker, by the statement's id."""
        for statement in self.statements:
            self.found[statement.id] = self._who(statement)
        held = self._held()
        return {id_: held.get(who.speaker or "", who) for id_, who in self.found.items()} if held else self.found

    def _held(self) -> dict[str, Identity]:
        """Offices in so many words that somebody was found to hold: elsewhere on the page, too (`le ministre tchadien de la Santé` of a title)."""
        held = [(self.cast.phrase_in(s.source), self.found[s.id]) for s in self.statements if s.source and self.found[s.id].rule == "holder/1"]
        return {
            self.mentions.bodies.bare(phrase): who for phrase, who in held if phrase is not None and phrase.kind == "office" and len(phrase.words) > 1
        }

    def _who(self, statement: Statement) -> Identity:
        if statement.source is None:
            return self._without_source(statement)
        words = statement.source.of(self.cast.text)
        account = account_of(words)
        if account is not None:
            return account_holder(*account, self.cast)
        said = self.cast.lexicon.pronouns.get(tuple(word.folded for word in self.cast.words_in(statement.source)))
        if said is None and (owner := self._account_owner(statement)) is not None:
            return owner
        if said is None:
            return self._described(statement) if not self._is_owned_voice(statement.source) else self._voice_of(statement)
        gender, number, kind = said
        if kind == "nobody":
            return self._those_there(statement.source) or unnamed(rule="pronoun-nobody/1")
        if kind == "self":
            return self._around(statement) or unnamed(rule="pronoun-self/1")
        if kind == "some":
            return self.mentions.somebody(statement.source)
        same = next((s.id for s in self.statements if s.id in self.found and s.source == statement.source), None)
        if same is not None:
            return self.found[same]  # `a-t-il dit, ajoutant que`
        incise = self.cast.text[statement.source.start - 1 : statement.source.start] in ("-", "‑") or _covers(statement.cue, statement.source)
        sentence = self.cast.sentence_at(statement.source.start)
        opening = self.cast.sentence_at(_begins(statement))
        adds = not incise or self._adds(statement.cue or statement.source)
        pronoun = Pronoun(statement.source, sentence, opening, self._paragraph_at(opening), gender, number, kind, incise, adds)
        named = set() if incise else self._named_in(statement)
        referents = [r for r in self._referents(statement) if r.identity.speaker not in named]
        own = self._in_own_words(statement, governed=kind == "last") if incise or kind == "last" else []
        who = (
            (antecedent(pronoun, own) if own and kind == "last" else None)
            or antecedent(pronoun, referents)
            or (antecedent(pronoun, own) if own else None)
        )
        return who._replace(rule=f"pronoun-{kind}/1") if who else unnamed(gender, number, rule=f"pronoun-{kind}/1")

    def _adds(self, cue: Span) -> bool:
        """Whoever speaks so has spoken before."""
        return any(word.folded in self.cast.lexicon.adding for word in self.cast.words_in(cue))

    def _described(self, statement: Statement) -> Identity:
        """Who a source is that is no pronoun: the last speaker where it takes this one up, else who its words say."""
        source = statement.source
        assert source is not None
        if (both := self.referents.two(source)) is not None:
            return both
        spoken = self._spoken_before(source)
        if not spoken and self.taken_up.is_same_source(source):
            spoken = self._spoken_before(source, anywhere=True)
        elif self.taken_up.names_anyone(source) and not any(who.identity.type == "person" for who in spoken):
            spoken += [who for who in self._spoken_before(source, anywhere=True) if who.sentences_back <= MAX_SENTENCES_BACK]
        who = self.taken_up.speaker(source, spoken) or self.mentions.of_source(source, _goes_on_at(statement, source))
        if who.rule == "document/1" and who.speaker is None:
            return self._announcer(statement) or who
        if who.rule in _BY_NEARNESS and statement.inside in self.found and who.speaker == self.found[statement.inside].speaker:
            return unnamed(who.gender, rule="description/1")  # `Rosa Díaz raconte que l'homme a dit …`: not she
        opening = self.cast.sentence_at(_begins(statement))
        if (person := self.brought_in.by(source, who, opening, adds=self._adds(statement.cue or source))) is not None:
            return person
        if who.rule != "kin/1" or not spoken:
            return who
        return self.mentions.kin_of(who, spoken[0].identity)

    def _announcer(self, statement: Statement) -> Identity | None:
        """`Les douaniers ont saisi …, selon un communiqué`: the body that is the subject of the clause, or that spoke right before, puts it out."""
        assert statement.source is not None
        phrase = self.cast.phrase_in(statement.source)
        if phrase is None or phrase.noun not in self.cast.lexicon.announcements or phrase.number == "pl" or phrase.inner:
            return None
        subject = antecedent(self._owner_at(statement), self._in_own_words(statement))
        last = next(iter(self._spoken_before(statement.source, anywhere=True)), None)
        near = last.identity if last is not None and last.sentences_back <= 1 else None
        here = self.cast.sentence_at(statement.source.start)
        above = self._subject(here - 1, before=statement.source.start) if phrase.determined == "definite" and here > 0 else None
        return next((who._replace(rule="announced-by/1") for who in (subject, near, above) if who is not None and who.type == "organisation"), None)

    def _is_owned_voice(self, source: Span) -> bool:
        """`sa porte-parole`, without a name."""
        phrase = self.cast.phrase_in(source)
        return (
            phrase is not None
            and phrase.determined == "owned"
            and phrase.noun in self.cast.lexicon.spokespersons
            and phrase.name is None
            and not phrase.inner
        )

    def _voice_of(self, statement: Statement) -> Identity:
        """Who a spokesperson of theirs speaks for: the body of which the page spoke last, as a pronoun would take it up."""
        owner = antecedent(self._owner_at(statement), self._referents(statement))
        if owner is None or owner.type != "organisation" or owner.speaker is None:
            return self._described(statement)
        return owner._replace(gender="x", number="sg", rule="spokesperson/1")

    def _account_owner(self, statement: Statement) -> Identity | None:
        """Whose `son compte X` is: the subject of the clause that it tells of, or whom a pronoun would take up."""
        assert statement.source is not None
        words = [word.lower for word in self.cast.words_in(statement.source)[:2]]
        said = self.cast.lexicon.determiners.get(words[0]) if len(words) > 1 else None
        if said is None or said.kind != "owned" or words[1] not in self.cast.lexicon.relays.channels:
            return None
        pronoun = self._owner_at(statement)
        owner = antecedent(pronoun, self._in_own_words(statement)) or antecedent(pronoun, self._referents(statement))
        return owner._replace(rule="own-words/1") if owner is not None else None

    def _owner_at(self, statement: Statement) -> Pronoun:
        """The owner of what a source names, as a pronoun there."""
        assert statement.source is not None
        sentence = self.cast.sentence_at(statement.source.start)
        return Pronoun(statement.source, sentence, sentence, self._paragraph_at(sentence), "x", "x", "subject", incise=False)

    def _spoken_before(self, source: Span, *, anywhere: bool = False) -> list[Spoken]:
        """Who spoke before a mention in its paragraph, or `anywhere` on the page, outside other statements; the last one first."""
        here = self.cast.sentence_at(source.start)
        before = [
            (place.start, other.id, sentence)
            for other, place, sentence in map(self._placed, self.statements)
            if other.id in self.found and other.inside is None and place.start < source.start
        ]
        paragraph = self._paragraph_at(here)
        return [Spoken(self.found[id_], here - at) for _, id_, at in sorted(before, reverse=True) if anywhere or self._paragraph_at(at) == paragraph]

    def _placed(self, statement: Statement) -> tuple[Statement, Span, int]:
        """A statement with its place and the number of the sentence there."""
        if statement.id not in self._places:
            place = _place(statement)
            self._places[statement.id] = statement, place, self.cast.sentence_at(place.start)
        return self._places[statement.id]

    def _around(self, statement: Statement) -> Identity | None:
        """`je` inside what somebody says is whoever says it."""
        outer = self.found.get(statement.inside or "")
        return outer._replace(rule="pronoun-self/1") if outer else None

    def _referents(self, statement: Statement) -> list[Referent]:
        """What the statement's pronoun may stand for: phrases and earlier speakers outside its own content. Of a statement inside another
        the one who speaks there comes last, that is nearest."""
        own = statement.content
        pronoun = statement.source.start if statement.source is not None else None
        near = self.referents.near(_begins(statement), before=pronoun)
        if pronoun is not None and statement.cue is not None and own[0].end <= statement.cue.start < pronoun:
            near = [r for r in near if r.span.start < statement.cue.start]  # `a dit à X ce dernier`: not who is told
        referents = [r for r in near if not any(part.covers(r.span) for part in own)]
        for other, place, sentence in map(self._placed, self.statements):
            if other.id in self.found and other.id != statement.id:
                who = self.found[other.id]
                spoken = Referent(place, sentence, self._paragraph_at(sentence), who, spoke=True, governed=False, inside=other.inside)
                last = self.cast.sentence_at(other.content[-1].end - 1)
                referents.append(spoken)
                if last > sentence:  # still the one who speaks where a long quotation ends
                    referents.append(spoken._replace(span=Span(other.content[-1].end - 1, other.content[-1].end), sentence=last))
        referents.sort(key=lambda r: (r.span.start, r.spoke))
        if statement.inside in self.found and statement.source is not None and _place(self.by_id[statement.inside]).start < statement.source.start:
            place = Span(statement.source.start - 1, statement.source.start)
            referents = [r for r in referents if r.span.start < statement.source.start]
            referents.append(self.referents.of(place, self.found[statement.inside], spoke=True))
        return referents

    def _named_in(self, statement: Statement) -> set[str | None]:
        """`Il souhaite que Paul Roux parte`: who is named in the content behind the pronoun, outside quotation marks, is not he."""
        start = statement.source.start if statement.source is not None else 0
        parts = [part for part in statement.content if part.start > start]
        near = [
            phrase for part in parts for phrase in self.cast.phrases_between(part.start, part.end) if phrase.name and self.referents.is_open(phrase)
        ]
        return {who.speaker for who in map(self.mentions.of_phrase, near[:MAX_PHRASES]) if who.type == "person"}

    def _in_own_words(self, statement: Statement, *, governed: bool = False) -> list[Referent]:
        """`L’armée a « détruit deux ponts », a-t-elle indiqué`: who is named in the content outside quotation marks, where nobody else fits;
        for `cette dernière` also where a preposition governs the name."""
        before = statement.source.start if statement.source is not None else None
        near = self.referents.near(_begins(statement), before=before)
        return [r for r in near if (governed or not r.governed) and any(part.covers(r.span) for part in statement.content)]

    def _paragraph_at(self, sentence: int) -> int:
        return self.cast.sentences[sentence].paragraph

    def _without_source(self, statement: Statement) -> Identity:
        """A bare quotation is whose the passage makes it: of the person who is the subject of its sentence, of whoever spoke or is the
        subject in the sentence before, else of the speaker before; all in its own paragraph."""
        if statement.cue is not None:
            return self._goes_on(statement.cue) or unnamed(rule="no-source/1")
        start = statement.content[0].start
        here = self.cast.sentence_at(start)
        earlier = [s for s in self.statements if s.id in self.found and s.id != statement.id and _begins(s) < start and s.inside is None]
        earlier = [s for s in earlier if self._paragraph(s) == self._paragraph_at(here)]
        if (beside := self._right_before(statement)) is not None:
            return beside._replace(rule="subject-of-sentence/1")
        for sentence in (here, here - 1):
            spoken = [s for s in earlier if self.cast.sentence_at(s.content[-1].start) == sentence]
            if spoken:
                return self.found[spoken[-1].id]._replace(rule="continued/1")
            subject = self._subject(sentence, before=start) if sentence >= 0 and self._paragraph_at(sentence) == self._paragraph_at(here) else None
            if subject is not None:
                return subject._replace(rule="subject-of-sentence/1")
        if earlier:
            return self.found[earlier[-1].id]._replace(rule="continued/1")
        return self._subject_after(statement) or self._said_above(statement) or unnamed(rule="no-source/1")

    def _said_above(self, statement: Statement) -> Identity | None:
        """A quotation that is a paragraph of its own: of the subject of the line with a colon above it, or of the person who spoke last there."""
        number = self._paragraph(statement)
        own = [sentence.span for sentence in self.cast.sentences if sentence.paragraph == number]
        start = own[0].start
        beside = self.cast.text[start : statement.content[0].start] + self.cast.text[statement.content[-1].end : own[-1].end]
        above = self.cast.sentence_at(start) - 1
        if above < 0 or any(map(str.isalnum, beside)):
            return None
        if self.cast.sentences[above].span.of(self.cast.text).rstrip().endswith(":"):
            subject = self._subject(above, before=start)
            return subject._replace(rule="subject-of-sentence/1") if subject is not None else None
        placed = [(place.start, s.id, at) for s, place, at in map(self._placed, self.statements) if s.id in self.found and s.inside is None]
        spoken = [one for one in placed if self._paragraph_at(one[2]) == self._paragraph_at(above)]
        if len(self.cast.words_in(statement.content[0])) < _WORDS_OF_SPEECH:
            return None
        last = self.found[max(spoken)[1]] if spoken else None
        return last._replace(rule="continued/1") if last is not None and last.type == "person" and last.speaker else None

    def _right_before(self, statement: Statement) -> Identity | None:
        """`Après X et Y, le pape Paul « se réjouit de … »`: somebody with a name right before the mark is the subject of what is quoted."""
        start = statement.content[0].start
        named = [r for r in self.referents.near(start, before=start) if not r.governed and r.identity.type == "person" and r.identity.speaker]
        return next((r.identity for r in named if self.cast.text[r.span.end : start].strip() in _OPENING), None)

    def _goes_on(self, cue: Span) -> Identity | None:
        """`Et d’ajouter : « … »`, `X dit …, mais assure que « … »`: whoever spoke before says this, too."""
        before = [word.lower for word in self.cast.words_before(cue.start, 3)]
        narrated = len(before) == 2 and before[0] in self.cast.lexicon.joints and before[1] in self.cast.lexicon.of
        second = before[-1:] != [] and (before[-1] in self.cast.lexicon.joints or before[-1] in self.cast.lexicon.but)
        here = self.cast.sentence_at(cue.start)
        if second and len(before) == 1:  # `Le syndicat refuse. Et prévient que …`
            return self._last_in(here - 1, before=cue.start)
        spoken = [(place.start, s.id, at) for s, place, at in map(self._placed, self.statements) if s.id in self.found and s.inside is None]
        last = max((one for one in spoken if one[0] < cue.start and (narrated or (second and one[2] == here))), default=None)
        return self.found[last[1]]._replace(rule="continued/1") if last is not None else None

    def _last_in(self, sentence: int, *, before: int) -> Identity | None:
        """Who spoke last in a sentence, else its subject."""
        spoken = [s for s in self.statements if s.id in self.found and s.inside is None and self.cast.sentence_at(s.content[-1].start) == sentence]
        if spoken:
            return self.found[spoken[-1].id]._replace(rule="continued/1")
        subject = self._subject(sentence, before=before) if sentence >= 0 else None
        return subject._replace(rule="subject-of-sentence/1") if subject is not None else None

    def _subject_after(self, statement: Statement) -> Identity | None:
        """`« … » Rosa Díaz, 66 ans, a tenu la mercerie`: the person with whom the next sentence of the paragraph begins."""
        end = statement.content[-1].end
        for sentence in self.cast.sentences[self.cast.sentence_at(end) :]:
            if sentence.span.start >= end:
                first = [r for r in self.referents.near(end) if r.span.start == sentence.span.start and " " in (r.identity.speaker or "")]
                same = sentence.paragraph == self._paragraph(statement)
                return first[0].identity._replace(rule="subject-after/1") if first and same and first[0].identity.type == "person" else None
        return None

    def _subject(self, sentence: int, *, before: int) -> Identity | None:
        """The first in a sentence that no preposition governs, where it is a person with a full name or a spokesperson."""
        near = [r for r in self.referents.near(before) if r.sentence == sentence and r.span.start < before and not r.governed]
        for who in (r.identity for r in near[:1]):
            body = who.type == "organisation" and who.rule in ("spokesperson/1", "body/1")
            if who.speaker and (body or (who.type == "person" and " " in who.speaker)):
                return who
        return None

    def _paragraph(self, statement: Statement) -> int:
        return self.cast.sentences[self.cast.sentence_at(statement.content[-1].start)].paragraph

    def _those_there(self, source: Span) -> Identity | None:
        """`Au Pentagone, on situait …`: the body at whose place somebody speaks."""
        sentence = self.cast.sentence_at(source.start)
        for phrase in reversed(self.cast.phrases):
            if phrase.span.start >= source.start or self.cast.sentence_at(phrase.span.start) != sentence:
                continue
            first = self.cast.words_in(phrase.span)[0].lower
            if phrase.before in self.cast.lexicon.there or first in self.cast.lexicon.there:
                who = self.mentions.of_phrase(phrase)
                if who.type == "organisation":
                    return who._replace(rule="those-there/1")
        return None


def _begins(statement: Statement) -> int:
    return min([span.start for span in (*statement.content, statement.cue, statement.source) if span is not None])


def _goes_on_at(statement: Statement, source: Span) -> int:
    """Where the cue or the content begins behind the source; past it where neither does."""
    behind = [span.start for span in (*statement.content, statement.cue) if span is not None and span.start >= source.end]
    return min(behind, default=source.end + _MAX_BEHIND)


def _place(statement: Statement) -> Span:
    """Where a statement names its speaker, or what comes nearest to that."""
    return statement.source or statement.cue or statement.content[0]


def _covers(outer: Span | None, inner: Span) -> bool:
    return outer is not None and outer.covers(inner)
