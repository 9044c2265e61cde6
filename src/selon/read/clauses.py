"""Where a clause that somebody said begins and ends in its sentence.

Nearly always it goes on to the end of the sentence. What ends it earlier: a contrast of the author's, a cue of its
own that hangs on the first cue (the tree tells) or is set off by a comma, a semicolon before one, a closing `selon
X`.
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import Span
from selon.read.adjuncts import adjuncts_end
from selon.read.contrasts import ends_what_was_said, reports
from selon.read.cues import Cue
from selon.read.inverted_subjects import subject_after
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, names_somebody, phrase_end
from selon.read.quotes import Quote

_TRAILING = " \t\u00a0\u202f,;:.!?…–—-\n"
# Tokens that an aside between dashes may have.
_ASIDE = 20
# Tokens before the dash behind a place and a day; with who wrote it and the agency in brackets.
_PLACE_AND_DAY, _DATELINE = 12, 30
_DASHES = frozenset("-–—")
# Words that may tell of a subject between its noun and its verb.
_TOLD_OF = 8
# The frames of verbs that bring nothing but a clause or a quotation.
_CLAUSES = frozenset(("que", "direct"))
_LEADING = " \t\u00a0\u202f,;:–—-\n"


def starts_with(passage: Passage, at: int, phrases: Sequence[str]) -> int:
    """How many tokens the longest of these phrases has that begins at token `at`; 0 where none does."""
    known = passage.words.phrases(phrases)
    return known.starting(passage.lows, at) if passage.low[at] in known.openers else 0


def trimmed(passage: Passage, start: int, end: int) -> Span | None:
    """A stretch of the page without white space and marks at its ends, and without quotation marks whose partner lies outside."""
    text = passage.text
    while True:
        before = (start, end)
        while start < end and text[start] in _LEADING:
            start += 1
        while start < end and text[end - 1] in _TRAILING and not _abbreviated(text, start, end):
            end -= 1
        for quote in passage.quotes:
            if quote.outer.start == start and quote.outer.end >= end:
                start, end = quote.inner.start, min(end, quote.inner.end)
            elif quote.outer.start < start < quote.inner.start <= end:
                start = quote.inner.start
            elif quote.closed and quote.inner.end < end <= quote.outer.end:
                return Span(start, quote.inner.end) if start < quote.inner.end else None
        if before == (start, end):
            end = _with_stop(passage, start, end)
            return Span(start, end) if start < end else None


def _with_stop(passage: Passage, start: int, end: int) -> int:
    """A full stop or an exclamation mark inside the quotation marks belongs to what is quoted."""
    for quote in passage.quotes:
        if quote.inner.start <= start and end < quote.inner.end and not any(c.isalnum() for c in passage.text[end : quote.inner.end]):
            return quote.inner.end
    return end


def _abbreviated(text: str, start: int, end: int) -> bool:
    """The last mark belongs to a word: `etc.`, `[...]` is kept by its bracket."""
    return text[max(start, end - 4) : end].lower() == "etc."


def clause_end(passage: Passage, start: int, cues: Sequence[Cue], governing: Cue | None, *, strict: bool = True) -> int:
    """The number of the first token after the clause that begins at token `start`.

    Args:
        cues: All cues of the passage.
        governing: The cue whose content it is; None for a clause after `selon X`.
        strict: Contrasts and semicolons end it; False for `selon X`, which holds for the whole sentence.
    """
    at = start
    marks, beginnings = passage.words.clause_marks, {cue.clitics_from for cue in cues}
    if not passage.quotes:
        may_end = sorted(beginnings.union(passage.where(marks)))
        return next((at for at in may_end if at > start and _ends_here(passage, at, start, cues, governing, strict)), max(start, passage.count))
    while at < passage.count:
        quote = passage.quote_at(passage.starts[at])
        if quote is not None and at > start and quote.outer.start == passage.starts[at] and starts_anew(passage, quote, cues):
            return at
        if quote is not None and quote.outer.start >= passage.starts[start] and len(quote.inner.of(passage.text).split()) > 2:
            at = max(passage.token_from(quote.outer.end), at + 1)
            continue
        if quote is not None and quote.inner.end <= passage.starts[at] and quote.outer.start < passage.starts[start]:
            return at
        if at > start and (passage.lows[at] in marks or at in beginnings) and _ends_here(passage, at, start, cues, governing, strict):
            return at
        at += 1
    return at


def starts_anew(passage: Passage, quote: Quote, cues: Sequence[Cue]) -> bool:
    """`que la route est coupée « On attend » a-t-il ajouté`: a full stop is lost before a quotation with an inverted verb of its own."""
    words = passage.words
    before = passage.low[passage.token_from(quote.outer.start) - 1]
    after = passage.token_from(quote.outer.end)
    after += passage.low[after] == ","
    opens = quote.closed and passage.text[quote.inner.start].isupper() and before[:1].isalnum()
    led = any(before in known for known in (words.that, words.determiners, words.prepositions, words.inside_name, words.like))
    return opens and not led and any(cue.clitics_from == after and cue.pronoun is not None for cue in cues)


def _ends_here(passage: Passage, at: int, start: int, cues: Sequence[Cue], governing: Cue | None, strict: bool) -> bool:
    low = passage.low[at]
    after = at + 1 if low in (",", "–", "—") else at
    if low in (".", "!", "?") and _opens_anew(passage, at + 1) and passage.text[passage.ends[at]].isspace() and len(passage.low[at - 1]) > 2:
        return True
    if low == ":":
        return passage.quote_at(passage.starts[at + 1]) is not None if at + 1 < passage.count else True
    if low == ";":
        said_behind = any(cue.first > at and cue.mood == "finite" and cue.takes("que") for cue in cues)
        return (strict or said_behind) and passage.low[at + 1] not in passage.words.that
    if (length := starts_with(passage, after, passage.words.contrast)) and ends_what_was_said(passage, after, length, cues, strict=strict):
        return True
    if low == "," and (
        starts_with(passage, at + 1, passage.words.according) or (governing and starts_with(passage, at + 1, passage.words.occasions))
    ):
        return True
    if low == "," and _unverified(passage, at + 1):
        return True
    if low == "," and governing is not None and passage.low[at + 1] in passage.words.this and starts_with(passage, at + 1, passage.words.comments):
        return passage.quote_at(passage.starts[at]) is None
    if low == "," and governing is not None and passage.low[at + 1] in passage.words.like and passage.low[at + 2] in passage.words.clitics:
        return is_finite(passage, at + 3)  # `…, comme l'indique leur rapport`
    if (
        governing is not None
        and low in passage.words.joins
        and (
            _second_predicate(passage, start, at + 1, governing)
            or _after_infinitive(passage, start, at)
            or _back_to_main_tense(passage, start, at + 1, governing)
        )
    ):
        return True
    if governing is not None and low == "," and passage.low[at + 1] in passage.words.goes_on and _after_infinitive(passage, start, at):
        return True  # `avoue avoir menti, les preuves ont été saisies`, `avoue avoir menti, a pleuré`
    besides = at + 1 if low == "," else at
    if (
        governing is not None
        and (length := starts_with(passage, besides, passage.words.besides))
        and (low == "," or not has_finite(passage, start, at))
    ):
        return any(cue.clitics_from == besides + length for cue in cues)  # `…, avant d'ajouter que …`, `appelle à voter après avoir dit que …`
    if governing is not None and low in passage.words.joins and passage.low[at + 1] in passage.words.only_relative:
        return passage.low[at + 1] == passage.low[governing.clitics_from - 1]  # `qui affirme avoir gagné et qui a appelé …`
    joint = low == "," or low in passage.words.joins or low in passage.words.gerund_openers
    return any(_own_cue(passage, start, at, after, cue, governing) for cue in cues if cue.clitics_from == at or (joint and cue.clitics_from > at))


def _opens_anew(passage: Passage, at: int) -> bool:
    """A capital, or an article that carelessly lacks it (`… par semaine. le collectif se plaint`)."""
    return passage.is_name(at) or (passage.low[at] in passage.words.articles and passage.low[at] not in passage.words.points_back)


def _second_predicate(passage: Passage, start: int, at: int, governing: Cue) -> bool:
    """`X a dit que … et a quitté la salle`: a finite verb without subject that the tree joins to the verb of saying."""
    while passage.low[at] in passage.words.clitics:
        at += 1
    if passage.low[at] in passage.words.to_have_or_be or not (is_finite(passage, at) or passage.low[at] in passage.words.auxiliaries):
        return False
    if _other_tense(passage, start, at, governing):
        return False
    first, own = passage.node(governing.head), passage.node(at)
    if own is not None and own.dep.startswith(("aux", "cop")):
        own = own.head
    return first is not None and own is not None and own.dep.startswith("conj") and own.head == first


def _other_tense(passage: Passage, start: int, at: int, governing: Cue) -> bool:
    """`ont estimé que l'accord traduit … et accorde …`: a simple tense of now behind a compound past goes on with what was said in it."""
    words = passage.words
    if passage.low[governing.first] not in words.have_now or passage.low[at] in words.auxiliaries:
        return False
    said = [passage.low[n] for n in range(start, at + 1) if is_finite(passage, n)]
    return len(said) > 1 and not any(low.endswith(words.past_endings) for low in said)


def _back_to_main_tense(passage: Passage, start: int, at: int, governing: Cue) -> bool:
    """`X a estimé que Y avait manqué à ses devoirs et l'a condamné`: what was said stands one tense further back than the verbs of X."""
    words = passage.words
    while passage.low[at] in words.clitics:
        at += 1
    if passage.low[governing.first] not in words.have_now or passage.low[at] not in words.have_now:
        return False
    said = [n for n in range(start, at) if is_finite(passage, n)]
    return bool(said) and all(passage.low[n].endswith(words.past_endings) for n in said)


def _after_infinitive(passage: Passage, start: int, joint: int) -> bool:
    """`nie avoir tiré et accuse …`: a finite verb without subject cannot go on with an infinitive."""
    words = passage.words
    subject = passage.low[joint + 1] in words.determiners | words.indefinite and not is_finite(passage, joint + 2)
    verb = phrase_end(passage, joint + 1) if subject else joint + 1  # `…, mais les autorités le contestent`
    verb += passage.low[verb] in words.subject_pronoun  # `…, mais il n'a nommé personne`
    if subject and verb > joint + 2:  # `…, mais des habitants joints par téléphone disent`
        behind = range(verb, min(verb + _TOLD_OF, passage.count))
        verb = next((n for n in behind if not passage.is_word(n) or passage.low[n] in words.that or is_finite(passage, n)), verb)
    while passage.low[verb] in words.clitics:
        verb += 1
    while passage.low[start] in words.clitics | words.negator:
        start += 1
    if passage.low[start] in words.to_have_or_be and passage.low[verb].endswith(words.participle_endings):
        return False  # `dit avoir couru et perdu son sac`
    if not is_finite(passage, verb) or any(passage.low[n] in words.subordinating for n in range(start, joint)):
        return False
    token = passage.node(start)
    return token is not None and token.verb_form == "Inf"


def _own_cue(passage: Passage, start: int, at: int, after: int, cue: Cue, governing: Cue | None) -> bool:
    """A second cue that begins here and does not belong to what the first one reports."""
    if passage.low[at] == "," and cue.clitics_from == at + 1:
        incise = cue.mood == "finite" and is_incise(passage, cue) and not _waits_for_verb(passage, start, at)
        return incise or (cue.mood == "gerund" and governing is not None)
    if governing is not None and cue.mood == "gerund" and cue.clitics_from == at and passage.quote_at(passage.starts[at - 1]) is not None:
        return passage.low[at] not in passage.words.gerund_openers or reports(passage, cue)
    if (
        governing is not None
        and cue.mood == "gerund"
        and cue.first - after <= 1
        and passage.low[at] in passage.words.breaks | passage.words.gerund_openers
        and _tells(passage, cue)
    ):
        return not cue.takes("shout")  # `qu'un homme avait couru, en criant « … »`
    if governing is not None and cue.mood == "gerund" and passage.low[at] == "," and passage.low[at + 1] in passage.words.articles:
        return phrase_end(passage, at + 1, cue.clitics_from) == cue.clitics_from  # `…, le ministère faisant état de 23 morts`
    if passage.low[at] in passage.words.breaks and governing is not None and cue.mood in ("finite", "participle"):
        if cue.clitics_from == at + 1:
            told = passage.low[cue.last + 1] not in ("", ".")  # `que le vol a été signalé et confirmé` is one clause
            own = reports(passage, cue) or not _other_tense(passage, start, cue.first, governing)
            shares = governing.first == governing.head and any(passage.low[n] in passage.words.to_have_or_be for n in range(start, at))
            return (cue.mood == "participle" and passage.low[at] != "," and told and not shares) or (  # but `dit avoir fui et appelé sa mère`
                cue.mood == "finite" and own and _hangs_on(passage, cue, governing)
            )
        if (
            passage.low[at] == ","
            and (what := _takes_up(passage, at + 1))
            and cue.clitics_from in (what, phrase_end(passage, what, cue.clitics_from))
        ):
            return True
        if (
            passage.low[at] == ","
            and cue.mood == "finite"
            and not cue.passive
            and cue.takes("que", "event")
            and (passage.low[cue.last + 1] in passage.words.inside_name | passage.words.that or passage.low[cue.last] in passage.words.inside_name)
        ):
            return phrase_end(passage, at + 1) == cue.clitics_from
        if passage.low[at] != ",":
            end = phrase_end(passage, at + 1)
            if passage.low[at] in passage.words.but and end == cue.clitics_from and "denies" in cue.entry.frames.values():
                return True  # `…, mais Téhéran rejette ces accusations`
            return end == cue.clitics_from and cue.takes("que", "inf", "direct") and cue.last + 1 < passage.count and reports(passage, cue)
    return False


def _waits_for_verb(passage: Passage, start: int, comma: int) -> bool:
    """`Selon X, | le comité, qui réunit 40 locataires, demande un bail`: before the comma stands no verb but that of a relative clause."""
    opens = next((n for n in range(start, comma) if passage.low[n] == ","), comma)
    relative = passage.low[opens + 1] in passage.words.only_relative and "," not in passage.low[opens + 1 : comma]
    return relative and not has_finite(passage, start, opens)


def _tells(passage: Passage, cue: Cue) -> bool:
    """A clause or a quotation follows a verb that reports nothing else: `en publiant les comptes` goes on with what somebody said."""
    if not cue.entry.frames.keys() <= _CLAUSES or reports(passage, cue):
        return True
    after = adjuncts_end(passage, cue.last + 1)
    return after >= passage.count or passage.quote_at(passage.starts[after]) is not None


def _unverified(passage: Passage, at: int) -> bool:
    """`…, un chiffre qui n'a pas pu être vérifié`, `…, une affirmation invérifiable`: the author's remark on what was said."""
    words = passage.words
    noun = at + (passage.low[at] in words.indefinite)
    if passage.low[noun] not in words.sayings:
        return False
    return passage.low[noun + 1] in words.unverified or (passage.low[noun + 1] in words.only_relative and passage.low[noun + 2] in words.negation)


def _takes_up(passage: Passage, at: int) -> int:
    """The first token behind `ce que`, or behind `une version que`, where it opens a remark on what was said; else 0."""
    words = passage.words
    if passage.low[at] in words.this and passage.low[at + 1] in words.that:
        return at + 2
    noun = at + (passage.low[at] in words.indefinite)  # `, chiffre que …`, `, un chiffre que …`
    return noun + 2 if passage.low[noun] in words.sayings and passage.low[noun + 1] in words.that else 0


def is_incise(passage: Passage, cue: Cue) -> bool:
    """`, a indiqué la police`: the verb's subject follows it, and nothing that it would report."""
    if cue.pronoun is not None:
        return True
    at = adjuncts_end(passage, cue.last + 1)
    if cue.passive or not cue.takes("que", "direct") or passage.low[at] in passage.words.that:
        return False
    source = subject_after(passage, cue)
    return source is not None and names_somebody(passage, source) and not is_finite(passage, passage.token_from(source.end))


def _hangs_on(passage: Passage, cue: Cue, governing: Cue) -> bool:
    """The tree joins the second verb to the first, or the two verbs have one tense and the reported clause another."""
    token = passage.node(cue.head)
    first = passage.node(governing.head)
    if token is not None and first is not None and token.dep.startswith("conj") and token.head == first:
        return True
    return cue.takes("que", "name", "name_comme", "figure", "tally", "event", "obj_de")


def clause_start(passage: Passage, end: int, cues: Sequence[Cue] = ()) -> int:
    """The first token of the clause that ends before token `end`: after the last semicolon or colon, connectors left out.

    A contrast (`mais`, `tandis que`) begins a new clause only where one of `cues` attributes what stands before it.
    """
    at = 0
    for number in range(end - 1, -1, -1):
        if passage.quotes and passage.quote_at(passage.starts[number]) is not None:
            continue
        low = passage.low[number]
        if low in (";", "•", ":") or (low == "(" and not any(passage.low[n] == ")" for n in range(number, end))):
            at = number + 1
            break
        if (
            low == ","
            and (length := starts_with(passage, number + 1, passage.words.new_clause))
            and _says_before(passage, cues, number)
            and has_finite(passage, number, end)
        ):
            at = number + 1 + length
            break
        if low in passage.words.because and not _is_coach(passage, number) and (not cues or _says_before(passage, cues, number)):
            at = number + 1
            break
    return skip_connectors(passage, at, end)


def _is_coach(passage: Passage, at: int) -> bool:
    """`un car de touristes`, `un accident de car`: no conjunction."""
    words = passage.words
    return passage.low[at - 1] in words.determiners | words.indefinite | words.links


def _says_before(passage: Passage, cues: Sequence[Cue], number: int) -> bool:
    """A verb of saying stands before this token, by the tree in no relative clause."""
    said = [cue for cue in cues if cue.last < number and cue.mood == "finite" and cue.takes("que", "a")]
    return any((token := passage.node(cue.head)) is None or not token.dep.startswith("acl") for cue in said)


def _dash_pair(passage: Passage, first: int) -> bool:
    """The dash opens an aside that another one closes before the verb: `le numéro vert - 0800 - sera …`."""
    close = next((n for n in range(first + 1, min(first + _ASIDE, passage.count)) if _is_dash(passage, n)), None)
    return close is not None and not has_finite(passage, first, close) and is_finite(passage, close + 1)


def _is_dash(passage: Passage, at: int) -> bool:
    start = passage.starts[at]
    return passage.low[at] in ("-", "–", "—") and passage.text[start - 1 : start].isspace() and passage.text[start + 1 : start + 2].isspace()


def skip_connectors(passage: Passage, at: int, end: int) -> int:
    """Over what stands before the first clause and is the author's: `Pendant ce temps,`, date lines (`5 juin 2012. -`, `NEW YORK -`)."""
    for number in range(at, min(at + _DATELINE, end)) if not _DASHES.isdisjoint(passage.low_set) else ():
        if (
            passage.low[number] in _DASHES
            and passage.text[passage.starts[number] - 1 : passage.starts[number]].isspace()
            and number > at
            and (number - at < _PLACE_AND_DAY or passage.low[number - 1] == ")")  # `par X et Y LOMÉ (Reuters) -`
            and not has_finite(passage, at, number)
            and not any(passage.low[n] in passage.words.indefinite for n in range(at, number))
        ):
            at = number + 1 if not _dash_pair(passage, number) else at
            break
    if passage.low[at] == "(" and (closing := next((n for n in range(at, min(at + 6, end)) if passage.low[n] == ")"), None)) is not None:
        at = closing + 1
    while True:
        length = starts_with(passage, at, passage.words.connectors)
        if not length or (passage.low[at + length] != "," and not (length == 1 and passage.low[at] in passage.words.bare_connectors)):
            return at
        at += length
        if passage.low[at] == ",":
            at += 1


__all__ = ["clause_end", "clause_start", "is_finite", "is_incise", "skip_connectors", "starts_with", "trimmed"]
