"""Who a mention is, and how that is said."""

from __future__ import annotations

from typing import NamedTuple

from selon.model import SpeakerType
from selon.resolve.actors import Actor
from selon.resolve.speaker_words import Gender, Number


class Identity(NamedTuple):
    """Who a mention is.

    `speaker` is the fullest form on the page, None for the unnamed; `said` the words from which a side may be read (a title, a body's
    whole name); `actor` the known actor, where there is one; `rule` how it was found.
    """

    speaker: str | None
    type: SpeakerType
    gender: Gender = "x"
    number: Number = "sg"
    said: str = ""
    actor: Actor | None = None
    rule: str = ""


def unnamed(gender: Gender = "x", number: Number = "x", *, rule: str) -> Identity:
    """Somebody whom the page does not name."""
    return Identity(None, "unnamed", gender, number, rule=rule)
