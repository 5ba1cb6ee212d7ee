# Types of the compiled build (tools/compile_core.py).

cdef class Operation:
    cdef public object kind, obj, field

cdef class Thread:
    cdef public object coroutine, state, object, title, suffix, home, end_lock, deadline, call, condition, waiter, fused
    cdef public object choice, loop_sight, awaits, target
    cdef public Operation operation
    cdef public bint ours, daemon, timed_out, spun, yielded
    cdef public list pending, accesses
    cdef public tuple position
    cdef public double limit
    cdef public long long number, ident, early, timeouts, ops, loop, rounds, laps, ops_before, writes, polled, seen
    cdef public long long quiet, acquired, acquired_at_timeout, told_time
