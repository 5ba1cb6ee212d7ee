"""The quiz: predictions about short programs, and the schedules that answer them."""
