"""The error tree: what can go wrong, what each error carries, and what the person at the keyboard can do.

    SelonError
    ├── PageError      page                 can't be read at all: reported with its reason, the run goes on
    │   ├── NotText    page                 a binary file, or one without any text
    │   ├── Damaged    page                 broken off, changed, or not what it says it is
    │   ├── Encrypted  page                 it asks for a password
    │   ├── TooLarge   page, size, limit    in bytes
    │   ├── Expands    page                 an archive that unpacks to more than the limits allow: the rest of it is left
    │   ├── Stopped    page                 the process that parsed it died, or went over its limit of time or memory
    │   ├── Unreachable page                no permission, vanished, a broken link
    │   ├── NotAllowed page                 an address that Selon does not open, or that the site's robots.txt closes
    │   ├── NotFetched page                 an address that gave no page
    │   └── UnknownLanguage page, language  no language pack reads it
    ├── LedgerError    ledger               Locked, NotALedger, WrongVersion (found, wanted), Tampered (entry), Missing (what)
    ├── SettingsError  name, value, allowed
    ├── MissingExtra   extra, package       an optional part of Selon that is not installed
    ├── PluginError    group, name          an installed plug-in that cannot be used
    └── PackError      pack, table          a language pack's data file that is missing or wrong

`str(error)` is one sentence that says what was wrong and what to do.
"""

from __future__ import annotations


class SelonError(Exception):
    """Any error that Selon raises on purpose."""


class PageError(SelonError):
    """The page can't be read; the others are. `reason` says what was wrong, `advice` what to do, `called` what such pages are counted as."""

    called = "unreadable"
    reason = "cannot be read"
    advice = "look at the file, then add it again"

    def __init__(self, page: str, reason: str | None = None, advice: str | None = None) -> None:
        self.page = page
        self.reason = reason or self.reason
        self.advice = advice or self.advice
        super().__init__(f"{page}: {self.reason}; {self.advice}")

    def __reduce__(self) -> tuple[object, ...]:
        """So that a worker process can hand it over: an exception is else made again from its message alone."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[PageError], args: tuple[object, ...], state: dict[str, object]) -> PageError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class NotText(PageError):
    """The file holds no text in a format that Selon reads."""

    called = "no text"
    reason = "holds no text in a format that Selon reads, or is empty"
    advice = "save the page as text, HTML or PDF"


class Damaged(PageError):
    """The file, or this part of it, is broken off or was changed."""

    called = "damaged"
    reason = "is damaged"
    advice = "collect it again"


class Encrypted(PageError):
    """It can be opened with a password only."""

    called = "locked with a password"
    reason = "is locked with a password"
    advice = "open it with its password, save it without, then add it again"


class Expands(PageError):
    """An archive that unpacks to far more than it holds, or nests too deep; the rest of it is not read."""

    called = "unpacking to too much"
    reason = "unpacks to more than the limits allow"
    advice = "unpack it yourself and add the pages"


class Stopped(PageError):
    """Its parser was ended: it crashed, or used more time or memory than the limits allow."""

    called = "ended by the limits"
    reason = "stopped the process that parsed it"
    advice = "look for what is odd in the page; the limits are max_parse_s and max_parse_bytes"


class Unreachable(PageError):
    """The operating system refuses the path."""

    called = "not to be opened"
    reason = "cannot be opened"
    advice = "check that it exists and that you may read it"


class NotAllowed(PageError):
    """An address that Selon never opens (a private network, another protocol), or that the site's robots.txt closes to it."""

    called = "address not allowed"
    reason = "is an address that Selon does not open"
    advice = "save the page in a browser and add the file"


class NotFetched(PageError):
    """The address could not be reached, or what it gave is no page."""

    called = "not fetched"
    reason = "could not be fetched"
    advice = "run the same command again later"


class UnknownLanguage(PageError):
    """The page is written in a language that no pack reads; `language` is its code, None where it can't be told."""

    called = "in another language"

    def __init__(self, page: str, language: str | None, known: list[str]) -> None:
        self.language = language
        reason = f"is written in {language!r}, which Selon does not read" if language else "is in a language that Selon does not recognise"
        super().__init__(page, reason, f"give pages in one of: {', '.join(known)}")


class TooLarge(PageError):
    """More than `limit` bytes."""

    called = "too large"

    def __init__(self, page: str, size: int, limit: int) -> None:
        self.size, self.limit = size, limit
        super().__init__(page, f"has {size:,} bytes, more than the limit of {limit:,}", "split it, or raise max_page_bytes")


class LedgerError(SelonError):
    """Something is wrong with the ledger itself."""

    def __init__(self, ledger: str, reason: str, advice: str) -> None:
        self.ledger, self.reason, self.advice = ledger, reason, advice
        super().__init__(f"{ledger}: {reason}; {advice}")


class Locked(LedgerError):
    """Another program has held the ledger for longer than `busy_timeout_s`, and got nothing written meanwhile."""

    def __init__(self, ledger: str) -> None:
        super().__init__(ledger, "another program is writing to it", "wait for that program to end, then run the same command again")


class NotALedger(LedgerError):
    """The file is no ledger of Selon's."""

    def __init__(self, ledger: str, reason: str = "is not a Selon ledger") -> None:
        super().__init__(ledger, reason, "check the path given with --ledger")


class WrongVersion(LedgerError):
    """Written by a newer Selon."""

    def __init__(self, ledger: str, found: int, wanted: int) -> None:
        self.found, self.wanted = found, wanted
        super().__init__(ledger, f"has schema version {found}, this Selon knows up to {wanted}", "install the newer Selon")


class Tampered(LedgerError):
    """`verify` found a change: `entry` names what."""

    def __init__(self, ledger: str, entry: str) -> None:
        self.entry = entry
        super().__init__(ledger, f"was changed: {entry}", "go back to a copy that `selon verify` accepts")


class Missing(LedgerError):
    """The ledger has no such fact, page or item."""

    def __init__(self, ledger: str, what: str, advice: str = "list what there is with `selon facts`") -> None:
        self.what = what
        super().__init__(ledger, f"has no {what}", advice)


class SettingsError(SelonError):
    """A setting with a value that it cannot take."""

    def __init__(self, name: str, value: object, allowed: str) -> None:
        self.name, self.value, self.allowed = name, value, allowed
        super().__init__(f"{name}: {value!r} is not possible; give {allowed}")


class MissingExtra(SelonError):
    """What was asked for needs a package that only an extra of Selon's installs."""

    def __init__(self, extra: str, package: str) -> None:
        self.extra, self.package = extra, package
        super().__init__(f"{package} is not installed; run: pip install 'selon[{extra}]'")


class PluginError(SelonError):
    """A plug-in cannot be loaded, or does not do what its hook wants."""

    def __init__(self, group: str, name: str, reason: str, advice: str = "report this to the authors of the plug-in, or uninstall it") -> None:
        self.group, self.name, self.reason = group, name, reason
        super().__init__(f"plug-in {name!r} of {group}: {reason}; {advice}")


class PackError(SelonError):
    """A language pack's data file is missing or does not have the shape that its reader wants."""

    def __init__(self, pack: str, table: str, reason: str) -> None:
        self.pack, self.table, self.reason = pack, table, reason
        super().__init__(f"language pack {pack}, {table}.toml: {reason}")
