# facts: LeakedLocks [(desks none :10 :12 return)]
"""A desk is given back only where the work went well."""

from threading import Semaphore, Thread

desks = Semaphore(2)


def work(task):
    desks.acquire()
    if task == "none":
        return
    desks.release()


def main():
    clerks = [Thread(target=work, args=(task,), name=task) for task in ("letters", "none")]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
