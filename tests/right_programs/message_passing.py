"""Right programs whose threads talk to each other: pipelines, loggers, futures, observers, buses, batches, timeouts."""

import functools
import io
import json
import logging
import queue
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Event, Lock, Thread, Timer


def together(*functions):
    threads = [Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def each(count, function):
    together(*(functools.partial(function, number) for number in range(count)))


def pipeline(stages, items):
    queues = [queue.Queue() for _ in range(stages + 1)]
    end = object()

    def stage(number):
        while (item := queues[number].get()) is not end:
            queues[number + 1].put(item + 1)
        queues[number + 1].put(end)

    for item in range(items):
        queues[0].put(item)
    queues[0].put(end)
    each(stages, stage)
    assert list(iter(queues[-1].get, end)) == [item + stages for item in range(items)]


def producer_consumer(threads, items):
    work, done = queue.Queue(maxsize=2), queue.Queue()

    def produce(_):
        for item in range(items):
            work.put(item)

    def consume(_):
        for _ in range(items):
            done.put(work.get())

    together(*(functools.partial(one, number) for number in range(threads) for one in (produce, consume)))
    assert done.qsize() == threads * items


def task_done(threads, items):
    tasks, lock, total = queue.Queue(), Lock(), 0

    def work():
        nonlocal total
        while True:
            item = tasks.get()
            if item is None:
                return
            with lock:
                total += item
            tasks.task_done()

    workers = [Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for item in range(items):
        tasks.put(item)
    tasks.join()
    assert total == sum(range(items))
    for _ in workers:
        tasks.put(None)
    for worker in workers:
        worker.join()


def executor(threads, items):
    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(lambda item: item * item, range(items))) == [item * item for item in range(items)]


def futures(threads, items):
    with ThreadPoolExecutor(threads) as pool:
        some = {pool.submit(pow, item, 2): item for item in range(items)}
        assert sorted(future.result() for future in as_completed(some)) == [item * item for item in range(items)]


def logger(threads, lines):
    lock, text = Lock(), io.StringIO()

    def log(number):
        for line in range(lines):
            with lock:
                text.write(f"{number}: ")
                text.write(f"{line}\n")

    each(threads, log)
    found = text.getvalue().splitlines()
    assert len(found) == threads * lines
    assert all(line.count(": ") == 1 for line in found)


def standard_logger(threads, lines):
    text = io.StringIO()
    log = logging.getLogger("right.programs")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.StreamHandler(text)
    log.addHandler(handler)
    try:
        each(threads, lambda number: [log.info("%d %d", number, line) for line in range(lines)])
    finally:
        log.removeHandler(handler)
    assert len(text.getvalue().splitlines()) == threads * lines


def printed(threads, lines):
    lock = Lock()

    def show(number):
        for _line in range(lines):
            with lock:
                pass

    each(threads, show)


class Observers:
    def __init__(self):
        self.lock, self.functions = Lock(), []

    def add(self, function):
        with self.lock:
            self.functions.append(function)

    def tell(self, value):
        with self.lock:
            functions = list(self.functions)
        for function in functions:
            function(value)


def observed(threads, values):
    observers, lock, seen = Observers(), Lock(), []

    def note(value):
        with lock:
            seen.append(value)

    observers.add(note)
    each(threads, lambda _: [observers.tell(value) for value in range(values)])
    assert len(seen) == threads * values


def event_bus(threads, values):
    bus, lock, table = queue.SimpleQueue(), Lock(), {}

    def publish(number):
        for value in range(values):
            bus.put((f"topic {value}", number))

    each(threads, publish)
    while not bus.empty():
        topic, number = bus.get()
        table.setdefault(topic, []).append(number)
    with lock:
        assert all(sorted(numbers) == list(range(threads)) for numbers in table.values())


def batches(threads, size):
    lock, waiting, sent = Lock(), [], []

    def add(number):
        for value in range(size):
            with lock:
                waiting.append((number, value))
                if len(waiting) == 2:
                    sent.append(tuple(waiting))
                    waiting.clear()

    each(threads, add)
    assert 2 * len(sent) + len(waiting) == threads * size


def retries(threads, failures):
    lock, calls = Lock(), {}

    def flaky(number):
        with lock:
            calls[number] = calls.get(number, 0) + 1
            if calls[number] <= failures:
                raise ConnectionError(number)
        return number

    def work(number):
        for attempt in range(failures + 1):
            try:
                assert flaky(number) == number
                return
            except ConnectionError:
                time.sleep(0.1 * 2**attempt)

    each(threads, work)
    assert set(calls.values()) == {failures + 1}


def timeouts(threads, rounds):
    ready = Event()

    def wait(_):
        for _ in range(rounds):
            if ready.wait(timeout=0.5):
                return

    each(threads, wait)
    assert not ready.is_set()


def stopped(threads, rounds):
    stop, lock, count = Event(), Lock(), 0

    def work():
        nonlocal count
        for _ in range(rounds):
            if stop.is_set():
                return
            with lock:
                count += 1

    workers = [Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    stop.set()
    for worker in workers:
        worker.join()
    assert count <= threads * rounds


def timer(threads, _rounds):
    lock, fired = Lock(), []

    def fire(number):
        with lock:
            fired.append(number)

    timers = [Timer(0.1 * number, fire, (number,)) for number in range(threads)]
    for one in timers:
        one.start()
    for one in timers:
        one.join()
    assert sorted(fired) == list(range(threads))


@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False, default="")


def priorities(threads, items):
    jobs, lock, done = queue.PriorityQueue(), Lock(), []
    for item in range(items * threads):
        jobs.put(Job(item % 3, f"job {item}"))

    def work(_):
        for _ in range(items):
            job = jobs.get()
            with lock:
                done.append(job.name)

    each(threads, work)
    assert len(set(done)) == items * threads


class Future:
    def __init__(self):
        self.ready, self.value, self.over = Condition(), None, False

    def set(self, value):
        with self.ready:
            self.value, self.over = value, True
            self.ready.notify_all()

    def get(self):
        with self.ready:
            while not self.over:
                self.ready.wait()
            return self.value


def own_futures(threads, rounds):
    some = [Future() for _ in range(threads)]

    def work(number):
        some[number].set(sum(range(rounds)))
        assert some[(number + 1) % threads].get() == sum(range(rounds))

    each(threads, work)


def mailbox(threads, letters):
    ready, box = Condition(), deque()

    def send(number):
        for letter in range(letters):
            with ready:
                box.append((number, letter))
                ready.notify()

    def receive():
        for _ in range(threads * letters):
            with ready:
                while not box:
                    ready.wait()
                box.popleft()

    together(receive, *(functools.partial(send, number) for number in range(threads)))
    assert not box


def snapshots(threads, rounds):
    lock, state = Lock(), {"a": 1, "b": [1]}

    def save(_):
        for _ in range(rounds):
            with lock:
                text = json.dumps(state)
            assert json.loads(text)["a"] == 1

    each(threads, save)


@contextmanager
def recorded(log, lock, name):
    with lock:
        log.append(f"{name} in")
    try:
        yield
    finally:
        with lock:
            log.append(f"{name} out")


def context_managers(threads, rounds):
    lock, log = Lock(), []

    def work(number):
        for _ in range(rounds):
            with recorded(log, lock, number):
                pass

    each(threads, work)
    assert len(log) == 2 * threads * rounds


CALLS = [
    f"{function}({threads}, {size})"
    for function in (
        "pipeline producer_consumer task_done executor futures logger standard_logger printed observed event_bus"
        " batches"
        " retries timeouts stopped timer priorities own_futures mailbox snapshots context_managers"
    ).split()
    for threads, size in ((2, 1), (2, 2), (3, 2), (4, 3))
]
"""80 programs."""
