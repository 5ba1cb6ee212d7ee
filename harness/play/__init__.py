"""The game in which a person is the scheduler of a program, and tries to break it with few preemptions."""
