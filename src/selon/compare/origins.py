"""Who vouches for a figure."""

from __future__ import annotations

from selon.languages.fold import fold
from selon.model import Statement


def speaker_key(statement: Statement) -> str:
    """One key for a speaker in every spelling that is resolved: the actor, else the folded name; an unnamed one by its statement."""
    return fold(statement.actor or statement.speaker or "") or f"unnamed {statement.id}"
