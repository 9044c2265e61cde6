"""schema.org `Claim` in JSON-LD: what speakers assert, and where. There is no `ClaimReview`: Selon gives no truth rating.

Only what is asserted is a claim; what somebody denies, doubts, asks, orders or expects is not theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selon.export.holdings import ExportedPage, Holdings, title_of, words_of
from selon.export.writing import write_json_list
from selon.model import Statement

# An inline context: nothing has to be fetched to read the file.
_CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_AUTHOR_TYPE = {"person": "Person", "organisation": "Organization", "private": "Person"}


def write_claims(holdings: Holdings, path: Path) -> None:
    """Write the file `path`: a graph of claims, each with its author, its words and the page on which it appears."""
    write_json_list(path, {"@context": _CONTEXT}, "@graph", _claims(holdings))


def _claims(holdings: Holdings) -> Iterator[dict[str, Any]]:
    for page in holdings.each_page():
        appearance = _appearance(page)
        for statement in page.reading.statements:
            if statement.stance == "asserts":
                yield _claim(page, statement, appearance)


def _claim(page: ExportedPage, statement: Statement, appearance: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"urn:selon:{page.record.id}:{statement.id}",
        "text": words_of(statement, page.reading),
        "inLanguage": page.reading.article.language,
        "appearance": appearance,
    }
    if statement.speaker and statement.speaker_type in _AUTHOR_TYPE:
        claim["author"] = {"@type": _AUTHOR_TYPE[statement.speaker_type], "name": statement.speaker}
    if statement.relays:
        claim["provider"] = [{"@type": "Organization", "name": relay.name} for relay in statement.relays]
    return claim


def _appearance(page: ExportedPage) -> dict[str, Any]:
    article = page.reading.article
    known = {
        "@type": "Article",
        "@id": page.iri,
        "url": article.url,
        "headline": title_of(page.reading),
        "inLanguage": article.language,
        # Bounds of a day that is not known are no date of schema.org's.
        "datePublished": article.published if article.published and _DAY.fullmatch(article.published) else None,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "identifier": f"sha256:{page.record.sha256}",
    }
    return {name: value for name, value in known.items() if value is not None}
