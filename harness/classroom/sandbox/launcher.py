"""The first program in the sandbox: imposes the kernel's limits, stops being the superuser, and starts the command.

It is run as a file, by an interpreter that can import nothing but the standard library. Its arguments are the user to
become, limits of the kernel as ``NAME=NUMBER``, ``--``, and the command.
"""

import os
import resource
import sys


def main(words: list[str]) -> None:
    """Impose the limits and become the command."""
    user, at = int(words[0]), words.index("--")
    # the first to be ended when the machine has no memory left, and not the grader
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("1000")
    for name, _, number in (word.partition("=") for word in words[1:at]):
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        value = int(number) if hard == resource.RLIM_INFINITY else min(int(number), hard)
        resource.setrlimit(kind, (value, value))
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    command = words[at + 1 :]
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
