# Types of the compiled build (tools/compile_core.py).

cimport cython

from ..common.vector_clock cimport join

cdef str EDGE, FREE, GAVE, GOT, JOINED, READ, START, WRITE

cdef class Order:
    cdef public long long threads
    cdef public list clocks, epochs
    cdef public dict locks, given

    @cython.locals(now=list, freed=tuple, given=list)
    cpdef sync(self, long long thread, object node, str kind, object location)
    cdef _count(self, long long thread)

@cython.locals(
    order=Order, clocks=list, epochs=list, locks=dict, found=set, writes=dict, reads=dict, shared=dict,
    thread=cython.longlong, kind=str, other=cython.longlong, clock=list, now=list, write=cython.longlong,
    read=cython.longlong, both=list,
)
cpdef racy(object accesses, long long threads, object primitives=*)
