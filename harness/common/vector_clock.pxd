# Types of the compiled build (tools/compile_core.py).

cimport cython

@cython.locals(number=Py_ssize_t, value=cython.longlong, mine=cython.longlong)
cpdef join(list clock, list other)
