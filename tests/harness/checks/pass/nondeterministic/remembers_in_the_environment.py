"""Every second time there is a cache already, noted in the environment, which is put back after each execution."""

import os
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Cache:
    fills = 0


def main():
    def use():
        if os.environ.pop("KATA_PREY_WARM", None) is None:
            os.environ["KATA_PREY_WARM"] = "yes"
            Cache.fills += 1

    run(use)
