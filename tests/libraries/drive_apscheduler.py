"""A job asks the scheduler for its jobs while the scheduler waits, holding that lock, for the job to end.

APScheduler 3.5.1, pull request #268: "Prevent deadlocks in scheduler shutdown". BUGGY 3.5.0, FIXED 3.5.1.
"""

from apscheduler.schedulers.background import BackgroundScheduler


def scenario():
    scheduler = BackgroundScheduler(timezone="UTC")
    counted = []
    scheduler.add_job(lambda: counted.append(len(scheduler.get_jobs())))
    scheduler.start()
    scheduler.shutdown(wait=True)
    assert len(counted) <= 1
