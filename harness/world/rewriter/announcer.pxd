# Types of the compiled build (tools/compile_core.py).

cimport cython

from ...common.kinds cimport class_has
from ..model.classify cimport TypeModels

cdef str READ, WRITE

cdef class Announcer:
    cdef public object point, also, admit, held, begun, expect, entered, other_names, reach
    cdef public TypeModels models

    cpdef kind(self, object value)
    cpdef read(self, object value)
    cpdef write(self, object value)
    cdef _read_other(self, object value, str access)
    cpdef bint consumed(self, object value) except -1
    cpdef list shallow(self, object values)
    cpdef list advanced(self, object values)
    cpdef doubt(self, object values)
