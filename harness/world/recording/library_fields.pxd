# Types of the compiled build (tools/compile_core.py).

from ...common.kinds cimport has, held_by

cdef class LibraryFields:
    cdef public set _known

    cpdef held(self, object obj, str name, object default=*)
    cpdef bint has(self, object obj, str name) except -1
    cdef bint _learns(self, object kind) except -1
