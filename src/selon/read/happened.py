"""What a number says of people: killed, wounded, captured … from the noun itself, the verb behind it, or the words before it.

Three places are looked at: the noun (`12 morts`), the clause behind it (`63 militaires ont péri`, `89 camarades tués`), and the words right
before it (`a tué 3 civils`, `la mort de 63 militaires`). A noun that says it itself gives way to what came later: `40 prisonniers ont été
tués` are killed, `3 blessés ont été opérés` stay wounded (`_LATER`). A quantity that a joint ties to another (`dont 82 Russes`, `5 soldats et
3 civils ont été tués`) takes over what is said of that one. People of whom nothing is said are `other`.
"""

from __future__ import annotations

import re
from functools import cache

from selon.languages import Pack
from selon.model import Of
from selon.read.draft import Draft
from selon.read.happened_words import HappenedPatterns, kind_of
from selon.read.unit_words import PERSON

_REACH_BEHIND = 130
_REACH_BEFORE = 70
# Words that may stand between a verb and people whose noun says something else itself (`a tué hier 12 prisonniers`).
_WORDS_BETWEEN = 2
# What can become of people in the state that their noun names. The dead stay dead.
_LATER: dict[Of, frozenset[Of]] = {
    "killed": frozenset(),
    "wounded": frozenset({"killed"}),
    "missing": frozenset({"killed", "rescued"}),
    "casualties": frozenset({"killed", "wounded", "missing"}),
    "captured": frozenset({"killed", "wounded", "casualties", "missing", "evacuated", "rescued", "displaced"}),
    "displaced": frozenset({"killed", "wounded", "casualties", "missing", "captured", "evacuated", "rescued"}),
    "evacuated": frozenset({"killed", "wounded", "casualties", "missing"}),
    "mobilised": frozenset({"killed", "wounded", "casualties", "missing", "captured"}),
    "rescued": frozenset({"killed", "wounded", "missing"}),
}
_BOTH = 2
# Behind a part that is told of between commas (`, dont trois grièvement, …`).
_CLOSES = re.compile(r"(?:\s\w+ment)?[,)]")
# Of these nouns only the verb next to them counts: much else is told of the dead and wounded of the same sentence.
_FATES = frozenset({"killed", "wounded", "missing", "casualties"})


class Happenings:
    """Says what happened to the people of one sentence after the other. Get it with `happenings(pack)`."""

    def __init__(self, pack: Pack) -> None:
        self.words = HappenedPatterns(pack)

    def read(self, drafts: list[Draft], earlier: list[Draft]) -> None:
        """Set `of` of the people among the drafts of one sentence, in text order. `earlier` are those before it in its paragraph."""
        for at, draft in enumerate(drafts):
            if draft.unit == PERSON:
                next_start = next((d.start for d in drafts[at + 1 :]), len(draft.line.text))
                draft.of, draft.how = self._of(draft, drafts[at - 1] if at else None, next_start)
                if draft.of is None and self.words.identify.search(draft.before):
                    draft.of, draft.how = self._of_same(draft, earlier + drafts[:at]), "same people"
        for at in range(len(drafts) - 2, -1, -1):
            if drafts[at].unit == PERSON and (drafts[at].of is None or drafts[at].how in {"shared", "noun"}):
                self._take_from_behind(drafts[at], drafts[at + 1])
        for part in drafts:
            if part.rule == "part-of/1" and part.shared_from is not None and part.shared_from.how == "behind":
                self._tell_of_part(part, part.shared_from)
        for at, whole in enumerate(drafts):
            if whole.unit == PERSON and whole.how == "behind":
                self._take_apart(whole, drafts[at + 1 :])
        for at, draft in enumerate(drafts):
            if draft.unit == PERSON and draft.of is None:
                self._share(draft, drafts[at - 1] if at else None)

    def _tell_of_part(self, part: Draft, whole: Draft) -> None:
        """What the verb says is said of the part: `trois des neuf blessés sont morts`, `11 des 60 mineurs ont été sauvés`."""
        own = self.words.nouns.get(whole.noun.head) if whole.noun is not None else None
        if part.how == "noun":
            part.of, part.how = whole.of, "behind"
        whole.of = own or "other"

    def _take_apart(self, whole: Draft, following: list[Draft]) -> None:
        """Those behind a comma who make up all of whom the verb told: `cinq personnes sont mortes, trois femmes et deux enfants`."""
        left, parts, before = whole.value, list[Draft](), whole
        for draft in following:
            between = draft.line.folded[before.end : draft.start]
            joint = self.words.apposed.search(between) if before is whole else self.words.joint.fullmatch(between)
            if joint is None or draft.unit != PERSON or draft.of is not None:
                break
            left -= draft.value + (joint.lastgroup == "one")
            parts, before = [*parts, draft], draft
        if parts and not left:
            for part in parts:
                part.of, part.how = whole.of, "shared"

    def _of_same(self, draft: Draft, earlier: list[Draft]) -> Of | None:
        """What is said of the people counted last, where these can be among them: no more than they were."""
        last = next((d for d in reversed(earlier) if d.unit == PERSON), None)
        return last.of if last is not None and draft.value <= last.value else None

    def participle(self, folded: str, at: int) -> bool:
        """Whether a participle that says what happened stands at `at` (`12 exécutés`)."""
        return self.words.done.match(folded, at) is not None

    def behind(self, draft: Draft, stop: int) -> Of | None:
        """What the clause behind the noun says, up to `stop`."""
        return self._said_by(draft, self._clause(draft, stop))

    def told(self, draft: Draft, stop: int) -> bool:
        """Whether the clause behind, or a verb before, tells of people."""
        return self.behind(draft, stop) is not None or self._before(draft, None)[0] is not None

    def _clause(self, draft: Draft, stop: int) -> str:
        """The folded words behind the noun up to the end of their clause."""
        stop = min(stop, draft.end + _REACH_BEHIND)
        other = self.words.elsewhere.search(draft.line.text, draft.end, stop)
        return re.split(r"[;.!?]|\s:", draft.line.folded[draft.end : other.start() if other else stop], maxsplit=1)[0]

    def _said_by(self, draft: Draft, clause: str) -> Of | None:
        directly = self.words.directly.match(clause) or self.words.of_one.match(clause)
        if directly is not None:
            return self._with_second(directly, clause)
        verb = self._first_verb(draft, clause)
        return self._with_second(verb, clause) if verb else None

    def of_one(self, draft: Draft) -> Of | None:
        """What the verb of the noun says, with at most its complements between (`un habitant du quartier est mort`), or that before `une
        personne`."""
        if draft.noun is not None and draft.noun.head in self.words.one_object and (before := self._before(draft, None, near=True)[0]):
            return before
        clause = draft.line.folded[draft.end : draft.end + _REACH_BEHIND]
        verb = self._first_verb(draft, clause)
        return kind_of(verb) if verb and self.words.bridge.fullmatch(clause, 0, verb.start()) else None

    def _first_verb(self, draft: Draft, clause: str) -> re.Match[str] | None:
        """The first verb of the clause that is none of a relative one, or the relative one's, where it is one that says what happened."""
        for start in self.words.verb_start.finditer(clause):
            aside = start.group() in self.words.that_is and clause[: start.start()].rstrip().endswith((",", "("))
            if aside or draft.line.text[draft.end + start.start()] in self.words.unlike:
                continue
            said = None if self.words.denied.search(clause, 0, start.start()) else self.words.verb.match(clause, start.start())
            if said is not None or self.words.relative.search(clause, 0, start.start()) is None:
                return said
        return None

    def _of(self, draft: Draft, previous: Draft | None, stop: int) -> tuple[Of | None, str]:
        own = self.words.nouns.get(draft.noun.head) if draft.noun is not None else None
        if draft.noun is not None and draft.noun.head in self.words.residents and self._is_beside(draft):
            return "other", "noun"
        if own is not None and draft.shared_from is None:
            later = self._later(draft, own, previous, stop)
            return (later, "behind") if later else (own, "noun")
        before, right_before = self._before(draft, previous)
        if right_before and before == "killed":
            return before, "before"
        if previous is not None and previous.how == "before" and previous.of == "killed" and self._is_inserted(draft):
            return previous.of, "shared"
        if (said_behind := self.behind(draft, stop)) is not None:
            return said_behind, "behind"
        if before is not None:
            return before, "before"
        if draft.count_end is not None and (of_count := self.words.directly.match(draft.line.folded, draft.count_end)) is not None:
            return kind_of(of_count), "noun"
        lender = draft.shared_from
        if lender is not None and lender.of not in (None, "other"):
            return (self._did_else(draft, lender, own) or lender.of), "shared"
        if own is not None:
            return own, "noun"
        return self._among(draft), "among"

    def _among(self, draft: Draft) -> Of | None:
        """What is said of those among whom they are counted: `parmi les blessés figurent deux Maliens`, `parmi les soldats tués, on compte …`."""
        if (among := self.words.among.search(draft.before)) is not None and (of := self.words.nouns.get(among.group(1))) is not None:
            return of
        among = self.words.among_done.search(draft.before)
        return kind_of(among) if among is not None else None

    def _did_else(self, draft: Draft, lender: Draft, own: Of | None) -> Of | None:
        """What is said of a bare number of people who did, or suffered, something else than those whose noun it shares: what that noun says
        itself (`sept otages sont morts, six restent aux mains du groupe`), else nothing; None where they did the same."""
        is_part = self.words.part.search(draft.before) is not None or draft.before.endswith("(")
        if is_part and lender.of == "killed":
            return None
        if lender.how != "noun" and self.words.did.match(draft.line.folded, draft.end):
            return own or "other"
        if self.words.out_of.search(draft.before):
            return "other"
        else_done = self.words.done_else.match(draft.line.text.lower(), draft.end) is not None
        return "other" if else_done and not is_part else None

    def _is_inserted(self, draft: Draft) -> bool:
        """`les corps de 34 personnes, dont sept enfants, ont été extraits`: a part between commas."""
        return draft.behind.startswith(",") and self.words.part.search(draft.before) is not None

    def _is_beside(self, draft: Draft) -> bool:
        """Residents in brackets or as the whole of a share: `Hautmont (4 200 habitants)`, `2 millions de déplacés sur 20 millions d'habitants`."""
        return (draft.before.endswith("(") and draft.behind.startswith(")")) or self.words.out_of.search(draft.before) is not None

    def _later(self, draft: Draft, own: Of, previous: Draft | None, stop: int) -> Of | None:
        """What became of people whose noun says `own`: from the words right before, else from the verb behind."""
        clause = self._clause(draft, stop)
        if own in _FATES:
            said = self._said_by(draft, clause.split(",")[0])
            if said is None and own == "casualties" and self._before(draft, previous, near=True) == ("killed", True):
                return "killed"  # `les corps de deux victimes`
            return said if said in _LATER[own] else None
        before, right_before = self._before(draft, previous, near=True)
        if right_before and before == "killed":
            return before
        return next((said for said in (self._said_by(draft, clause), before) if said in _LATER[own]), None)

    def _before(self, draft: Draft, previous: Draft | None, *, near: bool = False) -> tuple[Of | None, bool]:
        """What the words before say, and whether they are a noun of action right before (`la mort de 63 militaires`)."""
        start = max(0, draft.start - _REACH_BEFORE, previous.end if previous is not None else 0)
        # `l'exode de dizaines de milliers`: the `de` of a vague number is that of the noun of action.
        end = draft.number_start if draft.line.folded[draft.start : draft.number_start].rstrip() in self.words.vague_of else draft.start
        words = draft.line.folded[start:end]
        cut = max(words.rfind(mark) for mark in ";!?")
        words = words[cut + 1 :]
        last = words.split()[-2:]
        if last and (last[-1].strip('«"“') in self.words.doers or " ".join(last) in self.words.doers):
            return None, False
        inverted = self.words.inverted.search(words)
        if inverted is not None:
            return kind_of(inverted), False
        causes = [match for match in self.words.cause.finditer(words) if not self._is_passive(words, match)]
        found = causes[-1] if causes else None
        if found is None or self.words.breaking_off.search(words, found.end()):
            return None, False
        between = words[found.end() :].split()
        if near and len(between) > _WORDS_BETWEEN:
            return None, False
        first = causes[-2] if len(causes) > 1 and words[causes[-2].end() : found.start()].strip() in self.words.either else found
        both = {kind_of(first), kind_of(found)} == {"killed", "wounded"}
        return "casualties" if both else kind_of(found), not between and self.words.of_people.search(found.group()) is not None

    def _is_passive(self, words: str, cause: re.Match[str]) -> bool:
        """`a été tué, 12 personnes …`: what follows is no object; a noun of action (`était la mort de`) is none of the auxiliary."""
        return self.words.passive.search(words, 0, cause.start()) is not None and self.words.of_people.search(cause.group()) is None

    def _with_second(self, match: re.Match[str], clause: str) -> Of | None:
        """`tués ou blessés` are casualties, `tués, blessés ou enlevés` of no one kind; `arrêtés et écroués` are both."""
        kinds, join, end = [kind_of(match)], None, match.end()
        while join is None and (following := self.words.following.match(clause, end)) is not None:
            kinds, join, end = [*kinds, kind_of(following)], following["join"], following.end()
        if set(kinds) == {"killed", "wounded"} and join is not None:
            return "casualties"
        apart = join is not None and len(set(kinds)) > 1 and (len(kinds) > _BOTH or join in self.words.alternatives)
        return "other" if apart else kinds[0]

    def _take_from_behind(self, draft: Draft, following: Draft) -> None:
        """Take over what the verb behind a neighbour says (`3 civils et 5 soldats ont péri`, `40 élèves du lycée, dont 6 filles, ont péri`)."""
        if following.how != "behind" or following.unit != PERSON:
            return
        inside = _CLOSES.match(following.behind) and self.words.within.fullmatch(draft.line.folded, draft.end, following.start)
        if self._is_part(following, draft) and not (inside and draft.how == "shared"):
            return
        if draft.how == "noun":
            if draft.of not in _FATES and following.of in _LATER.get(draft.of or "other", ()) and self._are_joined(draft, following):
                draft.of, draft.how = following.of, "behind"  # `deux détenus et trois gardiens ont été blessés`
            return
        between = draft.line.folded[draft.end : following.start]
        apposed = self.words.apposed.search(between) if draft.of is None and draft.value == following.value + 1 else None
        if apposed is not None and apposed.lastgroup == "one" and following.behind.startswith(","):
            draft.of, draft.how = following.of, "behind"  # `trois pillards, un Malien et deux Tchadiens, ont été tués`
            return
        if inside or (draft.of is None and (self._joined(draft, following) or self._belongs(draft, following))):
            draft.of, draft.how = following.of, "behind"

    def _are_joined(self, draft: Draft, following: Draft) -> bool:
        """Nothing but `et` stands between the two, and a verb with its auxiliary tells of them (not `8 otages et 3 gardes tués`)."""
        joint = draft.line.folded[draft.end : following.start].strip()
        return joint in self.words.either and self.words.directly.match(draft.line.folded, following.end) is None

    def _belongs(self, draft: Draft, following: Draft) -> bool:
        """Only what the first belong to parts the two: `six membres de la troupe et deux gardes ont été tués`."""
        between = draft.line.folded[draft.end : following.start]
        return self.words.belonging.fullmatch(between) is not None and self.words.verb_start.search(between) is None

    def _share(self, draft: Draft, previous: Draft | None) -> None:
        """Take over what is said of a joined neighbour before, else `other`."""
        told = previous is not None and previous.unit == PERSON and previous.of not in (None, "other")
        goes_on = previous is not None and (self._joined(previous, draft) or self._goes_on(previous, draft) or self._is_listed(previous, draft))
        if previous is not None and told and goes_on:
            draft.of, draft.how = previous.of, "shared"
        else:
            draft.of = "other"

    def _is_listed(self, previous: Draft, draft: Draft) -> bool:
        """What the first belong to stands between people in the same list of those who suffered it (`dont 28 élèves d'un collège et 13 clients`)."""
        return previous.how == "shared" and self._belongs(previous, draft)

    def _goes_on(self, previous: Draft, draft: Draft) -> bool:
        """`4 personnes ont été tuées à Lyon et 3 personnes à Mâcon`: the same is told of people elsewhere, without a verb."""
        if previous.how not in {"behind", "before", "shared"} or not self.words.there.match(draft.line.folded, draft.end):
            return False
        between = self.words.verb.sub("", draft.line.folded[previous.end : draft.start])
        clause = re.split(r"[,;.:!?]", draft.line.folded[draft.end : draft.end + _REACH_BEHIND], maxsplit=1)[0]
        return self.words.apart.fullmatch(between) is not None and not self._has_verb(draft, clause)

    def _has_verb(self, draft: Draft, clause: str) -> bool:
        """An auxiliary or finite verb stands in the clause behind the noun."""
        starts = self.words.verb_start.finditer(clause)
        return any(draft.line.text[draft.end + start.start()] not in self.words.unlike for start in starts)

    def _is_part(self, part: Draft, whole: Draft) -> bool:
        """`des 40 passagers, 12 ont été blessés`; but `89 soldats, et non 63, ont péri` speaks of all."""
        return part.shared_from is whole and not self.words.instead.search(part.before)

    def _joined(self, left: Draft, right: Draft) -> bool:
        between = self.words.aged.sub("", left.line.folded[left.end : right.start])
        words = re.findall(r"\w+", between)
        if len(between) >= 40 or not all(word in self.words.joints for word in words) or re.search(r"[;.!?]", between):
            return False
        # `13 disparus et 2 000 sinistrés` are other people, `18 morts, dont 3 pompiers` the same.
        return left.how != "noun" or not self.words.parts.isdisjoint(words) or self.words.others.isdisjoint(words)


@cache
def happenings(pack: Pack) -> Happenings:
    """The pack's words, compiled once."""
    return Happenings(pack)
