"""What several of these tests need."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """Makes a program that can be run again and again, from its text."""
    from race_programs import Program

    folder, numbers = tmp_path_factory.mktemp("programs"), count()

    def make(text):
        file = folder / f"program{next(numbers)}.py"
        file.write_text(text, encoding="utf-8")
        return Program(str(file))

    return make
