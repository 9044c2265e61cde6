"""Every setting of Selon in one table: name (with its unit), default, what it is for.

A setting is read from the environment variable `SELON_<NAME>`; `docs/settings.md` lists them all, and a test compares the two.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from selon.errors import SettingsError

InterfaceLanguage = Literal["fr", "en"]
"""The languages that headings and verdicts are written in."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. `default` also fixes the type: int, float or str."""

    name: str
    default: int | float | str
    help: str


TABLE = (
    Setting("ledger", "selon.db", "the ledger that commands use where --ledger is not given: a SQLite file, or the address of a PostgreSQL database"),
    Setting("max_page_bytes", 20_000_000, "a larger file is reported and not read"),
    Setting("max_line_chars", 1_000_000, "a page with a longer line is reported and not read: it is data, not prose"),
    Setting("max_unpacked_bytes", 2_000_000_000, "an archive within an archive that unpacks to more is reported and not read"),
    Setting("max_expansion", 200, "an archive that unpacks to so many times its size is left where that is noticed"),
    Setting("max_members", 1_000_000, "the rest of an archive with more members is not read"),
    Setting("max_nesting", 5, "how many archives may be within each other"),
    Setting("max_parse_s", 10.0, "seconds of computing after which the parser of a page is ended"),
    Setting("max_parse_bytes", 1_000_000_000, "memory above which the parser of a page is ended"),
    Setting("max_parse_chars", 5_000, "a longer sentence is read without the parser"),
    Setting("kept_trees_mb", 8.0, "parsed sentences that each process keeps, so that repeated text is parsed once"),
    Setting("kept_phrases_mb", 8.0, "sentences whose words and phrases each process keeps, so that who is on a copied page is found sooner"),
    Setting("kept_paragraphs_mb", 16.0, "paragraphs that each process keeps with what was read from them, so that copied text is read once"),
    Setting("busy_timeout_s", 30.0, "how long a command waits for others that hold the ledger without getting anything written"),
    Setting("tables", "", "a folder of data files of your own, FOLDER/fr/units.toml and so on, each read after the built-in one of its name"),
    Setting("actors", "", "a TOML file of people and bodies of your own, read after the built-in one"),
    Setting("learned_boilerplate", "", "a TOML file that `selon learn-boilerplate` wrote: lines that are no article, by site"),
    Setting("fetch_interval_s", 3.0, "how long `fetch` and `follow` wait between two requests to one host; a longer one in robots.txt counts"),
    Setting("fetch_max_wait_s", 120.0, "a site that asks for a longer wait is left for another day"),
    Setting("fetch_connect_timeout_s", 10.0, "how long a site may take to accept a connection"),
    Setting("fetch_read_timeout_s", 20.0, "how long a site may stay silent"),
    Setting("fetch_total_timeout_s", 90.0, "how long one answer may take as a whole"),
    Setting("fetch_max_redirects", 5, "how many redirects are followed from one address"),
    Setting("fetch_max_bytes", 10_000_000, "a longer answer is broken off, both as sent and as unpacked"),
    Setting("fetch_max_entries", 200, "how many entries of one feed `follow` looks at"),
    Setting("fetch_contact", "", "an address or e-mail put into the requests, so that a site can reach you"),
    Setting("fetch_loopback_port", 0, "for tests only: the one port of this machine's own 127.0.0.1 that may be fetched"),
)
_BY_NAME = {setting.name: setting for setting in TABLE}


def value_of(name: str) -> int | float | str:
    """The setting's value: from the environment, else its default.

    Raises:
        SettingsError: The environment holds a text that is no number where a number is wanted.
    """
    setting = _BY_NAME[name]
    variable = f"SELON_{name.upper()}"
    given = os.environ.get(variable)
    if given is None:
        return setting.default
    try:
        return type(setting.default)(given)
    except ValueError:
        raise SettingsError(variable, given, "a whole number" if isinstance(setting.default, int) else "a number") from None


def number(name: str) -> float:
    """As `value_of`, for a setting that is a number."""
    return float(value_of(name))
