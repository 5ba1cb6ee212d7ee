"""What a cupboard must do: a thing that is put in comes out once, and takers wait for it."""

import pytest

pytestmark = pytest.mark.kata("cupboard", allow="any")


def test_a_thing_comes_out(Cupboard, threads):
    cupboard = Cupboard()
    taker = threads.start("taker", cupboard.take)
    threads.start("putter", lambda: cupboard.put("cup"))
    threads.join()
    assert taker.result == "cup", "the taker came back without the cup"


def test_two_things_come_out_once_each(Cupboard, threads):
    cupboard = Cupboard()
    takers = [threads.start(f"taker-{number}", cupboard.take) for number in (1, 2)]
    for thing in ("cup", "plate"):
        threads.start(thing, lambda thing=thing: cupboard.put(thing))
    threads.join()
    assert sorted(taker.result for taker in takers) == ["cup", "plate"], "each thing must come out once"


def test_a_cupboard_can_be_made(Cupboard):
    Cupboard()
