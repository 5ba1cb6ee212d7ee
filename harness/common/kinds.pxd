# Types of the compiled build (tools/compile_core.py).

cpdef bint is_a(object value, object kind) except -1
cpdef object of_class(object kind, object name, object default=*)
cpdef bint class_has(object kind, object name) except -1
cpdef object held_by(object value, object name, object default=*)
cpdef bint has(object value, object name) except -1
