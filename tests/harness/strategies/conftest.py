"""The fixture of tests that compare classes of schedules with every schedule."""

import sys
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from both_ways import Both


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder, numbers = tmp_path_factory.mktemp("programs"), count()

    def make(text):
        file = folder / f"program{next(numbers)}.py"
        file.write_text(text, encoding="utf-8")
        return Both(str(file))

    return make
