"""Every test of the room runs twice: as usual, and with values sealed in short histories, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.checks.linearizability import model_states


@pytest.fixture(autouse=True, scope="module", params=[model_states.FEW, 0], ids=["", "sealed"])
def _sealed(request: pytest.FixtureRequest) -> Iterator[None]:
    before, model_states.FEW = model_states.FEW, request.param
    yield
    model_states.FEW = before
