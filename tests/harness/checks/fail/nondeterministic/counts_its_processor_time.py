# facts: TwoExecutions
"""The work depends on each bit of the number of microseconds that the processor has spent, which only grows."""

import resource
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Load:
    odd = even = 0


def main():
    def work():
        spent = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime * 1_000_000)
        for _ in range(30):
            spent, bit = divmod(spent, 2)
            if bit:
                Load.odd += 1
            else:
                Load.even += 1

    run(work)
