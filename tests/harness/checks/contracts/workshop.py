"""What a workshop must do: one at a time has a tool, and two who need different tools work together."""

import pytest

pytestmark = pytest.mark.kata("workshop", allow="any")


def use(threads, workshops, tools, busy):
    for number, (workshop, tool) in enumerate(zip(workshops, tools, strict=True)):

        def work(mine=(number, tool)):
            busy.append(mine)
            busy.remove(mine)

        threads.start(f"smith-{number}", lambda workshop=workshop, tool=tool, work=work: workshop.use(tool, work))
    threads.join()


def test_two_tools_are_in_use_together(Workshop, threads, possible):
    workshop, busy = Workshop(["hammer", "saw"]), []
    possible("hammer and saw are in use together", lambda: len(busy) == 2)
    use(threads, [workshop, workshop], ["hammer", "saw"], busy)


def test_two_workshops_work_together(Workshop, threads, possible):
    busy = []
    possible("two workshops work together", lambda: len(busy) == 2)
    use(threads, [Workshop(["saw"]), Workshop(["saw"])], ["saw", "saw"], busy)
