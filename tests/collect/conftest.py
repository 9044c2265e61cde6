"""The site that the tests of fetching visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from web_site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().running() as running:
        yield running
