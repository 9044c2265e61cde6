"""The API does what its OpenAPI description says, whatever is asked: never an error of ours, never an answer of another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from made import fill
from selon.show.web.app import make_app
from selon.show.web.site import Site
from show.web.site import ALLOWED, OURS

schemathesis = pytest.importorskip("schemathesis", reason="the test of the API's description needs schemathesis")


OPERATIONS = [(path, method) for path, methods in make_app(Site("", ALLOWED)).openapi()["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    site = Site(fill(str(tmp_path_factory.mktemp("api") / "ledger.db")), ALLOWED)
    yield schemathesis.openapi.from_asgi("/api/openapi.json", make_app(site), headers=OURS)
    site.close()


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part)
def test_every_answer_is_described(described: Any, path: str, method: str) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path][method].as_strategy())
    def answers(case: Any) -> None:
        answer = case.call(headers=OURS)
        assert answer.status_code < 500, answer.text
        case.validate_response(answer, checks=[schemathesis.checks.response_schema_conformance])

    answers()
