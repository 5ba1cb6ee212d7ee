"""Pages as a reader gets them. After a wanted change, write the snapshots again with ``KATA_WRITE_SNAPSHOTS=1``."""

import os
import re
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).with_name("snapshots")
KATAS = ["dining_philosophers_fair", "fair_lock", "peterson", "semaphore"]
"""With all that an adversary may do: starving, callbacks that raise, ``fifo``, waiting in a loop, generated calls."""
PAGES = ["index.md", "katas/index.md", *(f"katas/{name}.md" for name in KATAS)]


def shown(text):
    """The text of a page without what other tests hold, and what differs between builds of zlib."""
    text = re.sub(r"(?<=code=)[\w-]+", "...", text)
    text = re.sub(r"^```text\n.*?^```$", "```text\n...\n```", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^\d+ (wrong solutions .*?): .*?\.", r"... \1: ...", text, flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_as_before(tree, page):
    file = SNAPSHOTS / page.replace("/", "_")
    text = shown(tree[page])
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")
