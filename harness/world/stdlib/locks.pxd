# Types of the compiled build (tools/compile_core.py). RLock is compiled as a class of Python.

cimport cython

from ..scheduler.run_queue cimport RunQueue
from ..scheduler.scheduler cimport Scheduler
from ..scheduler.thread cimport Operation, Thread

cdef str ACQUIRE, HASTENS, RELEASE, TIME, TRY, WAKE
cdef object BLOCKED, RUNNABLE

cdef class Lock:
    cdef object __weakref__
    cdef public bint _kata_crossed
    cdef public object _kata_home
    cdef public Thread owner
    cdef public long long count
    cdef public list wanting

    @cython.locals(scheduler=Scheduler)
    cdef bint _try(self) except -1
    @cython.locals(timed=bint, at_once=bint, alone=bint, operation=Operation, queue=RunQueue)
    cdef bint _acquire(self, Scheduler scheduler, Thread thread, double timeout) except -1
    cdef bint _wait(self, Scheduler scheduler, Thread thread, double timeout) except -1
    cdef _time_out(self, Scheduler scheduler, Thread thread, double timeout)
    cdef bint _is_operation(self, Thread thread) except -1
    cpdef give(self, Thread thread)
    @cython.locals(scheduler=Scheduler, thread=Thread)
    cdef _close(self)
    cpdef free(self)
    cdef bint _hand_over(self) except -1
    @cython.locals(scheduler=Scheduler, operation=Operation)
    cdef _release_waiter(self, Thread thread)
    @cython.locals(scheduler=Scheduler)
    cpdef acquire(self, object blocking=*, object timeout=*)
    @cython.locals(scheduler=Scheduler)
    cpdef release(self)
