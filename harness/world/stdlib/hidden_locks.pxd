# Types of the compiled build (tools/compile_core.py).

cimport cython

from ..scheduler.scheduler cimport Scheduler
from ..scheduler.thread cimport Operation, Thread
from .locks cimport Lock

cdef str ACQUIRE, JOIN, WAIT, WAKE

cdef class _Hidden(Lock):
    @cython.locals(thread=Thread)
    cdef bint _try(self) except -1
    cdef bint _acquire(self, Scheduler scheduler, Thread thread, double timeout) except -1
    @cython.locals(operation=Operation, acquired=bint)
    cdef bint _wait_inside(self, Scheduler scheduler, Thread thread, double timeout) except -1

cdef class HiddenLock(_Hidden):
    cpdef release(self)
