"""Right programs that share state: counters, caches, pools, limiters, configurations, records."""

import copy
import dataclasses
import functools
import itertools
import time
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque
from contextlib import ExitStack, contextmanager, suppress
from threading import Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, Thread, current_thread, local
from types import MappingProxyType


def together(*functions):
    threads = [Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def each(count, function):
    together(*(functools.partial(function, number) for number in range(count)))


def counter(threads, rounds):
    lock, count = Lock(), 0

    def add(_):
        nonlocal count
        for _ in range(rounds):
            with lock:
                count += 1

    each(threads, add)
    assert count == threads * rounds


class Account:
    def __init__(self, balance):
        self.lock, self.balance = RLock(), balance

    def change(self, by):
        with self.lock:
            self.balance += by

    def move(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            self.change(-amount)
            other.change(amount)


def transfers(threads, amount):
    accounts = [Account(100), Account(100)]
    each(threads, lambda number: accounts[number % 2].move(accounts[1 - number % 2], amount))
    assert sum(one.balance for one in accounts) == 200


def cache(threads, keys):
    lock, made, table = Lock(), [], {}

    def get(key):
        with lock:
            if key not in table:
                made.append(key)
                table[key] = key * key
            return table[key]

    each(threads, lambda number: [get(key) for key in range(keys)])
    assert sorted(made) == list(range(keys))
    assert table == {key: key * key for key in range(keys)}


def least_recently_used(threads, size):
    lock, table = Lock(), OrderedDict()

    def get(key):
        with lock:
            if key in table:
                table.move_to_end(key)
            else:
                table[key] = str(key)
                if len(table) > size:
                    table.popitem(last=False)
            return table[key]

    each(threads, lambda number: [get(key) for key in (number, 0, number)])
    assert len(table) <= size


def memoized(threads, values):
    lock = Lock()

    @functools.lru_cache(maxsize=8)
    def square(value):
        return value * value

    def work(number):
        for value in range(values):
            with lock:
                assert square(value) == value * value

    each(threads, work)


def pool(threads, size):
    permits, lock, free, most = Semaphore(size), Lock(), list(range(size)), []

    def use(_):
        with permits:
            with lock:
                mine = free.pop()
                most.append(size - len(free))
            with lock:
                free.append(mine)

    each(threads, use)
    assert sorted(free) == list(range(size))
    assert max(most) <= size


def pool_with_condition(threads, size):
    ready, free = Condition(), deque(range(size))

    @contextmanager
    def borrowed():
        with ready:
            ready.wait_for(lambda: free)
            one = free.popleft()
        try:
            yield one
        finally:
            with ready:
                free.append(one)
                ready.notify()

    def use(_):
        with borrowed() as one:
            assert 0 <= one < size

    each(threads, use)
    assert len(free) == size


class TokenBucket:
    def __init__(self, capacity, rate):
        self.lock, self.capacity, self.rate = Lock(), capacity, rate
        self.tokens, self.then = capacity, time.monotonic()

    def take(self):
        with self.lock:
            now = time.monotonic()
            self.tokens = min(self.capacity, self.tokens + (now - self.then) * self.rate)
            self.then = now
            if self.tokens < 1:
                return False
            self.tokens -= 1
            return True


def rate_limiter(threads, capacity):
    bucket, taken = TokenBucket(capacity, 0), []
    lock = Lock()

    def ask(_):
        allowed = bucket.take()
        with lock:
            taken.append(allowed)

    each(threads, ask)
    assert sum(taken) == min(threads, capacity)


def sliding_window(threads, limit):
    lock, times = Lock(), deque()

    def allowed(_):
        with lock:
            now = time.monotonic()
            while times and times[0] <= now - 60:
                times.popleft()
            if len(times) < limit:
                times.append(now)

    each(threads, allowed)
    assert len(times) == min(threads, limit)


@dataclasses.dataclass(frozen=True)
class Settings:
    name: str = "one"
    size: int = 1
    tags: tuple = ("a", "b")


def configuration_read(threads, reads):
    settings = Settings(size=3)
    table = MappingProxyType({"name": settings.name, "size": settings.size})

    def read(_):
        for _ in range(reads):
            assert settings == Settings(size=3)
            assert f"{settings.name}" == table["name"]
            assert {**table}["size"] == 3
            assert [*settings.tags] == ["a", "b"]

    each(threads, read)


def configuration_swapped(threads, swaps):
    holder = [Settings()]
    lock = Lock()

    def swap(number):
        for _ in range(swaps):
            with lock:
                holder[0] = dataclasses.replace(holder[0], size=holder[0].size + 1)

    each(threads, swap)
    assert dataclasses.asdict(holder[0])["size"] == 1 + threads * swaps


@dataclasses.dataclass
class Statistics:
    count: int = 0
    total: int = 0
    seen: list = dataclasses.field(default_factory=list)
    lock: object = dataclasses.field(default_factory=Lock, repr=False, compare=False)

    def add(self, value):
        with self.lock:
            self.count += 1
            self.total += value
            self.seen.append(value)

    def snapshot(self):
        with self.lock:
            return self.count, self.total, sorted(self.seen)


def statistics(threads, values):
    one = Statistics()

    def work(number):
        for value in range(values):
            one.add(value)
        count, total, seen = one.snapshot()
        assert len(seen) == count
        assert sum(seen) == total

    each(threads, work)
    assert one.count == threads * values


def histogram(threads, words):
    lock, counts = Lock(), Counter()

    def count(_):
        own = Counter("abc"[index % 3] for index in range(words))
        with lock:
            counts.update(own)

    each(threads, count)
    assert counts.total() == threads * words


def groups(threads, keys):
    lock, table = Lock(), defaultdict(list)

    def put(number):
        for key in range(keys):
            with lock:
                table[key].append(number)

    each(threads, put)
    assert all(sorted(numbers) == list(range(threads)) for numbers in table.values())


def user_dictionary(threads, keys):
    class Upper(UserDict):
        def __setitem__(self, key, value):
            super().__setitem__(str(key).upper(), value)

    table, lock = Upper(), Lock()

    def put(number):
        for key in range(keys):
            with lock:
                table[f"k{key}"] = number

    each(threads, put)
    with lock:
        assert sorted(table) == [f"K{key}" for key in range(keys)]


def layered(threads, keys):
    base, _lock = dict.fromkeys(range(keys), 0), Lock()

    def work(number):
        own = ChainMap({}, base)
        own[0] = number
        assert own[0] == number
        assert base[0] == 0
        assert len(own) == keys

    each(threads, work)


def thread_local(threads, rounds):
    space, results, lock = local(), [], Lock()

    def work(number):
        space.total = 0
        for _ in range(rounds):
            space.total += number
        with lock:
            results.append(space.total)

    each(threads, work)
    assert sorted(results) == [number * rounds for number in range(threads)]


def own_parts(threads, size):
    parts = [[] for _ in range(threads)]

    def fill(number):
        part = parts[number]
        for value in range(size):
            part.append(value * number)
        part[:] = [value + 1 for value in part]

    each(threads, fill)
    assert [len(part) for part in parts] == [size] * threads


def own_generators(threads, size):
    def numbers(start):
        yield from range(start, start + size)

    results = [0] * threads

    def work(number):
        results[number] = sum(itertools.islice(numbers(number), size))

    each(threads, work)
    assert results == [sum(range(number, number + size)) for number in range(threads)]


def locked_generator(threads, size):
    lock, source, taken = Lock(), iter(range(size)), []

    def take(_):
        while True:
            with lock:
                value = next(source, None)
                if value is None:
                    return
                taken.append(value)

    each(threads, take)
    assert taken == list(range(size))


def deep_copies(threads, size):
    lock, state = Lock(), {"items": list(range(size)), "inner": {"n": 0}}

    def work(number):
        with lock:
            own = copy.deepcopy(state)
        own["items"].append(number)
        own["inner"]["n"] += 1
        with lock:
            state["inner"]["n"] += 1

    each(threads, work)
    assert state["inner"]["n"] == threads
    assert len(state["items"]) == size


def once(threads, rounds):
    lock, made, value = Lock(), [], None

    def get():
        nonlocal value
        with lock:
            if value is None:
                made.append(1)
                value = object()
            return value

    each(threads, lambda _: [get() for _ in range(rounds)])
    assert len(made) == 1


def cached_property(threads, rounds):
    class Report:
        def __init__(self):
            self.lock, self.runs = Lock(), 0

        @functools.cached_property
        def lines(self):
            self.runs += 1
            return ["a", "b"]

        def show(self):
            with self.lock:
                return len(self.lines)

    report = Report()
    each(threads, lambda _: [report.show() for _ in range(rounds)])
    assert report.runs == 1


def barrier_phases(threads, phases):
    barrier, log, lock = Barrier(threads), [], Lock()

    def work(_):
        for phase in range(phases):
            with lock:
                log.append(phase)
            barrier.wait()

    each(threads, work)
    assert log == sorted(log)


def readers_and_writer(threads, rounds):
    ready, readers, value = Condition(), 0, [0, 0]

    def read(_):
        nonlocal readers
        for _ in range(rounds):
            with ready:
                readers += 1
            assert value[0] == value[1]
            with ready:
                readers -= 1
                ready.notify_all()

    def write():
        for _ in range(rounds):
            with ready:
                ready.wait_for(lambda: readers == 0)
                value[0] += 1
                value[1] += 1

    together(write, *(functools.partial(read, number) for number in range(threads)))


def set_of_seen(threads, size):
    lock, seen, new = Lock(), set(), []

    def visit(_):
        for value in range(size):
            with lock:
                if value not in seen:
                    seen.add(value)
                    new.append(value)

    each(threads, visit)
    assert sorted(new) == sorted(seen) == list(range(size))


def exit_stack(threads, size):
    locks, total = [Lock() for _ in range(size)], [0]

    def work(_):
        with ExitStack() as stack:
            for lock in locks:
                stack.enter_context(lock)
            total[0] += 1

    each(threads, work)
    assert total == [threads]


def bounded_permits(threads, size):
    permits, lock, inside, most = BoundedSemaphore(size), Lock(), 0, 0

    def work(_):
        nonlocal inside, most
        with permits:
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1

    each(threads, work)
    assert most <= size
    assert inside == 0


def published_once(threads, size):
    ready, table = Event(), {}

    def make():
        table.update((key, key * 2) for key in range(size))
        ready.set()

    def read(_):
        ready.wait()
        assert [table[key] for key in range(size)] == [key * 2 for key in range(size)]

    together(make, *(functools.partial(read, number) for number in range(threads)))


def names_of_threads(threads, _rounds):
    names, lock = [], Lock()

    def work(_):
        with lock:
            names.append(current_thread().name)

    each(threads, work)
    assert len(set(names)) == threads


def errors_kept(threads, bad):
    lock, errors = Lock(), []

    def work(number):
        try:
            if number < bad:
                raise ValueError(number)
        except ValueError as error:
            with lock:
                errors.append(error.args[0])
        with suppress(KeyError):
            {}[number]

    each(threads, work)
    assert sorted(errors) == list(range(min(bad, threads)))


CALLS = [
    f"{function}({threads}, {size})"
    for function in (
        "counter transfers cache least_recently_used memoized pool pool_with_condition rate_limiter sliding_window"
        " configuration_read configuration_swapped statistics histogram groups user_dictionary layered thread_local"
        " own_parts own_generators locked_generator deep_copies once cached_property barrier_phases readers_and_writer"
        " set_of_seen exit_stack bounded_permits published_once names_of_threads errors_kept"
    ).split()
    for threads, size in ((2, 1), (2, 3), (3, 2), (5, 4))
]
"""124 programs."""
