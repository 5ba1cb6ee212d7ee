"""Imports asyncio and multiprocessing, and starts nothing with them."""

import asyncio
import multiprocessing
import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    run(lambda: asyncio.iscoroutinefunction(run), multiprocessing.cpu_count)
