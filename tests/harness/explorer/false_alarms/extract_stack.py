import sys
import threading
import traceback


def main():
    x = traceback.extract_stack()[-1]
    assert x.name == "main" and x.lineno == 7, x

    def f():
        y = sys._getframe()
        return y.f_lineno, y.f_code.co_name, y.f_back.f_code.co_name, y.f_back.f_lineno

    assert f() == (12, "f", "main", 14), f()
    w = []
    import warnings

    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")

        def old():
            warnings.warn("x", stacklevel=2)

        old()
    assert w[0].lineno == 24, w[0].lineno
