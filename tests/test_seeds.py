"""The five real pages that the project started from, read exactly as they are, noise and all. They lie outside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not here: ../shared/seeds is missing")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    selon("add", str(SEEDS), "--ledger", str(path))
    return path


@pytest.fixture(scope="module")
def facts(ledger: Path) -> list[dict[str, Any]]:
    return json.loads(selon("facts", "--json", "--ledger", str(ledger)))["facts"]  # type: ignore[no-any-return]


def selon(*arguments: str) -> str:
    return subprocess.run([sys.executable, "-m", "selon", *arguments], capture_output=True, text=True, check=True).stdout


def figure(fact: dict[str, Any], low: float, speaker: str) -> dict[str, Any] | None:
    return next((f for f in fact["figures"] if f["low"] == low and speaker in (f["speaker"] or "")), None)


def fact_of(facts: list[dict[str, Any]], low: float, speaker: str) -> dict[str, Any]:
    return next(fact for fact in facts if figure(fact, low, speaker))


def test_the_territory_retaken_is_one_fact_with_its_doubt_about_the_unit(facts: list[dict[str, Any]]) -> None:
    fact = fact_of(facts, 2000, "Zelensky")
    president, command = figure(fact, 2000, "Zelensky"), figure(fact, 1000, "haut commandement")
    assert president is not None
    assert command is not None
    pair = next(p for p in fact["pairs"] if {p["left"], p["right"]} == {president["id"], command["id"]})
    assert pair["relation"] == "undecided"
    assert "km2" in pair["because"]


def test_killed_is_not_killed_or_wounded(facts: list[dict[str, Any]]) -> None:
    killed, casualties = fact_of(facts, 5937, "Shoigu"), fact_of(facts, 100000, "général")
    assert killed["id"] != casualties["id"]


def test_the_intercepted_call_comes_with_those_who_passed_it_on(ledger: Path) -> None:
    rows = [row for row in selon("facts", "--ledger", str(ledger)).splitlines() if "Tout va mal" in row or "nulle part où fuir" in row]
    assert any("services de renseignement ukrainiens" in row for row in rows)
    assert any("Daily Beast" in row for row in rows)
