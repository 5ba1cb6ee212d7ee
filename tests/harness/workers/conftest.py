"""These tests are about worker processes: each client has its own, and ends it."""

import pytest

from harness.workers import client
from harness.workers.process import WorkerProcess


@pytest.fixture(autouse=True, scope="module")
def _workers_of_their_own():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "WorkerProcess", WorkerProcess)
        yield
