"""What a recorded execution keeps of each operation, as data and not as text."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from harness.report.exports.chrome import trace_events
from harness.result import Result
from harness.strategies.replay import FollowChoices
from harness.trace import NOTIFY, TRY, WRITE, Event, Trace, TryOutcome
from harness.verdict import Verdict
from harness.world.world import World

PROGRAM = """
    import threading

    class Shop:
        pass

    def main():
        shop = Shop()
        shop.lock, shop.changed, shop.both = threading.Lock(), threading.Condition(), [1, threading.Lock()]
        shop.lock, shop.changed, shop.both = shop.lock, shop.changed, shop.both
        shop.name, shop.table = "<Condition>", {"a<b": 1}
        shop.lock.acquire(False)
        shop.lock.acquire(False)
        with shop.changed:
            shop.changed.notify()
"""


def recorded(folder: Path, program: str = PROGRAM) -> Trace:
    path = folder / "program.py"
    path.write_text(dedent(program), encoding="utf-8")
    world = World(str(path))
    outcome = world.run(lambda: world.loader.load(world.target).main(), FollowChoices([]), record=True)
    assert outcome.trace is not None
    return outcome.trace


def of_kind(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event.kind == kind]


def test_a_try_has_an_outcome_and_a_notify_a_number_of_waiters(tmp_path: Path) -> None:
    events = recorded(tmp_path).events
    assert [event.outcome for event in of_kind(events, TRY)] == [TryOutcome.FREE, TryOutcome.TAKEN]
    assert [event.waiters for event in of_kind(events, NOTIFY)] == [0]
    assert {event.value for event in events if event.kind in (TRY, NOTIFY)} == {None}


def test_an_object_written_has_its_class_whatever_a_text_says(tmp_path: Path) -> None:
    written = {event.label: event.object_class for event in of_kind(recorded(tmp_path).events, WRITE)}
    assert written == {"lock": "lock", "changed": "Condition", "both": "lock", "name": "", "table": ""}


def test_the_chrome_export_says_so_in_words(tmp_path: Path) -> None:
    trace = recorded(tmp_path)
    made = trace_events(Result(Verdict.WRONG, "", file=str(tmp_path / "program.py"), trace=trace))
    said = [one["args"].get("value") for one in made["traceEvents"] if one.get("cat") in (TRY, NOTIFY)]
    assert said == ["free", "in vain", "0 waiting"]


SHARED = """
    import threading

    class Shop:
        sold = 0
        goods = []
        changed = threading.Condition()

        def __init__(self):
            self.own = []

        def sell(self):
            with self.changed:
                Shop.sold += 1
                self.goods.append(1)
                self.own.append(1)

    class Stall(Shop):
        pass

    def main():
        threads = [threading.Thread(target=shop.sell) for shop in (Shop(), Stall())]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
"""


def test_what_instances_share_is_named_by_its_class(tmp_path: Path) -> None:
    labels = {event.label for event in recorded(tmp_path, SHARED).events if event.thread.startswith("Thread")}
    assert {"Shop.sold", "Shop.goods", "Shop.changed", "own"} <= labels
    assert not any(label.startswith("Stall.") for label in labels)
