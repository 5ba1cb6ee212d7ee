"""Links to the playground: each part comes back, and the terminal replays what the page has made."""

import json

import pytest

from harness.common.links import encode_program
from harness.errors import UsageError
from harness.playground.link import PlaygroundLink, is_link
from harness.playground.retargeting import retargeted
from harness.token import Token

PASSED, FAILED, USAGE = 0, 1, 2
TOKEN = "k1:tally/test_two+put,get+put@katas/tally.py:0123abcd:2.1:1/Tally.mark/write/_marks"


@pytest.mark.parametrize(
    "link",
    [
        PlaygroundLink("counter"),
        PlaygroundLink("counter", "x = 'ä' + 1\n"),
        PlaygroundLink("", "print(1)\n"),
        PlaygroundLink("tally", "pass\n", TOKEN),
    ],
)
def test_a_link_comes_back_as_it_was(link):
    url = link.url()
    assert is_link(url)
    assert PlaygroundLink.read(url) == link
    assert not set(url) & set(" '\"<>+")


def test_an_address_of_any_site_is_read():
    url = f"http://localhost:8000/playground/#code={encode_program('x = 1')}"
    assert PlaygroundLink.read(url).code == "x = 1"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.org/", "no link to the playground"),
        ("https://example.org/#schedule=k1:a", "no link to the playground"),
        ("https://example.org/#code=!!!", "copy the whole link"),
        (f"https://example.org/#code={encode_program('x = 1')[:-4]}", "copy the whole link"),
    ],
)
def test_what_is_no_link_is_refused_in_a_sentence(url, said):
    with pytest.raises(UsageError, match=said):
        PlaygroundLink.read(url)


def test_a_token_is_no_link():
    assert not is_link(TOKEN)
    assert not is_link("counter")


def test_a_token_keeps_its_schedule_in_another_file():
    other = Token.parse(retargeted(TOKEN, "elsewhere/mine.py"))
    assert other.what == "tally/test_two+put,get+put@elsewhere/mine.py"
    assert Token.parse(retargeted(str(other), "katas/tally.py")) == Token.parse(TOKEN)
    assert Token.parse(retargeted("k1:program.py::main:0123abcd:2.1", "x.py")).what == "x.py::main"


@pytest.fixture
def failed(project):
    """A project in which a kata was judged, and failed."""
    project.write("katas/tally.py", project.racy)
    assert project.kata("check", "tally").exit_code == FAILED
    return project


def test_the_terminal_makes_a_link_that_it_replays(failed):
    made = failed.kata("replay", "tally", "--link")
    assert made.exit_code == PASSED
    url = made.stdout.strip()
    assert PlaygroundLink.read(url).code == (failed.path / "katas/tally.py").read_text(encoding="utf-8")
    replayed = failed.kata("replay", url)
    assert replayed.exit_code == FAILED
    assert replayed.stdout == failed.kata("replay", "tally").stdout


def test_a_link_with_another_program_replays_that_program(failed):
    link = PlaygroundLink.read(failed.kata("replay", "tally", "--link").stdout)
    before = (failed.path / "katas/tally.py").read_text(encoding="utf-8")
    failed.write("katas/tally.py", "# mine is another one\n" + before)
    replayed = failed.kata("replay", link.url("http://localhost/"))
    assert replayed.exit_code == FAILED
    assert "@.kata/links/tally.py:" in replayed.stdout.replace("\\\n", "")
    assert (failed.path / ".kata/links/tally.py").read_text(encoding="utf-8") == before
    assert (failed.path / "katas/tally.py").read_text(encoding="utf-8").startswith("# mine")


def test_a_link_will_do_wherever_a_token_does(failed):
    link = PlaygroundLink.read(failed.kata("replay", "tally", "--link").stdout)
    url = PlaygroundLink(link.kata, f"# as it was sent\n{link.code}", link.schedule).url()
    page = failed.kata("page", url, "-o", "sent.html")
    assert page.exit_code == FAILED
    assert "as it was sent" in (failed.path / "sent.html").read_text(encoding="utf-8")
    kept = failed.kata("keep", url, "-o", "tests/test_sent.py")
    assert kept.exit_code == PASSED, kept.stderr
    assert (failed.path / ".kata/links/tally.py").read_text(encoding="utf-8").startswith("# as it was sent")


@pytest.mark.parametrize("command", ["replay", "page", "keep"])
def test_a_link_without_a_schedule_is_refused(project, command):
    done = project.kata(command, PlaygroundLink("tally", project.racy).url())
    assert done.exit_code == USAGE
    assert "no schedule" in done.stderr


def test_a_program_of_several_files_has_no_link(project):
    project.write("helper.py", "COUNT = 0\n")
    project.write("two.py", "import helper\n\n\ndef main():\n    assert helper.COUNT\n")
    token = project.kata("explore", "two.py::main", "--json").stdout
    done = project.kata("replay", json.loads(token)["results"][0]["replay"], "--link")
    assert done.exit_code == USAGE
    assert "one file" in done.stderr
