"""The memory of a process after 1,000 and after 100,000 schedules of one program: it must not grow.

Run by hand: ``python benchmarks/memory.py [SCHEDULES]``.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from buffer_scenario import scenario  # noqa: E402 - found beside this file

from harness import explore  # noqa: E402 - after the path is set

FEW, MANY = 1_000, 100_000


def resident() -> int:
    """Return the resident memory of the process in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def main() -> None:
    """Print both figures, for two searches in one process."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    sizes = {}
    for schedules in (FEW, many - FEW):
        result = explore(scenario, schedules=schedules)
        assert result.passed, result.message
        sizes[schedules] = resident()
    first, last = sizes.values()
    print(f"after {FEW:,} schedules {first / 1e6:.1f} MB, after {many:,} {last / 1e6:.1f} MB: {last / first - 1:+.1%}")


if __name__ == "__main__":
    main()
