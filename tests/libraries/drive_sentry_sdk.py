"""The log batcher is flushed while it is locked, a value logs while it is serialised, and waits for that lock.

sentry-sdk 2.55.0, pull request #5684: "Fix deadlock in log batcher" (#5681). BUGGY 2.54.0, FIXED 2.55.0.
"""

from threading import Thread

import sentry_sdk
from sentry_sdk import logger
from sentry_sdk.transport import Transport

DSN = "https://key@sentry.example/1"


class Nowhere(Transport):
    """A transport that sends nothing."""

    def capture_envelope(self, envelope):
        pass


class Chatty(list):
    """A list that logs when somebody looks whether it is empty, as a ``ResourceWarning`` would."""

    def __bool__(self):
        logger.info("looked at")
        return True


def scenario():
    sentry_sdk.init(
        dsn=DSN, transport=Nowhere, enable_logs=True, default_integrations=False, auto_enabling_integrations=False
    )
    client = sentry_sdk.get_client()
    logger.info("one", attributes={"value": Chatty([1])})
    threads = [Thread(target=client.flush), Thread(target=logger.info, args=("two",))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
