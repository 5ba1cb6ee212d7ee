# Types of the compiled build (tools/compile_core.py). The scheduler and the loop monitor know each other's types, so
# the scheduler has to be imported first, which the package does.

cimport cython

from .scheduler cimport Scheduler
from .thread cimport Operation, Thread

cdef str READ
cdef object DONE

cdef class LoopMonitor:
    cdef public object awaits, fair_from, loop_sight, serving, sight
    cdef public set sights
    cdef public list spun
    cdef public Scheduler scheduler
    cdef public bint fair, known_endless, some_yielded
    cdef public long long fair_since, laps, quiet_progress, quiet_since, serving_since, stretches, ticks_after_end, unchanged

    @cython.locals(scheduler=Scheduler, thread=Thread)
    cpdef bint tick(self, long long loop) except -1
    @cython.locals(scheduler=Scheduler)
    cpdef count_step(self)
    @cython.locals(scheduler=Scheduler, operation=Operation)
    cdef _spinning(self, Thread thread, long long loop)
