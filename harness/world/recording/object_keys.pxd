# Types of the compiled build (tools/compile_core.py).

cdef class ObjectKeys:
    cdef public dict numbers
    cdef public set _held
    cdef public list _objects

    cpdef key(self, object obj)
