"""What a cupboard must do: one thing at most is inside, and two can look at it together."""


def test_a_thing_comes_out_once(Cupboard, threads):
    cupboard, got = Cupboard(), []
    cupboard.put("cup")
    for name in ("Anna", "Bert"):
        threads.start(name, lambda: got.append(cupboard.take()))
    threads.join()
    assert got.count("cup") == 1, "the cup came out twice"


def test_each_taker_comes_back_with_a_thing(Cupboard, threads):
    cupboard = Cupboard()
    takers = [threads.start(name, cupboard.wait_and_take) for name in ("Anna", "Bert")]
    threads.settle()
    cupboard.put("cup")
    threads.settle()
    cupboard.put("plate")
    threads.join()
    assert None not in [taker.result for taker in takers], "somebody came back with nothing"


def test_two_can_look_together(Cupboard, threads, possible):
    cupboard, looking = Cupboard(), []
    possible("two look together", lambda: len(looking) == 2)

    def look():
        looking.append("somebody")
        looking.remove("somebody")

    for name in ("Anna", "Bert"):
        threads.start(name, lambda: cupboard.look(look))
    threads.join()
