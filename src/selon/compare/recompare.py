"""Facts brought up to date: pages that come touch some components, and only the facts of these are decided anew.

What comes out is what comparing everything from the beginning gives. A page touches
- the pages with which it shares a key, through figures that are tied to its own;
- where a key becomes too common by it (or is no longer), or its pages are dealt out into more parts, all pages of that key;
- facts that people have brought together with one that is touched;
- the ids of facts that would have the same name, and what facts of the same event are linked to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf

import msgspec

from selon.compare.facts import Question, decide_anew, question_of
from selon.compare.fallen import fallen_apart
from selon.compare.features import PageFeatures, links_of
from selon.compare.grouping import regrouped
from selon.compare.keys import all_keys, is_common, last_keys, number_of_parts
from selon.compare.naming import Name, numbered
from selon.compare.related import related
from selon.compare.shelf import Kept, Shelf
from selon.compare.touched import Touched
from selon.links import Change, FactName, FigureKey, KnownFact, PairIds, Placed
from selon.model import Fact, LinkedFact
from selon.resolve.counted import Counted
from selon.review.decided import Grouping


def recompare(shelf: Shelf, pages: Mapping[str, PageFeatures], groupings: Sequence[Grouping] = ()) -> Change:
    """What these pages, which are new or read anew, change. They are put on the shelf; what else changes is left to the caller.

    `groupings` are all that people have decided of facts.
    """
    kept = Kept(shelf)
    touched = Touched(shelf, kept, pages)
    fewer, more = _put(shelf, pages, touched)
    touched.tie(shelf.pages_with(more) - pages.keys(), fallen_apart(shelf, kept, fewer, pages))
    touched.gather(groupings)
    return _change(shelf, touched, groupings)


def _put(shelf: Shelf, pages: Mapping[str, PageFeatures], touched: Touched) -> tuple[set[str], set[str]]:
    """Put the pages on the shelf; gives the keys that bring fewer of the other pages together than before, and those that bring more."""
    chains = [chain for features in (*pages.values(), *touched.before.values()) for chain in features.chains]
    keys, last = all_keys(chains), last_keys(chains)
    before = shelf.counts(keys)
    there = {page: all_keys(features.chains) for page, features in touched.before.items()}
    shelf.put_pages({page: links_of(features) for page, features in pages.items()}, there)
    after = shelf.counts(keys)
    ways = {key: (_parts(key, before[key], last), _parts(key, after[key], last)) for key in keys}
    return {key for key, (then, now) in ways.items() if now > then}, {key for key, (then, now) in ways.items() if now < then}


def _parts(key: str, pages: int, last: Collection[str]) -> float:
    """Into how many parts a key of so many pages deals them out: one where it is not too common, endlessly many where it is not used at all."""
    return 1 if not is_common(key, pages) else number_of_parts(pages) if key in last else inf


def _change(shelf: Shelf, touched: Touched, groupings: Sequence[Grouping]) -> Change:
    found = touched.clustered()
    questions = [question_of(touched.entry(figure.key) for figure in group) for group in regrouped(found.groups, groupings)]
    before = touched.old_facts()
    stored, ids, renamed = _named(shelf, questions, before)
    as_before = {id: question.entries for id, question in ids.items() if not any(e.figure.page in touched.pages for e in question.entries)}
    same = {id for id, entries in as_before.items() if before.get(id) == {e.candidate.key: found.within[e.candidate.key] for e in entries}}
    names = {renamed.get(id, id): name for id, name in stored.items() if id not in before}
    names |= {id: stored_name(question) for id, question in ids.items()}
    linked = related({id: _counted(name) for id, name in names.items()})
    new = {id: question for id, question in ids.items() if id not in same}
    return Change(
        facts=list(_decided(shelf, new, linked, before, touched.pages, found.within)),
        gone=before.keys() - names.keys(),
        renamed=renamed,
        linked=_linked_otherwise(shelf, {id: renamed.get(id, id) for id in stored if id not in before or id in same}, linked),
        components=found.kept,
        dissolved=touched.components,
    )


def _decided(
    shelf: Shelf,
    questions: Mapping[str, Question],
    linked: Mapping[str, tuple[LinkedFact, ...]],
    before: Collection[str],
    changed: Collection[str],
    components: Mapping[FigureKey, str],
) -> Iterator[Placed]:
    """These questions as facts; of those whose ids facts had `before`, pairs stay unless their page has `changed`."""
    known = shelf.known([id for id in questions if id in before])
    toll = {id: _counted(name).toll for id, name in shelf.names_of(known).items()}
    for id, question in questions.items():
        there = known[id] if id in known and toll[id] == question.counted.toll else KnownFact({}, {})
        fact, staying = decide_anew(id, question, linked.get(id, ()), there, changed)
        yield placed(fact, question, components, staying)


def _linked_otherwise(shelf: Shelf, ids: Mapping[str, str], linked: Mapping[str, tuple[LinkedFact, ...]]) -> dict[str, tuple[LinkedFact, ...]]:
    """Of facts that are not touched, with the ids that they have now, those that are linked otherwise than before."""
    told = shelf.linked_to(ids)
    return {now: linked.get(now, ()) for id, now in ids.items() if told[id] != linked.get(now, ())}


def _named(shelf: Shelf, questions: Sequence[Question], before: Collection[str]) -> tuple[dict[str, FactName], dict[str, Question], dict[str, str]]:
    """The stored names of all facts of the events concerned; the questions by their ids; and of the facts that are not touched those whose id
    changes, since another of their name has come or gone."""
    bases = {name.base for name in shelf.names_of(before).values()} | {question.name.base for question in questions}
    stored = shelf.names_in({base.partition("/")[0] for base in bases})
    names: dict[str | int, Name] = {id: Name(n.base, n.first, n.number) for id, n in stored.items() if n.base in bases and id not in before}
    found = numbered({**names, **{at: question.name for at, question in enumerate(questions)}})
    ids = {found[at]: question for at, question in enumerate(questions)}
    return stored, ids, {id: found[id] for id in names if isinstance(id, str) and found[id] != id}


def stored_name(question: Question) -> FactName:
    """What is kept of a question to give ids and links to others."""
    name = question.name
    return FactName(name.event, name.base, name.first, name.number, msgspec.json.encode(question.counted, order="deterministic").decode())


def _counted(name: FactName) -> Counted:
    return msgspec.json.decode(name.counted, type=Counted)


def placed(fact: Fact, question: Question, components: Mapping[FigureKey, str], staying: frozenset[PairIds] = frozenset()) -> Placed:
    """A fact with what is kept of it: its figures are in the order of the question's entries. `staying` are pairs that are in the ledger."""
    keys = [entry.candidate.key for entry in question.entries]
    return Placed(fact, stored_name(question), tuple((key[1], components[key]) for key in keys), staying)
