# Types of the compiled build (tools/compile_core.py).

cdef class ObjectRegistry:
    cdef public object files
    cdef public dict numbers, owners, _first_names, _globals, _roots
    cdef public set changing, _held
    cdef public list _objects

    cpdef key(self, object obj)
