# slow: its threads write, and so they are watched for 400,000 steps
# facts: Livelock [(Thread-1 (body) :28), (Thread-2 (body) :28)]
"""Each steps aside when the other is in the way."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Corridor:
    def __init__(self):
        self.wants = [False, False]


def main():
    corridor = Corridor()

    def walk(me):
        def body():
            corridor.wants[me] = True
            while corridor.wants[1 - me]:
                corridor.wants[me] = False
                corridor.wants[me] = True
            corridor.wants[me] = False

        return body

    run(walk(0), walk(1))
