"""The scheduler: runs one execution, with its threads, run queue, virtual clock and loop counts."""
