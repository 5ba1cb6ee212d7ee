# Types of the compiled build (tools/compile_core.py).

cdef class TypeModels:
    cdef public dict known, _readers
    cdef public set silent, containers, library
    cdef public object _rewritten, _simulated

    cpdef kind(self, object kind)
