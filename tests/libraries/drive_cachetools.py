"""Two threads call a cached function at once and get two results, of which the cache holds only one.

cachetools 4.2.0, change log: "Improve behavior of decorators in case of race conditions" (in 4.1.1 the second thread
replaces the result of the first one). BUGGY 4.1.1, FIXED 4.2.0.
"""

from threading import Lock, Thread

from cachetools import LRUCache, cached


@cached(LRUCache(maxsize=2), lock=Lock())
def connection(_host):
    return object()


def scenario():
    seen = []
    threads = [Thread(target=lambda: seen.append(connection("db"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen[0] is seen[1] is connection("db"), "two callers got two objects for one key"
