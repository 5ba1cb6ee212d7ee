# Types of the compiled build (tools/compile_core.py).

cimport cython

from .happens_before cimport HappensBefore

cdef long long CLOCK
cdef str ACQUIRE, END, FORESTALLED, FREE, JOINED, RELEASE, START, WRITE

cdef class PendingRaces(HappensBefore):
    cdef public list pairs, _latest, _seen_ends, _clock_was
    cdef public dict _past, _freed, _over, _begun

    @cython.locals(kind=str)
    cpdef _order(self, tuple access)
    cpdef add_wait(self, long long thread, lock)
    cpdef add_deadlines(self)
    @cython.locals(
        begun=dict, latest=list, ready=dict, ticks=list, position=Py_ssize_t, thread=cython.longlong, kind=str,
        past=tuple, threads=dict, now=list, over=tuple,
    )
    cpdef _find(self, object accesses, Py_ssize_t fresh)
    @cython.locals(
        owner=cython.longlong, ready=list, since=cython.longlong, other=cython.longlong, known=cython.longlong,
        accesses=list, past=tuple, tick=cython.longlong,
    )
    cdef _look(self, tuple step, str kind, location)
    @cython.locals(begun=tuple)
    cdef _pair(self, tuple past, long long thread, bint waits)
