import os
import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    os.environ["RED"] = "free"
    won = []

    def claim():
        if os.environ["RED"] == "free":
            os.environ["RED"] = "taken"
            won.append(1)

    run(claim, claim)
    assert len(won) == 1
