"""Two threads create the counter of one name: the second is told that it exists before the first has stored it.

opentelemetry-sdk 1.40.0, change log: "Fix instrument creation race condition" (#4892, #4913). BUGGY 1.39.1,
FIXED 1.40.0.
"""

from threading import Thread

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader


def scenario():
    provider = MeterProvider(metric_readers=[InMemoryMetricReader()], shutdown_on_exit=False)
    meter = provider.get_meter("shop")
    counters = []
    threads = [Thread(target=lambda: counters.append(meter.create_counter("orders"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counters[0] is counters[1], "one name has two counters"
