"""Direct speech: a quotation with the verb that brings it, before, after or in its midst.

« … », a déclaré jeudi le ministre        X a ajouté : « … »        « Moi, dit-il, … »
"""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import Span
from selon.read.adjuncts import adjuncts_end, find_that
from selon.read.bare_quotes import bare_after_colon, enumerated, words_in
from selon.read.clauses import skip_connectors, starts_anew
from selon.read.cues import Cue
from selon.read.found import Found
from selon.read.inverted_subjects import subject_after
from selon.read.main_subject import main_subject
from selon.read.overheard import overheard
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, names_somebody, phrase_end
from selon.read.quotes import Quote
from selon.read.said import is_infinitive
from selon.read.subjects import subject_before

_LONG = 3
_MAX_BETWEEN = 30
# Tokens from a quotation to the verb of saying in `peut-on entendre un jeune soldat dire`.
_LONGEST_HEARING = 10


def read_direct(passage: Passage, number: int, cues: Sequence[Cue]) -> tuple[list[Found], set[int]]:
    """The direct speech of a passage, and the first tokens of the cues that it uses."""
    found: list[Found] = []
    used: set[int] = set()
    for quote in passage.quotes:
        if any(quote.inner.overlaps(span) for one in found for span in one.content):
            continue
        last = found[-1].source if found else None
        read = (
            _incise_inside(passage, number, quote, cues)
            or _cue_after(passage, number, quote, cues)
            or _cue_before(passage, number, quote, cues, used, last)
        )
        if read is None:
            continue
        one, cue = read
        found.append(one)
        if cue is not None:
            used.add(cue.first)
    return found, used


def _incise_inside(passage: Passage, number: int, quote: Quote, cues: Sequence[Cue]) -> tuple[Found, Cue] | None:
    """`« Moi, dit-il, j'ai … »`: the cue stands between commas inside the marks."""
    for cue in cues:
        inside = quote.inner.start < cue.span.start and cue.span.end < quote.inner.end
        if inside and passage.low[cue.clitics_from - 1] == "," and cue.takes("direct", "que") and cue.mood == "finite":
            source = subject_after(passage, cue)
            start = passage.starts[cue.clitics_from - 1]
            end = adjuncts_end(passage, max(cue.last + 1, passage.token_from(source.end) if source is not None else 0))
            if cue.pronoun is None and (source is None or passage.low[end] not in (",", ".", ":", "!", "?")):
                continue
            end = _aside_end(passage, end, quote)
            resume = (
                passage.starts[end + 1]
                if passage.low[end] in (",", ":", ".") and end + 1 < passage.count
                else passage.starts[min(end, passage.count - 1)]
            )
            rest = Span(resume, max(resume, quote.inner.end))
            if not quote.closed and any(other.mood == "gerund" and other.clitics_from == end + 1 for other in cues):
                rest = Span(resume, resume)  # `« Tout va bien, a dit X, précisant que …`: the mark that closes is lost before the comma
            parts = [Span(quote.inner.start, start), *([rest] if any(c.isalnum() for c in rest.of(passage.text)) else [])]
            if not any(c.isalnum() for c in parts[0].of(passage.text)):
                continue
            return Found(content=tuple(parts), cue=cue.span, source=source, rule="direct-inside/1", passage=number, strength=5), cue
    return None


def _aside_end(passage: Passage, end: int, quote: Quote) -> int:
    """`« …, a dit X, hier, à l'issue d'une visite. Nous … »`: where and when it was said, and who X is, ends with the sentence; no verb stands
    in it."""
    words = passage.words
    after = passage.low[end + 1]
    told = after in words.time or after in words.prepositions or after in words.people or after.isdigit()
    told = told or (after in words.articles and passage.is_name(end - 1))
    if passage.low[end] != "," or not told:
        return end
    close = next((n for n in range(end + 1, passage.count) if passage.low[n] in (".", "!", "?", "…")), None)
    inside = close is not None and passage.ends[close] < quote.inner.end
    return close if close is not None and inside and not has_finite(passage, end + 1, close) else end


def _opens_sentence(passage: Passage, quote: Quote) -> bool:
    """Nothing of a clause stands before the quotation: the sentence begins with it, or a colon or a connector parts it."""
    joined = _joined_before(passage, quote)
    at = passage.token_from(joined[0].start) - 1 if joined else passage.token_from(quote.outer.start)
    before = skip_connectors(passage, 0, at)
    return before >= at or passage.low[at - 1] in (":", "-", "–", "—") or not any(passage.is_word(n) for n in range(before, at))


def _cue_after(passage: Passage, number: int, quote: Quote, cues: Sequence[Cue]) -> tuple[Found, Cue] | None:
    """`« … », a dit X`, `« … » X a dit`: a cue follows at once, or after its own subject."""
    if not quote.closed or not (_opens_sentence(passage, quote) or starts_anew(passage, quote, cues)):
        return None
    at = passage.token_from(quote.outer.end)
    while passage.low[at] in (",", ".", "!", "?", "…", ";", "-", "–", "—"):
        at += 1
    cue = next((cue for cue in cues if cue.clitics_from >= at), None)
    if (
        cue is None
        or cue.passive
        or not cue.takes("direct", "que", "inf")
        or cue.mood == "participle"  # `« … », dans une interview accordée à X`
        or passage.quote_at(cue.span.start) is not None
    ):
        return None
    following = adjuncts_end(passage, cue.last + 1)
    if passage.low[following] in passage.words.that and find_that(passage, cue, cues) is not None:
        return None
    if cue.mood == "infinitive":
        source = overheard(passage, cue)
        if source is None or source.start < passage.starts[at] or cue.clitics_from - at > _LONGEST_HEARING:
            return None
    elif adjuncts_end(passage, at) >= cue.clitics_from:
        source = subject_after(passage, cue)
    elif passage.low[at] in passage.words.subject_pronoun or (
        phrase_end(passage, at, cue.clitics_from) == cue.clitics_from and not has_finite(passage, at, cue.first)
    ):
        source = subject_before(passage, cue, at)
    else:
        return None
    content = [*_joined_before(passage, quote), quote.inner, *_resumed(passage, quote, cue, cues)]
    return Found(
        content=tuple(content), cue=cue.span, source=source, stance=cue.stance("direct"), rule="direct-after/1", passage=number, strength=5
    ), cue


def _joined_before(passage: Passage, quote: Quote) -> list[Span]:
    """`« A », « B », scandent les lycéens`: what stands in marks right before, with nothing but marks or `et` between."""
    found: list[Span] = []
    end = quote.outer.start
    for other in reversed([q for q in passage.quotes if q.outer.end <= quote.outer.start]):
        link = passage.text[other.outer.end : end].strip(" ,\n\u00a0\u202f")
        if (any(map(str.isalnum, link)) and link not in passage.words.joins) or not other.closed:
            break
        found.insert(0, other.inner)
        end = other.outer.start
    return found


def _resumed(passage: Passage, quote: Quote, cue: Cue, cues: Sequence[Cue]) -> list[Span]:
    """Later quotations of the same sentence that have no cue of their own: `« A », dit X, « B »`."""
    later = [q for q in passage.quotes if q.outer.start > cue.span.end and words_in(passage, q) >= _LONG]
    if later and passage.low[passage.token_from(later[0].outer.start) - 1] in passage.words.before_phrase | passage.words.determiners:
        return []  # a part of the author's clause: `faisant allusion aux « … » dont parlait X`
    if not later or any(other.span.start > cue.span.end and other.span.start < later[0].outer.start for other in cues):
        return []
    return [q.inner for q in later]


def _cue_before(
    passage: Passage, number: int, quote: Quote, cues: Sequence[Cue], used: set[int], last: Span | None
) -> tuple[Found, Cue | None] | None:
    """`X a dit : « … »`, `affirme « … »`, `que « … »` where the quotation is all that is said."""
    at = passage.token_from(quote.outer.start)
    colon = passage.low[at - 1] == ":"
    before = [cue for cue in cues if cue.last < at and passage.quote_at(cue.span.start) is None and cue.first not in used]
    cue = before[-1] if before else None
    if cue is not None and at - cue.last <= _MAX_BETWEEN and _brings(passage, cue, at, colon, quote):
        content = [quote.inner, *enumerated(passage, quote)]
        inverted = cue.pronoun is not None or (cue.first > cue.clitics_from and passage.low[cue.clitics_from - 1] in passage.words.like)
        behind = subject_after(passage, cue, at) if colon and passage.low[cue.clitics_from - 1] == "," else None
        inverted = inverted or (behind is not None and passage.token_from(behind.end) == at - 1)  # `Faux, répond le maire : « … »`
        source = subject_after(passage, cue, at) if inverted else subject_before(passage, cue)  # `comme l'écrit X : « … »`
        speaking = [other for other in before[:-1] if other.mood == "finite" and other.takes("que") and not other.passive]
        if cue.mood == "gerund" and _goes_on_behind(passage, cue) and speaking and speaking[-1].first not in used:
            source = subject_before(passage, speaking[-1]) if passage.low[speaking[-1].clitics_from - 1] != "," else source
        elif cue.mood == "gerund" and source is not None and passage.is_word(cue.clitics_from - 1) and not names_somebody(passage, source):
            source = main_subject(passage, cue) or source  # `a voté la hausse du budget assurant que « … »`
        if (cue.mood == "gerund" and before[:-1] and before[-2].first in used) or (source is None and cue.mood == "gerund"):
            source = last or next((subject_before(passage, other) for other in reversed(before[:-1]) if other.mood == "finite"), source)
        elif source is None and cue.mood in ("gerund", "infinitive"):
            source = last
        if source is None and colon:
            source = subject_after(passage, cue, at)
        if source is not None and (main := _joined_to(passage, cue, before[:-1])) is not None and main.last < passage.token_from(source.start):
            source = subject_before(passage, main) or source
        if not colon and source is not None and passage.low[at + 1] in passage.words.prepositions and _is_thing(passage, source):
            return None  # `les combats ont repris « avec plus de … »`
        return Found(
            content=tuple(content),
            cue=cue.span,
            source=source,
            stance=cue.stance("direct"),
            rule="direct-before/1",
            passage=number,
            strength=5,
        ), cue
    if colon and words_in(passage, quote) >= _LONG and (cue is None or cue.negated or not cue.takes("que", "a", "inf", "direct")):
        return bare_after_colon(passage, number, quote, at)
    return None


def _goes_on_behind(passage: Passage, cue: Cue) -> bool:
    """A comma stands before the gerund or before its `en`: who spoke goes on."""
    words = passage.words
    opens = cue.clitics_from - (passage.low[cue.clitics_from - 1] in words.gerund_openers and not cue.takes("shout"))
    return passage.low[opens - 1] == ","


def _joined_to(passage: Passage, cue: Cue, earlier: Sequence[Cue]) -> Cue | None:
    """`X assure que la digue tiendra et dénonce « … »`: the verb of saying to which `et` joins this one, of the same tense and subject."""
    joined = cue.mood == "finite" and cue.pronoun is None and passage.low[cue.clitics_from - 1] in passage.words.joins
    speaking = [other for other in earlier if other.mood == "finite" and find_that(passage, other, ()) is not None] if joined else []
    return speaking[-1] if speaking and speaking[-1].past == cue.past and speaking[-1].pronoun is None else None


def _is_thing(passage: Passage, source: Span) -> bool:
    """An article and a noun that is nobody's."""
    first = passage.token_from(source.start)
    noun = Span(passage.starts[first + 1], source.end) if passage.ends[first] < source.end else source
    return passage.low[first] in passage.words.articles and not names_somebody(passage, noun)


def _brings(passage: Passage, cue: Cue, at: int, colon: bool, quote: Quote) -> bool:
    """The cue introduces the quotation at token `at`."""
    if cue.passive or (cue.mood == "participle" and passage.low[cue.last + 1] in passage.words.given_by):
        return False
    between = range(cue.last + 1, at)
    if any(passage.low[n] in passage.words.that for n in between[:-1]) and not colon:
        return False
    if colon:
        if cue.takes("a", "inf") and cue.entry.verb and passage.low[at - 2] != "" and clause_between(passage, cue, at):
            return False
        clause = any(passage.low[n] in passage.words.that and passage.low[n - 1] not in passage.words.comparatives for n in between)
        return cue.takes("direct", "que") and not clause and not cue.negated
    if (
        cue.negated
        or (words_in(passage, quote) < _LONG and not cue.takes("shout"))
        or not (_ends_sentence(passage, quote) or _breaks_off(passage, quote))
    ):
        return False
    if passage.low[at - 1] in passage.words.that:
        return (
            cue.takes("que")
            and cue.mood != "infinitive"
            and _breaks_off(passage, quote)
            and find_that(passage, cue, ()) == at - 1
            and not _quoted_again(passage, quote)
        )
    if _quotes_what_to_do(passage, cue, at):
        return True
    if clause_between(passage, cue, at):
        return False  # `a appelé à se mobiliser « pour … »`
    if cue.mood == "infinitive" and passage.low[passage.token_from(quote.inner.start)] in passage.words.bare_of:
        return False  # `menace de répliquer « de manière immédiate »`
    if cue.mood == "infinitive" and is_finite(passage, cue.clitics_from - 1):
        return False  # `il faut s'attendre à « un bilan lourd »`
    return cue.takes("direct", "inf", "np") and adjuncts_end(passage, cue.last + 1) >= at


def _quotes_what_to_do(passage: Passage, cue: Cue, at: int) -> bool:
    """`exhorte ses salariés « à reprendre … »`, `demande aux élus « de ne pas … »`: whom it is said to stands between, the quotation opens with
    the word that links an infinitive."""
    words = passage.words
    link = passage.low[at + 1]
    asked = (link in words.to and cue.takes("obj_a")) or (link in words.bare_of and cue.takes("obj_de", "de", "a_de"))
    if not asked or not is_infinitive(passage, at + 2):
        return False
    told = adjuncts_end(passage, cue.last + 1)
    told += passage.low[told] in words.to
    return phrase_end(passage, told) == at


def _quoted_again(passage: Passage, quote: Quote) -> bool:
    """`que « A », afin de le faire, « parce que B »`, `qu'« à cette heure », le conducteur « est … »`: more of the same clause stands in marks."""
    words = passage.words
    after = passage.token_from(quote.outer.end)
    adverbial = passage.low[passage.token_from(quote.inner.start)] in words.prepositions
    again = any(q.outer.start > quote.outer.end for q in passage.quotes)
    return again and passage.low[after] == "," and (passage.low[after + 1] in words.prepositions or adverbial)


def clause_between(passage: Passage, cue: Cue, at: int) -> bool:
    """An infinitive or a noun phrase after `à` stands between cue and colon: the quotation only goes on with it."""
    return (cue.takes("a") and passage.low[cue.last + 1] in passage.words.to) or _is_infinitive_at(passage, adjuncts_end(passage, cue.last + 1))


def _is_infinitive_at(passage: Passage, at: int) -> bool:
    token = passage.node(at) if at < passage.count else None
    return token is not None and token.verb_form == "Inf"


def _breaks_off(passage: Passage, quote: Quote) -> bool:
    """After the quotation the clause is over: the end, a mark, or a participle of saying."""
    after = passage.token_from(quote.outer.end)
    low = passage.low[after]
    return (
        not passage.is_word(after)
        or not quote.closed
        or (low.endswith(passage.words.gerund_ending) and low not in passage.words.prepositions)
        or (low in passage.words.gerund_openers and passage.low[after + 1].endswith(passage.words.gerund_ending))
        or (low in passage.words.joins and passage.low[after + 1] not in passage.words.that and not is_finite(passage, after + 1))
    )


def _ends_sentence(passage: Passage, quote: Quote) -> bool:
    """After the quotation nothing goes on that could belong to what is said: the end, a mark, a conjunction or an adjunct."""
    after = passage.token_from(quote.outer.end)
    low = passage.low[after]
    return (
        not passage.is_word(after)
        or low in passage.words.joins | passage.words.gerund_openers | passage.words.when
        or passage.low[after + 1] in passage.words.gerund_openers  # `« … » tout en …`
        or low in passage.words.prepositions | passage.words.time
        or not quote.closed
    )
