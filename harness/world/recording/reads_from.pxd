# Types of the compiled build (tools/compile_core.py).

cimport cython

from ..scheduler.thread cimport Thread
from .sync_edges cimport SyncEdges

cdef str WRITE

cdef class LocationUse:
    cdef public dict reads, writes, disturbing
    cdef public set threads

cdef class ReadsFrom(SyncEdges):
    cdef public dict pairs, last, uses, _pending
    cdef public object _site_of
    cdef public list _asked

    cpdef pending(self, Thread thread)
    @cython.locals(event=tuple)
    cpdef _add(self, Thread thread, str kind, object location)
    @cython.locals(use=LocationUse)
    cdef _performed(self, Thread thread, tuple event, str what, object location)
