# Types of the compiled build (tools/compile_core.py).

cimport cython

from .happens_before cimport HappensBefore

cdef class Reversals(HappensBefore):
    cdef public dict _by_step

    @cython.locals(position=Py_ssize_t, steps=dict, part=list)
    cdef dict _steps(self)
    @cython.locals(thread=cython.longlong)
    cpdef bint before(self, Py_ssize_t one, Py_ssize_t other) except -1
    @cython.locals(thread=cython.longlong, index=cython.longlong, one=Py_ssize_t, clock=list, found=list, clocks=list)
    cdef list _not_after(self, Py_ssize_t first, Py_ssize_t upto)
    @cython.locals(first=Py_ssize_t, last=Py_ssize_t, events=list, steps=dict, rest=list, position=Py_ssize_t)
    cpdef tuple initials(self, tuple race)
    @cython.locals(events=list, steps=dict, position=Py_ssize_t)
    cdef set _firsts(self, list positions)
    @cython.locals(one=Py_ssize_t, part=Py_ssize_t, start=Py_ssize_t)
    cdef bint _is_first(self, list step, list positions) except -1
