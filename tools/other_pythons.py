"""Makes an environment with the locked requirements and Selon's wheel for every other Python that Selon works on, where one is installed.

    python tools/other_pythons.py        makes .pythons/3.12, .pythons/3.13 …; `tests/packaging/test_other_pythons.py` uses them

A Python is looked for on the path and among pyenv's. An environment takes about 500 MB and some minutes; one that is there is used again,
with the wheel as it is now. The exit code is 1 where an installation fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = ROOT / ".pythons"
_VERSION = "Programming Language :: Python :: 3."


def versions() -> list[str]:
    """What the package says that it works on, but for the Python that runs this."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [f"3.{line.removeprefix(_VERSION)}" for line in project["classifiers"] if line.startswith(_VERSION)]
    return [version for version in named if version != f"3.{sys.version_info.minor}"]


def interpreter(version: str) -> Path | None:
    """A Python of that version that starts, on the path or pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{version}")
    for found in [*([Path(on_path)] if on_path else []), *sorted(pyenv.glob(f"{version}.*/bin/python{version}"), reverse=True)]:
        # A shim of pyenv's is there for every version, also where it starts none.
        if subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            return found
    return None


def install(version: str, python: Path) -> None:
    """An environment for it, with the lock and the wheel.

    Raises:
        subprocess.CalledProcessError: Something cannot be installed.
    """
    home = MADE / version
    pip = [str(home / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if not (home / "bin" / "pip").exists():
        subprocess.run([python, "-m", "venv", "--clear", str(home)], check=True)
    subprocess.run([*pip, "install", "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, str(ROOT)], check=True)
        subprocess.run([*pip, "install", "--no-deps", "--force-reinstall", *map(str, Path(folder).glob("*.whl"))], check=True)


def main() -> int:
    """Make what can be made."""
    failed = 0
    for version in versions():
        python = interpreter(version)
        if python is None:
            print(f"Python {version}: not installed here")
            continue
        try:
            install(version, python)
            print(f"Python {version}: {MADE / version}")
        except subprocess.CalledProcessError as error:
            failed = 1
            print(f"Python {version}: NOT INSTALLED, pip ended with exit code {error.returncode}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
