"""Help answers at once: nothing slow is imported for it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SLOW = ("spacy", "sqlalchemy", "trafilatura", "numpy", "lxml", "rich", "jinja2", "msgspec")
SCRIPT = """
import sys
import selon.cli
try:
    selon.cli.main({arguments})
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(set(sys.modules) & set({slow})), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["add", "--help"], ["facts", "-h"], ["--version"]], ids=" ".join)
def test_help_imports_nothing_slow(arguments: list[str]) -> None:
    script = SCRIPT.format(arguments=arguments, slow=SLOW)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout
    assert done.stderr.split() == []
