"""The sentence for an assertion that fails: what was asserted, and that it is not so."""

from __future__ import annotations

import pytest

from harness.facts import FailedAssertion
from harness.report.sentences import message
from harness.result import Finding
from harness.verdict import Verdict

SENTENCES = {
    ("flag", True): "flag is not true",
    ("box.is_open()", True): "box.is_open() is not true",
    ("found[1]", True): "found[1] is not true",
    ("not items", True): "the assertion failed: not items",
    ("left or right", True): "the assertion failed: left or right",
    ("0", True): "the assertion failed: 0",
    ("2", False): "the assertion failed: 2",
    ("['a', 'a']", False): "the assertion failed: ['a', 'a']",
    ("somebody wrote no letter", False): "somebody wrote no letter",
    ("1 in d, but it was 1 in {2: 2}", False): "1 in d, but it was 1 in {2: 2}",
    ("", False): "an assertion failed",
    ("DID NOT RAISE <class 'app.Closed'>", False): "DID NOT RAISE <class 'app.Closed'>",
}


@pytest.mark.parametrize(("text", "untrue"), SENTENCES)
def test_the_sentence_says_that_an_assertion_failed(text: str, untrue: bool) -> None:
    facts = FailedAssertion("main", text, None, untrue=untrue)
    assert message(Finding(Verdict.WRONG, facts)) == f"{SENTENCES[text, untrue]} (main)."
