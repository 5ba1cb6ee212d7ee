"""Tests of CPython that cannot be run inside the world, each with its reason."""

from __future__ import annotations

import fnmatch

SUITES = [
    "test.test_thread",
    "test.test_threading",
    "test.test_threading_local",
    "test.test_queue",
    "test.test_sched",
    "test.test_concurrent_futures.test_thread_pool",
    "test.test_concurrent_futures.test_future",
    "test.test_concurrent_futures.test_wait",
    "test.test_concurrent_futures.test_as_completed",
    "test.test_concurrent_futures.test_init",
    "test.test_concurrent_futures.test_shutdown",
    # the language: what the rewriter changes means what it did
    "test.test_augassign",
    "test.test_class",
    "test.test_compare",
    "test.test_contextlib",
    "test.test_copy",
    "test.test_generators",
    "test.test_iter",
    "test.test_named_expressions",
    "test.test_opcodes",
    "test.test_operator",
    "test.test_property",
    "test.test_raise",
    "test.test_scope",
    "test.test_with",
]

LONG = frozenset({
    "test_many_threads_nonblock", "test_references", "test_local_refs", "test_shutdown_all_methods_in_many_threads",
    "test_shutdown_immediate_all_methods_in_many_threads", "test_many_threads",
})  # fmt: skip
"""Tests that take seconds, for their number of threads or items; run with ``--slow``."""

FORKS = "forks the process; the world refuses to"
INTERPRETER = "starts another interpreter, which the world has no part in"
SIGNALS = "sends the process a signal, which no schedule controls"
UNHANDLED = "an exception that nobody handles fails the execution here, and is not printed and passed over"
OS_THREAD = "asks the interpreter about a thread of the operating system"
CLASSES = "a lock is a Python class here, which can be called"
PROCESSES = "starts processes; the world refuses to"
ACCELERATOR = "tests the C twin; the world runs the Python one"
TIMING = "expects that a thread has run by then, which no schedule owes it"
COMPREHENSION = "needs a temporary for a computed slice that is a comprehension's target, which Python refuses"
SUBINTERPRETER = "starts a subinterpreter, which no schedule controls"

IN_ANOTHER_INTERPRETER = {
    "MiscTestCase":
        "test_gh112826_missing__thread__is_main_interpreter",
    "ThreadPoolExecutorTest":
        "test_process_fork_from_a_threadpool",
    "ThreadPoolShutdownTest":
        "test_cancel_futures_wait_false test_hang_gh83386 test_hang_gh94440 test_interpreter_shutdown "
        " test_submit_after_interpreter_shutdown",
    "ThreadTests":
        "test_acquire_daemon_thread_lock_in_finalization test_finalization_shutdown "
        " test_finalize_daemon_thread_hang test_finalize_running_thread test_finalize_with_trace "
        " test_import_from_another_thread test_join_daemon_thread_in_finalization "
        " test_join_finished_daemon_thread_in_finalization test_join_nondaemon_on_shutdown test_locals_at_exit "
        " test_main_thread_during_shutdown test_start_new_thread_at_exit test_start_new_thread_at_finalization "
        " test_start_new_thread_failed test_stop_the_world_during_finalization",
    "ThreadingExceptionTests":
        "test_dummy_thread_on_interpreter_shutdown test_keyboard_interrupt_during_threading_shutdown "
        "  test_print_exception test_print_exception_gh_102056 "
        " test_print_exception_stderr_is_none_1 test_print_exception_stderr_is_none_2",
}  # fmt: skip
"""Tests that give a script to another interpreter: mostly of how an interpreter ends."""

LEFT_OUT: list[tuple[str, str, str]] = [
    ("test.test_thread", "TestForkInThread.*", FORKS),
    ("test.test_threading", "*fork*", FORKS),
    ("test.test_threading", "ThreadJoinOnShutdown.*", INTERPRETER),
    ("test.test_threading", "SubinterpThreadingTests.*", SUBINTERPRETER),
    ("test.test_threading", "AtexitTests.*", INTERPRETER),
    ("test.test_threading", "InterruptMainTests.*", SIGNALS),
    ("test.test_thread", "ThreadRunningTests.test_unraisable_exception", UNHANDLED),
    ("test.test_concurrent_futures*", "*ProcessPool*", PROCESSES),
    ("test.test_concurrent_futures*", "InterpreterPool*", SUBINTERPRETER),
    ("test.test_queue", "C*Queue*", ACCELERATOR),
    ("test.test_threading_local", "_threading_local", "a doctest of the module outside the world"),
    ("test.test_threading", "ExceptHookTests.test_excepthook*", UNHANDLED),
    ("test.test_threading", "ExceptHookTests.test_original_excepthook", UNHANDLED),
    ("test.test_threading", "ExceptHookTests.test_custom_excepthook_fail", UNHANDLED),
    ("test.test_threading", "ThreadTests.test_PyThreadState_SetAsyncExc*", OS_THREAD),
    ("test.test_threading", "ThreadTests.test_disallow_instantiation", CLASSES),
    ("test.test_concurrent_futures*", "*test_hang_global_shutdown_lock", FORKS),
    ("test.test_concurrent_futures*", "ThreadPoolShutdownTest.test_cancel_futures", TIMING),
    ("test.test_class", "*.test_detach_materialized_dict_no_memory", INTERPRETER),
    ("test.test_named_expressions", "*.test_named_expression_valid_rebinding_iteration_variable", COMPREHENSION),
]


LEFT_OUT += [
    ("test.*", f"{kind}.{name}", INTERPRETER)
    for kind, names in IN_ANOTHER_INTERPRETER.items()
    for name in names.split()
]


def reason(suite: str, test: str) -> str:
    """Why a test is left out; "" where it is run."""
    for suites, tests, why in LEFT_OUT:
        if fnmatch.fnmatch(suite, suites) and fnmatch.fnmatch(test, tests):
            return why
    return ""
