# Types of the compiled build (tools/compile_core.py).

from ...common.kinds cimport class_has, has, held_by

cdef class LibraryFields:
    cdef public set _known
    cdef public dict _locks

    cpdef held(self, object obj, str name, object default=*)
    cpdef bint has(self, object obj, str name) except -1
    cpdef bint is_lock(self, object kind) except -1
    cdef bint _learns(self, object kind) except -1
