# facts: LoadFailure runs_an_event_loop.py line 8: asyncio.new_event_loop runs an event loop, which no schedule controls
"""Coroutines are no threads, and no schedule controls them."""

import asyncio


def main():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.sleep(0))
