"""What speaks for one question, or against it."""

from __future__ import annotations

from typing import Literal

Ground = Literal["thing", "days", "speaker", "place", "event", "number", "page"]
