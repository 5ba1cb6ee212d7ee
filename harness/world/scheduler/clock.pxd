# Types of the compiled build (tools/compile_core.py).

cimport cython

from .loops cimport LoopMonitor
from .run_queue cimport RunQueue
from .scheduler cimport Scheduler
from .thread cimport Operation, Thread

cdef str READ, SETTLE, SLEEP, TIME
cdef object BLOCKED

cdef class VirtualClock:
    cdef public Scheduler scheduler
    cdef public LoopMonitor loops
    cdef public double time, _last
    cdef public long long readings, _calls

    cpdef set_deadline(self, Thread thread, double seconds)
    cpdef clear_deadline(self, Thread thread)
    @cython.locals(thread=Thread, queue=RunQueue)
    cdef _pass(self, double to)
