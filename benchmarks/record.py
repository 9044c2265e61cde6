"""Measures again what the documentation shows, and keeps it as data: `benchmarks/results/NAME.json`.

    python benchmarks/record.py                   everything that can be measured here
    python benchmarks/record.py layers speed      a benchmark by its name, or a group of figures.toml

`tools/build_reference.py` puts the results into the pages; `make figures` does both. A benchmark whose data is not here is named and left
as it was, and so is one that ends with an error or below its pins: then the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import selon

ROOT = Path(__file__).parents[1]
LIST = ROOT / "benchmarks" / "figures.toml"
RESULTS = ROOT / "benchmarks" / "results"
_VARIABLE = re.compile(r"\b[A-Z]{5,}\b")


class NotHere(Exception):
    """A path that a benchmark needs was not given, or does not exist."""


def listed() -> dict[str, dict[str, str]]:
    """The groups of benchmarks: name -> command."""
    groups: dict[str, dict[str, str]] = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return groups


def chosen(names: list[str]) -> dict[str, str]:
    """The benchmarks of these names and groups; all of them where none is named."""
    groups = listed()
    every = {name: command for group in groups.values() for name, command in group.items()}
    wanted = [one for name in names or groups for one in groups.get(name, [name])]
    assert not groups.keys() & every.keys(), "a benchmark is called as a group is"
    unknown = [name for name in wanted if name not in every]
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(unknown)}; there are {', '.join([*groups, *every])}")
    return {name: every[name] for name in wanted}


def words_of(command: str, given: Mapping[str, str]) -> list[str]:
    """The command's words with the paths in them.

    Raises:
        NotHere: A path is missing.
    """

    def path(found: re.Match[str]) -> str:
        value = given.get(found[0])
        if not value or not Path(value).exists():
            raise NotHere(f"{found[0]} {f'= {value} does not exist' if value else 'is not given'}")
        return str(Path(value).resolve())

    program, *words = shlex.split(_VARIABLE.sub(path, command))
    return [sys.executable if program == "python" else program, *words]


def measured(command: str, given: Mapping[str, str]) -> dict[str, Any]:
    """What the command prints, with what is needed to judge it: the load is that of the minute before.

    Raises:
        NotHere: A path is missing.
        subprocess.CalledProcessError: It ended with an error.
    """
    found = os.pathsep.join(filter(None, [str(ROOT), str(ROOT / "tests"), *sys.path]))
    environment = os.environ | {"PYTHONPATH": found, "PYTHONHASHSEED": "0"}
    load = os.getloadavg()[0]
    done = subprocess.run(words_of(command, given), cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return {
        "command": command,
        "measured": date.today().isoformat(),
        "selon": selon.__version__,
        "python": ".".join(map(str, sys.version_info[:3])),
        "cores": os.cpu_count(),
        "load": round(load, 1),
        "printed": [line.rstrip() for line in done.stdout.strip("\n").splitlines()],
    }


def main() -> int:
    """Measure, one after the other; 1 where something ended with an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    given = {"SHARED": str(ROOT.parent / "shared")} | os.environ
    failed = 0
    for name, command in chosen(parser.parse_args().names).items():
        try:
            result = measured(command, given)
        except NotHere as error:
            print(f"{name}: NOT MEASURED, {error}", file=sys.stderr)
        except subprocess.CalledProcessError as error:
            failed = 1
            print(f"{name}: NOT RECORDED, `{command}` ended with exit code {error.returncode}\n{error.stdout}", file=sys.stderr)
        else:
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            print(f"{name}: measured", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
