"""The table of Python modules whose functions work on values, and of those among the functions that do more."""

from __future__ import annotations

VALUE_MODULES = frozenset(
    "abc ast base64 binascii calendar codecs collections.abc colorsys copyreg datetime _pydatetime _strptime decimal"
    " _pydecimal difflib encodings enum errno fnmatch fractions genericpath _collections_abc hashlib hmac html"
    " html.entities ipaddress"
    " keyword locale math ntpath numbers opcode operator pathlib pathlib._abc pathlib._local pathlib.types pathlib._os"
    " posixpath pprint re re._parser re._compiler re._casefix re._constants reprlib secrets shlex signal stat"
    " statistics string struct textwrap token tokenize traceback types typing unicodedata urllib.parse uuid zoneinfo"
    " zoneinfo._common _weakrefset annotationlib inspect dis linecache string.templatelib sre_compile sre_parse".split()
)
"""Python modules whose functions work on values: harmless where no argument leads to a mutable object."""

READING_MODULES = frozenset(
    "abc ast calendar collections.abc _collections_abc datetime _pydatetime decimal enum fractions inspect ipaddress"
    " numbers pathlib pathlib._abc pathlib._local pathlib.types string string.templatelib textwrap types typing uuid"
    " zoneinfo".split()
)
"""Of those, the modules whose methods do not change the instances, but for what stands in ``CHANGING``."""
CHANGING = frozenset(
    "functools.update_wrapper "
    "abc.ABCMeta.register abc.ABCMeta._abc_caches_clear abc.ABCMeta._abc_registry_clear"
    " calendar.Calendar.setfirstweekday calendar.setfirstweekday codecs.open copyreg.add_extension"
    " copyreg.clear_extension_cache copyreg.pickle copyreg.remove_extension locale.setlocale posixpath.expandvars"
    " posixpath.expanduser ntpath.expandvars ntpath.expanduser signal.pthread_sigmask signal.signal signal.sigwait"
    " inspect.getclosurevars inspect.getmembers inspect.getmembers_static"
    " tokenize.open typing.clear_overloads uuid.uuid1 zoneinfo.reset_tzpath pathlib.Path.chmod pathlib.Path.expanduser"
    " pathlib.Path.hardlink_to pathlib.Path.lchmod pathlib.Path.mkdir pathlib.Path.open pathlib.Path.rename"
    " pathlib.Path.replace pathlib.Path.rmdir pathlib.Path.symlink_to pathlib.Path.touch pathlib.Path.unlink"
    " pathlib.Path.write_bytes pathlib.Path.write_text string.Formatter.format string.Formatter.vformat".split()
)
"""Functions of those modules that read or change the state of the process, or fields that nobody announces."""
LASTING = frozenset(
    "_csv.register_dialect _csv.unregister_dialect _csv.field_size_limit _codecs.register _codecs.unregister"
    " _codecs.register_error copyreg.pickle copyreg.add_extension copyreg.remove_extension locale.setlocale"
    " _locale.setlocale abc.ABCMeta.register _abc._abc_register calendar.setfirstweekday zoneinfo.reset_tzpath"
    " gc.set_threshold gc.set_debug gc.freeze gc.unfreeze sys.settrace sys.setprofile sys.set_asyncgen_hooks"
    " sys.set_int_max_str_digits sys.setdlopenflags tracemalloc.start tracemalloc.stop _tracemalloc.start"
    " _tracemalloc.stop signal.signal faulthandler.enable faulthandler.disable resource.setrlimit time.tzset".split()
)
"""Functions that change the state of the process, which no execution after them begins without."""
