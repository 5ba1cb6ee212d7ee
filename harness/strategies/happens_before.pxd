# Types of the compiled build (tools/compile_core.py).

cimport cython

from ..common.vector_clock cimport join

cdef long long CLOCK
cdef str ACQUIRE, CROSSED, END, FORESTALLED, FREE, HASTENS, JOINED, READ, RELEASE, START, TOOK, TRY, WRITE

cdef class Location:
    cdef public long long last, released, freed_by
    cdef public list reads, freed

cdef class HappensBefore:
    cdef public list events, clocks, index, races, known, _now, _clock
    cdef public dict _ends, _locations, _due, _ready
    cdef public set _ordered, _mixed
    cdef public object _others
    cdef public long long threads, fresh, _member
    cdef public bint _shared, _hastened

    @cython.locals(
        access=tuple, thread=cython.longlong, node=object, kind=str, at=Location, clock=list, position=Py_ssize_t,
        last=cython.longlong, earlier=cython.longlong, events=list, clocks=list, index=list, now=list, locations=dict,
        ready=dict,
    )
    cpdef _read(self, object accesses)
    @cython.locals(now=list, kind=str)
    cpdef _order(self, tuple access)
    @cython.locals(at=Location, kind=str)
    cpdef _synchronise(self, tuple access)
    cpdef bint _is_member(self, long long thread) except -1
    @cython.locals(now=list)
    cpdef _order_thread_after(self, long long thread, long long other)
    cpdef _gather(self)
    @cython.locals(member=cython.longlong)
    cpdef _close(self)
    @cython.locals(at=Location)
    cdef Location _at(self, location)
    @cython.locals(
        thread=cython.longlong, other=cython.longlong, position=Py_ssize_t, earlier=Py_ssize_t, earlier_ones=list,
        kind=str,
    )
    cdef _access(self, tuple access, Location at, list now)
    @cython.locals(other=cython.longlong)
    cdef _meet(self, Py_ssize_t earlier, Py_ssize_t position, list now)
    cdef _add_race(self, Py_ssize_t earlier, Py_ssize_t position)
    @cython.locals(clock=list, thread=cython.longlong)
    cdef _order_after(self, Py_ssize_t earlier, list now)
    cpdef add_wait(self, long long thread, lock)
    @cython.locals(at=Location, other=cython.longlong, last=Py_ssize_t)
    cpdef _add_wait(self, long long thread, lock, list now)
    cdef _forestall(self, Py_ssize_t position, long long thread)
    cpdef fingerprint(self)
    @cython.locals(parts=list, last=list, clock=list, thread=cython.longlong, kind=str)
    cpdef tuple signature(self)

@cython.locals(last=cython.longlong)
cpdef list conflicts(str kind, Location at)
cpdef remember(str kind, Location at, Py_ssize_t position)
