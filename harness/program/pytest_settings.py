"""The settings of a pytest session, as far as a worker needs them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PytestSettings:
    """The settings of the pytest session that collected a test, which its copy in a worker must have, too.

    Attributes:
        rootdir: pytest's root folder; "" to let pytest find it.
        inifile: the configuration file; "" to let pytest find one.
        plugins: the values of ``-p``.
        overrides: the values of ``-o``.
        markers: the marks that are declared, as in the configuration: some plugins that declare one are blocked.
        options: the values of all options that are data, as JSON.
    """

    rootdir: str = ""
    inifile: str = ""
    plugins: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    options: str = "{}"
