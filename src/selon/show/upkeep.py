"""The facts of a ledger, brought up to date before they are shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from selon.compare.everything import compare_all
from selon.compare.features import PageFeatures, features_of
from selon.compare.recompare import recompare
from selon.garbage import not_looking
from selon.ledger import Ledger
from selon.ledger.linking import Linking
from selon.ledger.reviews import decided, reviewed_pages
from selon.links import Change
from selon.review.decided import Grouping

# So many pages' readings are in memory at once.
_PAGES_AT_ONCE = 500


def bring_up_to_date(ledger: Ledger) -> None:
    """Decide anew what pages that came since have touched; compare all anew where reviews came, pages were forgotten, or most pages are new."""
    if ledger.facts_are_stale():
        with not_looking():  # what facts hold comes by the ten thousand, and has no circles
            if not _with_new_pages(ledger):
                _compare_all(ledger)


def _compare_all(ledger: Ledger) -> None:
    seen = ledger.last_change()
    pages = [record.id for record in ledger.page_records()]
    everything = compare_all(_features(ledger, pages), _groupings(ledger, ()))
    ledger.store_facts(list(everything.facts), seen=seen, links=everything.links)


def _with_new_pages(ledger: Ledger) -> bool:
    def change(linking: Linking, pages: Sequence[str]) -> Change:
        return recompare(linking, _features(ledger, pages), _groupings(ledger, pages))

    return ledger.update_facts(change)


def _groupings(ledger: Ledger, pages: Collection[str]) -> tuple[Grouping, ...]:
    """What people have decided of facts."""
    return decided(ledger, {*pages, *reviewed_pages(ledger)}).groupings


def _features(ledger: Ledger, pages: Sequence[str]) -> dict[str, PageFeatures]:
    """The features of these pages as people have decided."""
    found: dict[str, PageFeatures] = {}
    for start in range(0, len(pages), _PAGES_AT_ONCE):
        now = decided(ledger, pages[start : start + _PAGES_AT_ONCE])
        found.update({reading.article.id: features_of(reading, now.notes) for reading in now.readings})
    return found
