# slow: its threads write, and so they are watched for 400,000 steps
# facts: Livelock; (Thread-1 (work); (Thread-2 (work)
"""Two clerks pass one letter on: each thinks that it is the other's, and puts it back into the tray."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    tray, desk = [("letter", "for a third")], threading.Lock()

    def clerk(name):
        def work():
            done = False
            while not done:
                with desk:
                    if tray:
                        letter, owner = tray.pop()
                        done = owner == name
                        if not done:
                            tray.append((letter, owner))

        return work

    run(clerk("Anna"), clerk("Bert"))
