"""The text of the page: snapshots of three verdicts, what is escaped, what it may do.

After a wanted change, write the snapshots anew with ``KATA_WRITE_SNAPSHOTS=1 pytest tests/harness/report/page``
and open each page: is every word of it true? The style sheet, the script and the colours of the source are left
out of the snapshots; they say nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from harness.report.page import render, write
from harness.report.page.render import file_name
from harness.result import Result
from harness.verdict import Verdict

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
CASES = {
    "deadlock": ("opposite_orders", "both_work"),
    "wrong": ("lost_update", "both_pay"),
    "livelock": ("after_you", "two_polite_people"),
    "stuck": ("unheard_bell", "dinner"),
}
HINTS = [("where to look", "Look at line 1."), ("an idea", "Think.")]
VOID = {"meta", "input", "link", "br", "img"}


def bare(text: str) -> str:
    """Without style sheet, script, their hashes and the colours of the source."""
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", text, flags=re.DOTALL)
    text = re.sub(r"sha256-[\w+/=]+", "sha256", text)
    text = re.sub(r'<span class="[kbfsnc]">(.*?)</span>', r"\1", text)
    data = re.search(r'(<script type="application/json" id="kata-page">)(.*?)(</script>)', text)
    assert data is not None
    return text.replace(data[2], "\n" + json.dumps(json.loads(data[2]), indent=1).replace("<", "\\u003c") + "\n")


@pytest.mark.parametrize("name", CASES)
def test_reads_as_before(found: Callable[[str, str], Result], name: str) -> None:
    shown = bare(render(found(*CASES[name]), hints=HINTS))
    snapshot = SNAPSHOTS / f"{name}.html"
    if os.environ.get(WRITE):
        snapshot.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == snapshot.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


def test_a_result_gives_the_same_page_every_time(found: Callable[[str, str], Result], tmp_path: Path) -> None:
    result = found("opposite_orders", "both_work")
    first = render(result)
    result.seconds += 1
    assert render(result) == first
    assert write(result, tmp_path / "new").read_text(encoding="utf-8") == first
    assert str(Path.cwd()) not in first  # no path of this machine


class Elements(HTMLParser):
    """Checks that elements are closed in order, and collects what could load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.active: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name in ("src", "style", "srcset") or (value or "").startswith("javascript:"):
                self.active.append(f"{tag} {name}")
            if name in ("href", "xlink:href") and not (value or "").startswith("#"):
                self.active.append(f"{tag} {name}")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", [*CASES.values(), ("hostile", "both"), ("dinner", "dinner")])
def test_elements_close_and_nothing_is_loaded(found: Callable[[str, str], Result], name: tuple[str, str]) -> None:
    elements = Elements()
    elements.feed(render(found(*name), hints=HINTS))
    elements.close()
    assert elements.open == []
    assert elements.active == []
    assert len(set(elements.ids)) == len(elements.ids) > 20


def test_what_could_load_or_run_would_be_seen() -> None:
    elements = Elements()
    elements.feed('<p onclick="x()"><a href="https://example.org">x</a><img src="x"></p>')
    assert elements.active == ["p onclick", "a href", "img src"]


def test_strings_of_the_learner_are_text(found: Callable[[str, str], Result]) -> None:
    result = found("hostile", "both")
    result.output = "</pre><script>alert(2)</script>\x1b[31m\n"
    result.message = "</title></script><script>alert(5)</script>"
    text = render(result, hints=[("<b>", "<script>alert(6)</script>")])
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert text.count("<script") == 2
    assert text.count("<title>") - text.count("</title>") == 0
    assert "<svg onload" not in text
    assert "\x1b" not in text
    assert "\\x1b[31m" in text


def test_the_data_is_json_and_ends_no_element(found: Callable[[str, str], Result]) -> None:
    result = found("hostile", "both")
    match = re.search(r'<script type="application/json" id="kata-page">(.*?)</script>', render(result), re.DOTALL)
    assert match is not None
    assert not set("<>&") & set(match[1])
    data = json.loads(match[1])
    assert data["schema"] == "kata-page/1"
    assert "<script>alert(1)</script>" in data["threads"]
    assert len(data["stops"]) > 5


def test_the_policy_names_this_script_and_this_style_and_nothing_else(long_result: Result) -> None:
    text = render(long_result)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    hashes = {}
    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert inside is not None
        hashes[tag] = "sha256-" + base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
    parts = [
        "default-src 'none'", f"style-src '{hashes['style']}'", f"script-src '{hashes['script']}'", "base-uri 'none'",
        "form-action 'none'",
    ]  # fmt: skip
    assert policy[1] == "; ".join(parts)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dining_philosophers", "dining_philosophers"),
        ("some/folder/bank.py::both", "bank-both"),
        ("x.py::outer.<locals>.test[a/b-../..]", "x-outer-locals-test-a-b"),
        ("", "report"),
        ("a" * 300, "a" * 80),
    ],
)
def test_the_files_name_is_fit_for_every_file_system(name: str, expected: str) -> None:
    assert file_name(Result(Verdict.WRONG, "", name)) == expected


def test_every_verdict_has_a_page(forbidden: Result) -> None:
    for verdict in Verdict:
        forbidden.verdict = verdict
        assert "opposite_orders.py uses Lock" in render(forbidden)
    forbidden.file, forbidden.place, forbidden.line = "not/there.py", None, None
    assert "opposite_orders.py uses Lock" in render(forbidden)
