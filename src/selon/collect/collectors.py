"""What takes a file of a kind apart into pages and further sources: mails, saved pages and feeds here, other kinds by plug-ins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from selon.collect import feed_items, mail
from selon.collect.found import Opener
from selon.collect.kinds import Kind, sniff
from selon.errors import PluginError
from selon.plugins import COLLECTORS, installed, load


class Seen(msgspec.Struct, frozen=True):
    """What a file shows before it is opened: its first bytes (`selon.collect.kinds.HEAD_BYTES` at most), its name, and what Selon takes it for."""

    head: bytes
    name: str
    kind: Kind | None


@dataclass(frozen=True)
class Collector:
    """Reads one kind of file.

    Attributes:
        holds: Whether a file is of that kind. Asked of every file, so it has to be quick.
        opened: The pages in a file of that kind, sources within it (which are opened in turn), and an error for each part that cannot be read.
            It runs in a process of its own, under limits of time and memory.
    """

    holds: Callable[[Seen], bool]
    opened: Opener


BUILT_IN = {
    "mail": Collector(lambda seen: seen.kind is Kind.MAIL, mail.letter),
    "saved page": Collector(lambda seen: seen.kind is Kind.MHTML, mail.saved_page),
    "feed": Collector(lambda seen: seen.kind is Kind.FEED, feed_items.feed_items),
}


def collector_of(head: bytes, name: str) -> Collector | None:
    """Who reads this file: a plug-in before a built-in collector; None for pages, archives and tables, and for what nobody reads.

    Raises:
        PluginError: A plug-in cannot be loaded, or is no Collector.
    """
    seen = Seen(head, name, sniff(head, name).kind)
    for name_of_plugin, point in installed(COLLECTORS, frozenset(BUILT_IN)).items():
        collector = load(point)
        if not isinstance(collector, Collector):
            raise PluginError(COLLECTORS, name_of_plugin, "is no selon.collect.collectors.Collector")
        if collector.holds(seen):
            return collector
    return next((collector for collector in BUILT_IN.values() if collector.holds(seen)), None)
