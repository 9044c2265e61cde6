"""Tests that need a program which may not be installed: they are skipped aloud, or fail where everything has to run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

STRICT = "SELON_TESTS_STRICT"
"""Set to 1, a missing program fails the tests instead of skipping them."""


def program(name: str, package: str) -> str:
    """The path of a program; skips (or fails, see `STRICT`) where Debian's `package` is not installed."""
    found = shutil.which(name) or next((str(path) for path in (Path("/usr/sbin") / name,) if path.exists()), None)
    return found or missing(f"no {name} here (Debian: apt-get install {package})")


def missing(reason: str) -> NoReturn:
    """Skip, or fail."""
    if os.environ.get(STRICT) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
