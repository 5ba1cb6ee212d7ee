"""The modules of Pyodide: a program in a page gets the error that it gets everywhere else."""

import pytest

from harness.world.restrictions.host_modules import HOST_MODULES, check_host_module


@pytest.mark.parametrize("name", [*sorted(HOST_MODULES), "pyodide.code", "js.document"])
def test_a_program_in_a_page_finds_no_module_of_pyodide(name):
    with pytest.raises(ModuleNotFoundError) as caught:
        check_host_module(name, "emscripten")
    assert caught.value.name == name.partition(".")[0]


@pytest.mark.parametrize("name", ["json", "threading", "jsonschema", "pyodide_http"])
def test_other_modules_are_left_alone(name):
    check_host_module(name, "emscripten")


def test_elsewhere_a_module_may_have_any_name():
    for name in HOST_MODULES:
        check_host_module(name, "linux")
