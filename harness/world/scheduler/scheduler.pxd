# Types of the compiled build (tools/compile_core.py).

cimport cython

from .clock cimport VirtualClock
from .loops cimport LoopMonitor
from .run_queue cimport RunQueue
from .thread cimport Operation, Thread

cdef str END, FAIL, START, WAKE, WRITE
cdef object DONE, RUNNABLE

cdef class Scheduler:
    cdef public object hub, pool, when_main_ends, when_thread_ends, place, frame, rules, numbers, chooser, recorder, assumptions
    cdef public object log, ending, failure, doubtful, unmodelled, watch, interrupt
    cdef public bint foreign_thread, executing, hooked, keeps_frames, release_points, dead, silent, looking
    cdef public list abandoned, threads, choices
    cdef public Thread main, current
    cdef public RunQueue queue
    cdef public LoopMonitor loops
    cdef public VirtualClock clock
    cdef public long long last, steps, limit, progress

    @cython.locals(thread=Thread, queue=RunQueue, operation=Operation)
    cpdef point(self, str kind, object obj, object field)
    cpdef also(self, str kind, object obj, object field)
    cpdef note(self, str kind, object obj)
    @cython.locals(following=Thread, starting=list)
    cpdef schedule(self, Thread thread)
    @cython.locals(queue=RunQueue, candidates=list, extras=list, chosen=Thread)
    cdef Thread _next(self, Thread current)
    @cython.locals(chosen=Thread, loops=LoopMonitor)
    cdef Thread _choose(self, Thread current, list candidates, list extras)
