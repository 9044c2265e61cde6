"""What a site's robots.txt lets Selon ask for (RFC 9309).

A site without the file (any answer 400 to 499 but 429) closes nothing. One whose file cannot be had (429, 500 and above, no answer, a redirect
without an end) closes everything for this run: it may have meant to. A file that is no such text closes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from protego import Protego

from selon.collect.addresses import Address
from selon.errors import NotAllowed, NotFetched

AGENT = "selon"
"""The name by which a robots.txt may speak to Selon."""

# So much of the file is read; the standard wants at least 500 KiB.
_MAX_CHARS = 512_000

GetRobots = Callable[[str], tuple[int, bytes] | str]
"""Status and body of the robots.txt at an address, or why there are none."""


class Rules(msgspec.Struct, frozen=True):
    """What one site allows. `parsed` is None where its file could not be had, and `missing` says why."""

    parsed: Protego | None
    missing: str = ""

    def check(self, address: Address) -> None:
        """Let the address through.

        Raises:
            NotAllowed: The site closes the address.
            NotFetched: The site could not be asked.
        """
        if self.parsed is None:
            raise NotFetched(address.url, f"cannot be asked for, since {address.site}/robots.txt cannot be had ({self.missing})")
        if not self.parsed.can_fetch(address.url, AGENT):
            raise NotAllowed(address.url, f"{address.site}/robots.txt closes it to programs", "save the page in a browser and add the file")

    def delay_s(self) -> float:
        """The seconds between two requests that the site asks for, 0 where it asks for none."""
        return max(0.0, float((self.parsed.crawl_delay(AGENT) if self.parsed else None) or 0.0))


class Robots:
    """The rules of each site, asked for once in a run."""

    def __init__(self, get: GetRobots) -> None:
        self._get = get
        self._rules: dict[str, Rules] = {}

    def rules(self, address: Address) -> Rules:
        """The rules of the address's site.

        Raises:
            NotAllowed: The site is none that Selon opens.
        """
        if address.site not in self._rules:
            try:
                self._rules[address.site] = _read(self._get(f"{address.site}/robots.txt"))
            except NotAllowed as error:  # the site itself is none that is opened: the page is named, not its robots.txt
                raise NotAllowed(address.url, error.reason, error.advice) from None
        return self._rules[address.site]


def _read(answer: tuple[int, bytes] | str) -> Rules:
    if isinstance(answer, str):
        return Rules(None, answer)
    status, body = answer
    if 200 <= status < 300:
        return Rules(Protego.parse(body.decode("utf-8", "replace").removeprefix("\ufeff")[:_MAX_CHARS]))
    if 400 <= status < 500 and status != 429:
        return Rules(Protego.parse(""))
    return Rules(None, f"status {status}")
