"""The failures that are known on the public sets: their number is printed, and may only fall.

failures = ExpectedFailures()
print(failures.line("text2num French", 0))
sys.exit(failures.status())
"""

from __future__ import annotations

import tomllib
from pathlib import Path

PINNED = Path(__file__).with_name("public_failures.toml")


class ExpectedFailures:
    """Compares what fails with what is pinned in `public_failures.toml`."""

    def __init__(self, *, half: str = "dev") -> None:
        self._pinned: dict[str, int] = tomllib.loads(PINNED.read_text(encoding="utf-8")) if half == "dev" else {}
        self._differs = False

    def line(self, name: str, failed: int) -> str:
        """What to print beside a set; another half than the open one has no pinned number."""
        expected = self._pinned.get(name)
        if expected is None:
            return f"{failed} fail"
        self._differs |= failed != expected
        if failed > expected:
            return f"{failed} fail, only {expected} expected: WORSE"
        return f"{failed} expected failures" if failed == expected else f"{failed} fail, {expected} expected: lower {PINNED.name}"

    def status(self) -> int:
        """The exit code: 1 where a number differs from its pin, in either direction."""
        return int(self._differs)
