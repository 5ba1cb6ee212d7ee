"""What a printer must do: one prints at a time, and nobody waits for ever, however busy it is."""

import pytest

pytestmark = pytest.mark.kata("printer", allow="any")


def test_three_print_one_at_a_time(Printer, threads):
    printer, printing = Printer(), []

    def page(number):
        def show():
            printing.append(number)
            assert printing == [number], "two print on one page"
            printing.remove(number)

        return show

    for number in (1, 2, 3):
        threads.start(f"office-{number}", lambda number=number: printer.print(number, page(number)))
    threads.join()


def test_nobody_starves(Printer, threads):
    printer = Printer()
    for number in (1, 2, 3):
        threads.forever(f"office-{number}", lambda number=number: printer.print(number, lambda: None))
