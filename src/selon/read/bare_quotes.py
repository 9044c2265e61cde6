"""Quotations without a verb that brings them: behind a colon that somebody stands before, or alone."""

from __future__ import annotations

from collections.abc import Sequence

from selon.model import Span
from selon.read.clauses import skip_connectors, trimmed
from selon.read.cues import adverb_ending
from selon.read.found import Found
from selon.read.passages import Passage
from selon.read.phrases import has_finite, is_finite, phrase_end, span_of
from selon.read.quotes import Quote

_LONG = 3
# Words that link one quotation to the next.
_LINK = 3
_MAX_HEADLINE = 8
_REPORTED = ("que/1", "inf/1")


def read_bare(passage: Passage, number: int, taken: Sequence[Found]) -> list[Found]:
    """Quotations of a clause that no cue has taken: statements without cue and source."""
    found = []
    for quote in passage.quotes:
        first, last = passage.token_from(quote.inner.start), passage.token_from(quote.inner.end)
        opening = skip_connectors(passage, 0, first)
        before = range(1 if passage.low[0] in passage.words.then and passage.low[1] == ":" else opening, first)
        whole = not any(passage.is_word(n) for n in [*before, *range(last, passage.count)])
        # What somebody else says within a quotation that stands alone does not take it (`« Il avait prévu que … »`).
        outside = [one for one in taken if not (whole and one.rule in _REPORTED and one.cue is not None and quote.inner.covers(one.cue))]
        if any(quote.inner.overlaps(span) for one in outside for span in one.content) and not _is_spoken(passage, quote, outside):
            continue
        headline = not whole and passage.low[first - 2] == ":" and passage.text[passage.span.end - 1] not in ".!?…"
        led = _led_by(passage, quote, taken)
        told_so = words_in(passage, quote) >= _LONG and (led is not None or (not headline and _is_predicate(passage, quote, first)))
        if told_so or (
            not headline
            and words_in(passage, quote) >= (_LONG if whole else 6)
            and (whole or has_finite(passage, first, last) or (words_in(passage, quote) >= 10 and not _names_charge(passage, first)))
        ):
            source = led.source if led is not None else _mother(passage, quote) or _of_itself(passage, quote)
            found.append(Found(content=(quote.inner,), cue=None, source=source, rule="quotation/1", passage=number, strength=1))
    return found


def _led_by(passage: Passage, quote: Quote, taken: Sequence[Found]) -> Found | None:
    """`Selon X, la digue a cédé : « … »`: the statement behind whose last word a colon and the quotation follow."""
    colon = passage.token_from(quote.outer.start) - 1
    if colon < 1 or passage.low[colon] != ":":
        return None
    return next((one for one in taken if one.content[-1].end == passage.ends[colon - 1] and one.source is not None), None)


def _is_spoken(passage: Passage, quote: Quote, taken: Sequence[Found]) -> bool:
    """`La ligue « réclame un abri. Elle demande à Y de … »`: all that is said of the quoted words is said within them."""
    if any(one.rule.startswith("direct") and quote.inner.overlaps(span) for one in taken for span in one.content):
        return False
    within = [one.cue for one in taken if any(quote.inner.overlaps(span) for span in one.content)]
    own = all(cue is not None and quote.inner.covers(cue) and cue.start > quote.inner.start for cue in within)
    return own and _is_predicate(passage, quote, passage.token_from(quote.inner.start))


def _is_predicate(passage: Passage, quote: Quote, first: int) -> bool:
    """`L'eau est « sans danger pour l'homme »`, `Ils « roulent vers la côte »`: what the author says of somebody or something is quoted words."""
    words = passage.words
    if not (quote.closed and passage.text[quote.inner.start].islower()):
        return False
    at = passage.token_from(quote.outer.start) - 1
    while length := adverb_ending(passage, at):
        at -= length
    if passage.low[at] in words.be | words.been | words.copulas and not passage.low[at].endswith(words.infinitive_endings):
        return True
    verb = next((n for n in range(first, first + 3) if passage.low[n] not in words.clitics), first)
    opens = next((n + 1 for n in range(at, -1, -1) if passage.low[n] == ","), skip_connectors(passage, 0, at))
    return is_finite(passage, verb) and (passage.low[at] in words.subject_pronoun or phrase_end(passage, opens) == at + 1)


def _of_itself(passage: Passage, quote: Quote) -> Span | None:
    """`La mairie « n'attend pas d'éclaircie »`: the body of which the quoted predicate tells; of a person others say such things."""
    words = passage.words
    at = passage.token_from(quote.outer.start) - 1
    opens = next((n + 1 for n in range(at, -1, -1) if passage.low[n] in {","} | words.joins), skip_connectors(passage, 0, at))
    body = passage.low[opens] in words.articles and passage.low[opens + 1] in words.bodies | words.never_persons
    first = passage.low[passage.token_from(quote.inner.start)]
    alone = body and phrase_end(passage, opens) == at + 1 and not any(passage.low[n] in words.prepositions for n in range(opens, at + 1))
    return span_of(passage, opens, at + 1) if alone and first in words.clitics | words.have_now else None


def _names_charge(passage: Passage, first: int) -> bool:
    """`mis en examen pour « détournement de fonds, abus de biens sociaux, … »`."""
    return passage.low[first - 2] in passage.words.pronounced_for


def _mother(passage: Passage, quote: Quote) -> Span | None:
    """`« … » : la mère d'un marin réclame …`: the phrase after a colon that follows the quotation."""
    at = passage.token_from(quote.outer.end)
    if passage.low[at] != ":":
        return None
    return span_of(passage, at + 1, phrase_end(passage, at + 1))


def bare_after_colon(passage: Passage, number: int, quote: Quote, at: int) -> tuple[Found, None] | None:
    """`Le maire de X : « … »`, and a quotation after a colon with no verb of saying: the person named before it is the source."""
    start = skip_connectors(passage, 0, at - 1)
    source = None
    whole: tuple[Span, ...] = (quote.inner, *enumerated(passage, quote))
    if at - 1 - start <= _MAX_HEADLINE and phrase_end(passage, start, at - 1) == at - 1:
        thing = any(passage.low[n] in passage.words.things for n in range(start, at - 1))
        source = span_of(passage, start, at - 1) if not thing and _is_somebody(passage, start, at - 1) else None
        rest = trimmed(passage, passage.starts[at], passage.span.end)
        if rest is not None and len(whole) == 1 and rest.end > quote.outer.end + 1:
            whole = (Span(quote.outer.start, rest.end),)
    else:
        source = (
            None
            if _opens_with_thing(passage, start)
            else _main_subject(passage, at - 1)
            or _named_first(passage, start, at - 1)
            or _named_between(passage, start, at - 1)
            or _same_from(passage, start, at - 1)
        )
    if source is None:
        return None
    return Found(content=whole, cue=None, source=source, rule="direct-bare/1", passage=number, strength=2), None


def _opens_with_thing(passage: Passage, start: int) -> bool:
    """`Le Web s'enflamme : « … »`: the subject is nobody, though written large."""
    words = passage.words
    return passage.low[start] in words.things or (passage.low[start] in words.determiners and passage.low[start + 1] in words.things)


def _named_first(passage: Passage, start: int, colon: int) -> Span | None:
    """`Le skipper, la voix cassée : « … »`: somebody, then how it was said."""
    end = phrase_end(passage, start, colon)
    if colon - start > _MAX_HEADLINE or passage.low[end] != "," or has_finite(passage, start, colon):
        return None
    return span_of(passage, start, end) if _is_somebody(passage, start, end) else None


def _named_between(passage: Passage, start: int, colon: int) -> Span | None:
    """`Joint par la radio, Paul Roux, arrivé troisième, renonce : « … »`: a name between the commas behind what opens the sentence."""
    comma = next((n for n in range(start, colon) if passage.low[n] == ","), colon)
    end = phrase_end(passage, comma + 1, colon)
    full = passage.is_name(comma + 1) and passage.is_name(comma + 2)
    return span_of(passage, comma + 1, end) if full and passage.low[end] == "," else None


def _same_from(passage: Passage, start: int, colon: int) -> Span | None:
    """`Même son de cloche chez Paul, cheminot : « … »`: somebody behind a preposition, and no verb."""
    if has_finite(passage, start, colon):
        return None
    at = next((n for n in range(start, colon) if passage.low[n] in passage.words.same_from), None)
    end = phrase_end(passage, at + 1, colon) if at is not None else 0
    return span_of(passage, at + 1, end) if at is not None and _is_somebody(passage, at, end) else None


def _is_somebody(passage: Passage, start: int, end: int) -> bool:
    """A person's or body's name, or a noun for one; the first word of a headline is written large whatever it is."""
    if any(passage.is_name(n) for n in range(start + 1, end)) or any(passage.low[n] in passage.words.people for n in range(start, end)):
        return True
    token = passage.node(start)
    return end - start == 1 and token is not None and token.pos == "PROPN"


def _main_subject(passage: Passage, stop: int) -> Span | None:
    """The subject of the sentence before the colon, where it is a name or a person."""
    for n in range(stop):
        token = passage.node(n)
        if token is None or not token.dep.startswith("nsubj") or token.pos == "PRON":
            continue
        start = n
        while start > 0 and (passage.low[start - 1] in passage.words.determiners or passage.is_name(start - 1)):
            start -= 1
        end = phrase_end(passage, start, stop)
        if any(
            passage.is_name(k) or passage.low[k] in passage.words.people
            for k in range(start, end)
            if k > 0 or passage.low[k] in passage.words.people or passage.is_name(k + 1)
        ):
            return span_of(passage, start, max(end, n + 1))
    end = phrase_end(passage, 0, stop)
    return span_of(passage, 0, end) if passage.is_name(0) and passage.is_name(1) else None


def enumerated(passage: Passage, quote: Quote) -> list[Span]:
    """`« A », et à « B »`: further quotations joined by a short link, with no verb between."""
    found: list[Span] = []
    end = quote.outer.end
    words = passage.words
    joining = (words.joins, words.links, words.that, words.determiners, words.adverbs, words.or_, ("",))
    for other in passage.quotes:
        if other.outer.start < end:
            continue
        link = passage.text[end : other.outer.start].split()
        if not link or len(link) > _LINK or words_in(passage, other) < _LONG or not _leads_on(passage, link[-1].strip(","), other):
            break
        if not all(any(word.strip(",") in known for known in joining) for word in link):
            break
        found.append(other.inner)
        end = other.outer.end
    return found


def _leads_on(passage: Passage, word: str, quote: Quote) -> bool:
    """`et`, `à`, `que` before a further quotation; behind a comma or `encore` alone it is one of a row that ends with the sentence."""
    words = passage.words
    after = passage.token_from(quote.outer.end)
    row = any(after < passage.token_from(other.outer.start) <= after + _LINK for other in passage.quotes)
    return word in words.joins | words.to | words.bare_of | words.that or row or passage.low[after] in ("", ".")


def words_in(passage: Passage, quote: Quote) -> int:
    """How many words stand in the quotation."""
    return sum([any(map(str.isalnum, word)) for word in quote.inner.of(passage.text).replace("’", " ").split()])
