"""Who shared a recording, picture or post: the words that say it -> the fullest name that the page gives."""

from __future__ import annotations

import msgspec

from selon.model import MediaItem
from selon.read.media import MediaMention, Sharer
from selon.resolve.cast import Cast
from selon.resolve.identity import Identity
from selon.resolve.mentions import Mentions

_NAMED = ("person", "organisation")
_LEAD_CHARS = 8  # what may stand between the comma and the one who speaks in a post: an article


def resolve_media(found: list[MediaMention], cast: Cast) -> list[MediaItem]:
    """The items, in the order given, with their sharers named; somebody without a name stays as the page says it (`un pompier`)."""
    if not any(mention.sharer for mention in found):
        return _shared_out([mention.item for mention in found], found)
    mentions = Mentions(cast, has_posts=False)
    items = []
    for mention in found:
        who = _who(mention.sharer, mentions) if mention.sharer else None
        named = who.speaker if who is not None and who.type in _NAMED and who.speaker != mention.item.platform else None
        items.append(msgspec.structs.replace(mention.item, shared_by=named or mention.item.shared_by))
    return _shared_out(items, found)


def _who(sharer: Sharer, mentions: Mentions) -> Identity | None:
    if sharer.whole:
        return mentions.of_source(sharer.span)
    phrase = mentions.cast.phrase_in(sharer.span)
    return mentions.of_phrase(phrase) if phrase is not None and phrase.span.start - sharer.span.start <= _LEAD_CHARS else None


def _shared_out(items: list[MediaItem], found: list[MediaMention]) -> list[MediaItem]:
    """What is told of `les images supplémentaires` holds for the images before them, too, of which nothing else is told."""
    told = list(items)
    for n in range(len(told) - 1, 0, -1):
        before, item = told[n - 1], told[n]
        untold = before.shared_by is None and before.platform is None and before.verification == "unverified"
        if found[n].more and untold and before.medium == item.medium:
            told[n - 1] = msgspec.structs.replace(before, shared_by=item.shared_by, platform=item.platform, verification=item.verification)
    return told
