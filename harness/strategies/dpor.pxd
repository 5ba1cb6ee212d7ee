# Types of the compiled build (tools/compile_core.py).

cimport cython

from .reversals cimport Reversals

cdef class Node:
    cdef public object enabled, chosen
    cdef public bint decision
    cdef public dict passing, sleep, done
    cdef public long long begins, known
    cdef public set backtrack
    cdef public list outcomes

cdef class DPOR:
    cdef public list stack
    cdef public bint spent, diverged, redundant
    cdef public long long classes, depth, _new_from
    cdef public object unmodelled, doubtful, _upto, fingerprint, tracer
    cdef public tuple decisions

    @cython.locals(able=dict, node=Node, enabled=list)
    cpdef choose(self, object current, list runnable, list extras)
    @cython.locals(node=Node)
    cdef _decide(self, list outcomes)
    @cython.locals(least=object)
    cdef _pick(self, Node node, object current)
    @cython.locals(node=Node, asleep=dict, position=Py_ssize_t)
    cpdef dict _asleep(self)
    @cython.locals(node=Node, number=cython.longlong)
    cdef _reverse(self, Reversals history, tuple race)
    @cython.locals(node=Node, number=cython.longlong)
    cdef _look_beside(self, Reversals history, tuple race)
    cdef _others(self, Reversals history, tuple race, Node node, object own)
    @cython.locals(node=Node)
    cdef _advance(self)
    cdef list _accesses_of(self, Py_ssize_t number, Py_ssize_t upto)

cdef bint _conflict(object step, tuple passed, object labels) except -1
cpdef bint depend(str one, str other) except -1
