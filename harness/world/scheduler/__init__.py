"""The scheduler: runs one execution, with its threads, run queue, virtual clock and loop counts."""

# first: compiled, the scheduler and its parts know each other's types (see loops.pxd)
from . import scheduler as scheduler
