"""A scheduler that is started twice forgets the event that its thread waits for, and its shutdown wakes nobody.

APScheduler 3.7.0, version history: "Fixed BlockingScheduler and BackgroundScheduler shutdown hanging after the user has
erroneously tried to start it twice". BUGGY 3.6.3, FIXED 3.7.0.
"""

from contextlib import suppress
from threading import Event
from time import monotonic

from apscheduler.schedulers import SchedulerAlreadyRunningError
from apscheduler.schedulers.background import BackgroundScheduler

DAY = 86_400


def scenario():
    scheduler = BackgroundScheduler(timezone="UTC")
    ran = Event()
    scheduler.add_job(ran.set)
    scheduler.start()
    ran.wait()  # without it, later versions hang, too: their event is still set from the first start
    assert scheduler.get_jobs() == []  # it waits for the thread to end its round, which a shutdown would disturb
    with suppress(SchedulerAlreadyRunningError):
        scheduler.start()
    began = monotonic()
    scheduler.shutdown()
    assert monotonic() - began < DAY, "the shutdown waits for the longest time-out of the scheduler's thread"
