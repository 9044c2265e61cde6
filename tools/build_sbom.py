"""Writes what an installed Selon consists of: a CycloneDX 1.6 SBOM and the list of licences, from the metadata of the installed packages.

    python tools/build_sbom.py FOLDER      writes FOLDER/sbom.cdx.json and FOLDER/licences.md, prints the size of the set

The set is Selon with everything that it needs (no extras), as this environment has it: run it in the environment that you ship.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def installed_set(name: str = "selon") -> list[Distribution]:
    """The distribution and all that it needs, by name.

    Raises:
        PackageNotFoundError: Something that is needed is not installed.
    """
    found: dict[str, Distribution] = {}
    ahead = [(name, frozenset[str]())]
    while ahead:
        wanted, extras = ahead.pop()
        package = distribution(wanted)
        new = canonicalize_name(wanted) not in found
        found[canonicalize_name(wanted)] = package
        if new or extras:
            ahead += [needed for needed in _needs(package, extras) if canonicalize_name(needed[0]) not in found]
    return [found[key] for key in sorted(found)]


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in package.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            yield requirement.name, frozenset(requirement.extras)


def licence_of(package: Distribution) -> str:
    """Its licence as its metadata says: an SPDX expression, else the classifiers, else the first line of its licence field."""
    metadata = package.metadata
    classified = [entry.rsplit(" :: ", 1)[-1] for entry in metadata.get_all("Classifier") or () if entry.startswith("License :: ")]
    named = (_field(package, "License") or "").strip().splitlines()
    return _field(package, "License-Expression") or "; ".join(classified) or (named[0][:80] if named else "not stated")


def _field(package: Distribution, name: str) -> str | None:
    values = package.metadata.get_all(name)
    return values[0] if values else None


def sbom(packages: list[Distribution]) -> dict[str, Any]:
    """The set as a CycloneDX 1.6 document, the same bytes for the same set."""
    components = [_component(package) for package in packages if package.name != "selon"]
    selon = next(package for package in packages if package.name == "selon")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(selon) | {"type": "application"}},
        "components": components,
    }


def _component(package: Distribution) -> dict[str, Any]:
    name = canonicalize_name(package.name)
    purl = f"pkg:pypi/{name}@{package.version}"
    licence = licence_of(package)
    is_spdx = _field(package, "License-Expression") is not None
    licences = [{"expression": licence}] if is_spdx else [{"license": {"name": licence}}]
    return {"type": "library", "bom-ref": purl, "name": name, "version": package.version, "purl": purl, "licenses": licences}


def licences(packages: list[Distribution]) -> str:
    """The licences as a Markdown table."""
    rows = "\n".join(f"| {package.name} | {package.version} | {re.sub(r'[|]', '/', licence_of(package))} |" for package in packages)
    return f"# Third-party licences\n\n| package | version | licence |\n| --- | --- | --- |\n{rows}\n"


def size_of(packages: list[Distribution]) -> int:
    """Bytes of all installed files."""
    paths = (Path(str(package.locate_file(file))) for package in packages for file in package.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1])
    try:
        packages = installed_set()
    except PackageNotFoundError as error:
        sys.exit(f"{error}: install Selon with all that it needs first")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.cdx.json").write_text(json.dumps(sbom(packages), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "licences.md").write_text(licences(packages), encoding="utf-8")
    print(f"{len(packages)} packages, {size_of(packages) / 1e6:,.0f} MB installed; wrote {folder}")


if __name__ == "__main__":
    main()
