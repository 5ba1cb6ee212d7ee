# facts: TwoExecutions
"""Work goes on for as many rounds as the processor has spent microseconds."""

import resource
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Load:
    rounds = 0


def main():
    def work():
        for _ in range(int(resource.getrusage(resource.RUSAGE_SELF).ru_utime * 1_000_000) % 89):
            Load.rounds += 1

    run(work)
