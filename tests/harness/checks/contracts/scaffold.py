"""What a scaffold must do: one at a time is up there, and whoever falls leaves it free."""

from contextlib import suppress

import pytest

from harness import Stumble

pytestmark = pytest.mark.kata("scaffold", allow="any")


def test_who_falls_leaves_it_free(Scaffold, threads, stumbling):
    scaffold = Scaffold()

    def climb():
        with suppress(Stumble):
            scaffold.climb(stumbling(lambda: None))

    for name in ("anna", "ben"):
        threads.start(name, climb)
    threads.join()


def test_nobody_comes_after(Scaffold, threads, stumbling):
    scaffold = Scaffold()

    def climb():
        with suppress(Stumble):
            scaffold.climb(stumbling(lambda: None))

    threads.start("anna", climb)
    threads.join()
