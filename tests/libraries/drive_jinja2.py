"""A cache of templates sets a default while it holds its lock, which the setting waits for.

Jinja2 2.11.0, change log: "Fix a bug that caused deadlocks in LRUCache.setdefault" (#1000). BUGGY 2.10.3, FIXED 2.11.0.
"""

from threading import Thread

from jinja2.utils import LRUCache


def scenario():
    cache = LRUCache(2)
    texts = []
    threads = [Thread(target=lambda: texts.append(cache.setdefault("page", "Hello"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["Hello", "Hello"]
    assert len(cache) == 1
