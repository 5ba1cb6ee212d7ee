# Types of the compiled build (tools/compile_core.py).

from ..scheduler.thread cimport Thread

cdef class AwaitingLoops:
    cdef public object _tracer
    cdef public dict _begun
    cdef public bint slept

    cpdef lap(self, Thread thread)
    cpdef iteration(self, Thread thread, long long loop, object frame)

cdef list _state(Thread thread, object frame)
