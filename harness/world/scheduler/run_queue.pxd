# Types of the compiled build (tools/compile_core.py).

from .thread cimport Thread

cdef object BLOCKED, RUNNABLE

cdef class RunQueue:
    cdef public list runnable, timed, resting, starting
    cdef public bint watched
    cpdef make_runnable(self, Thread thread)
    cpdef suspend(self, Thread thread)
