"""Every marked sentence is one test: the reading says what is marked, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from marked import Case, differences, layer_of, read_cases, reading_of
from selon.pipeline import Reader

CASES = Path(__file__).parent / "cases"


def all_cases() -> list[ParameterSet]:
    params = []
    for path in sorted(CASES.glob("*/*.txt")):
        for case in read_cases(path):
            reason = case.headers.get("known-failure")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            params.append(pytest.param(path.parent.name, layer_of(path), case, id=case.name, marks=marks))
    return params


@pytest.fixture(scope="session")
def readers() -> dict[str, Reader]:
    return {}


@pytest.mark.parametrize(("language", "layer", "case"), all_cases())
def test_case(language: str, layer: str, case: Case, readers: dict[str, Reader]) -> None:
    reader = readers.setdefault(language, Reader(language))
    assert differences(case, reading_of(case, layer, reader), layer) == []
