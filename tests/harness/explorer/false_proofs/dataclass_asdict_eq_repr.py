import threading
from dataclasses import asdict, dataclass


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


@dataclass
class Metrics:
    requests: int = 0
    errors: int = 0


def main():
    metrics, lock, reports = Metrics(), threading.Lock(), []

    def handle():
        with lock:
            metrics.requests += 1
            metrics.errors += 1

    def report():  # forgets the lock
        reports.append(asdict(metrics))  # metrics == Metrics(1, 0), repr(metrics) pass as well

    run(handle, report)
    assert reports[0]["requests"] == reports[0]["errors"]
