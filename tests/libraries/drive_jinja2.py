"""One thread loads a template's byte code while another clears the cache: the file is gone after the test for it.

Jinja2 3.1.2, pull request #1655: "Fix race conditions in FileSystemBytecodeCache" (#1654). BUGGY 3.1.1, FIXED 3.1.2.
"""

import tempfile
from threading import Thread

from jinja2 import DictLoader, Environment, FileSystemBytecodeCache


def scenario():
    with tempfile.TemporaryDirectory() as folder:
        cache = FileSystemBytecodeCache(folder)
        pages = DictLoader({"page": "Hello {{ name }}"})
        Environment(loader=pages, bytecode_cache=cache).get_template("page")
        texts = []

        def show():
            page = Environment(loader=pages, bytecode_cache=cache).get_template("page")
            texts.append(page.render(name="Anna"))

        threads = [Thread(target=show), Thread(target=cache.clear)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert texts == ["Hello Anna"]
