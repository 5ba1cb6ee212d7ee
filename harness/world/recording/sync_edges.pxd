# Types of the compiled build (tools/compile_core.py).

from ...common.kinds cimport class_has, held_by
from ..scheduler.thread cimport Thread
from .access_tracer cimport AccessTracer

cdef str GAVE, GOT, READ, RELEASE, WAIT, WAKE, WRITE

cdef class SyncEdges(AccessTracer):
    cdef public set primitives, containers
    cdef public dict _kinds, _released, _set, _generations, _arrived
    cdef public object _permits
    cdef public long long _edges
    cdef public bint _numbering

    cpdef str kind_of(self, object obj)
    cpdef _met(self, object obj, object field, object location)
    cpdef anticipate(self, list threads)
    cpdef woken(self, Thread thread)
    cpdef _whole(self, Thread thread, str kind, object obj)
    cdef _new(self)
    cdef _release_edge(self, Thread thread)
    cdef _semaphore(self, Thread thread, str kind, object semaphore, object number)
    cdef _event(self, Thread thread, str kind, object event, object number)
    cdef _barrier(self, Thread thread, str kind, object barrier, object number)
