# Types of the compiled build (tools/compile_core.py).

cimport cython

from ...common.kinds cimport class_has, is_a
from ..scheduler.scheduler cimport Scheduler
from ..scheduler.thread cimport Operation, Thread
from .library_fields cimport LibraryFields
from .object_keys cimport ObjectKeys

cdef str ACQUIRE, CROSSED, END, FREE, JOIN, NOTIFY, READ, RELEASE, START, TOOK, TRY, WAIT, WAKE, WRITE

cdef class AccessTracer:
    cdef public Scheduler scheduler
    cdef public ObjectKeys registry
    cdef public list accesses, labels
    cdef public dict _locations, _numbers, _anticipated, _threads, _made
    cdef public set awaited
    cdef public tuple _children
    cdef public LibraryFields _fields
    cdef public object awaits, _waits
    cdef public bint preempted, traces_state, _fresh
    cdef public long long _step, _member, _forced

    cpdef chosen(self, long long node, long long thread)
    @cython.locals(one=Thread, operation=Operation, known=dict, fresh=list, pending=tuple)
    cpdef anticipate(self, list threads)
    @cython.locals(thread=Thread, operation=Operation, count=Py_ssize_t)
    cpdef _pretend(self, list threads)
    @cython.locals(key=tuple)
    cpdef location(self, object obj, object field)
    cpdef _met(self, object obj, object field, object location)
    cpdef _add(self, Thread thread, str kind, object location)
    @cython.locals(number=cython.longlong)
    cpdef event(self, Thread thread, str kind, object obj, object field, bint pointed=*)
    cpdef _begin(self, long long thread, bint pointed)
    cpdef expired(self, Thread thread, object obj)
    cpdef inner(self, str kind, object obj, str field)
    @cython.locals(thread=Thread)
    cpdef ending(self)
    cpdef woken(self, Thread thread)
    cpdef _lock(self, Thread thread, str kind, object lock, bint waited=*)
    cpdef _free(self, Thread thread, object lock)
    cpdef _started(self, Thread thread, Thread child)
    cpdef _field(self, Thread thread, str kind, object obj, object field)
    cpdef _whole(self, Thread thread, str kind, object obj)
    cpdef _life(self, Thread thread, object asked)
