"""The checks of the built site find a link that leads nowhere, and a file that another site would send."""

import pytest
from site_checks.html_pages import read_page, read_site
from site_checks.links import Rules, check_links
from site_checks.outside_loads import in_styles, outside_loads, without_policy

from harness.common.links import encode_program

HOME = "https://katas.example/course/"
REPOSITORY = "https://code.example/katas/blob/main/"
PROGRAM = encode_program("x = 1\n")


@pytest.fixture
def site(tmp_path):
    """A site of three pages, a picture and a playground."""
    pages = {
        "index.html": '<h1 id="top">A</h1>',
        "b/index.html": '<a name="old"></a>',
        "b/c/index.html": "",
        "playground/index.html": "",
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "b" / "p q.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path


def report(site, html):
    (site / "b/index.html").write_text('<a name="old"></a>' + html, encoding="utf-8")
    (site / "katas").mkdir()
    (site / "katas/latch.py").touch()
    rules = Rules(site, HOME, REPOSITORY, site, "playground/", frozenset({"latch"}))
    return check_links(read_site(site), rules)


@pytest.mark.parametrize(
    "link",
    [
        "../",
        "..",
        "c/",
        "c/index.html",
        "#old",
        "../#top",
        "p%20q.svg",
        f"{HOME}b/#old",
        "/course/b/c/",
        HOME,
        "../playground/",
        "../playground/#kata=latch",
        f"../playground/#kata=latch&amp;code={PROGRAM}&amp;schedule=k1:x",
        f"../playground/index.html#code={PROGRAM}",
        f"{REPOSITORY}katas/latch.py#L3",
    ],
)
def test_a_right_link_passes(site, link):
    found = report(site, f'<a href="{link}">x</a>')
    assert (found.checked, found.broken) == (1, [])


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("d/", "no such page"),
        ("c/#old", "no anchor #old"),
        ("#gone", "no anchor #gone"),
        ("../../", "outside the site"),
        ("/b/", "from the root of the server"),
        (f"{HOME}gone/", "no such page"),
        ("../playground/#kata=lach", "there is no kata lach"),
        ("../playground/#code=AAAA", "cannot be read"),
        (f"../playground/#program={PROGRAM}", "does not know these words"),
        (f"{REPOSITORY}katas/gone.py", "the repository has no katas/gone.py"),
    ],
)
def test_a_broken_link_is_found(site, link, reason):
    (fault,) = report(site, f'\n<a href="{link}">x</a>').broken
    assert fault.startswith("b/index.html:2: ")
    assert reason in fault


def test_a_picture_that_is_not_there_is_found(site):
    assert "no such page or file" in report(site, '<img src="gone.svg">').broken[0]


def test_links_to_other_sites_are_counted_and_not_followed(site):
    found = report(site, '<a href="https://docs.python.org/3/">x</a> <a href="mailto:a@b.c">y</a>')
    assert (found.checked, found.outside, found.broken) == (0, 2, [])


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://x.example/a.js"></script>',
        '<link rel="stylesheet" href="//x.example/a.css">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<img src="a.png" srcset="a.png 1x, https://x.example/b.png 2x">',
        '<p style="background: url(https://x.example/a.png)">',
        "<style>@import 'https://x.example/a.css';</style>",
        '<iframe src="https://x.example"></iframe>',
    ],
)
def test_what_another_site_would_send_is_found(tmp_path, html):
    (loaded,) = outside_loads(tmp_path, {"index.html": read_page(html)})
    assert "x.example" in loaded or "fonts.example" in loaded


def test_what_comes_from_the_site_itself_or_is_only_named_passes(tmp_path):
    html = (
        '<link rel="canonical" href="https://x.example/"><a href="https://x.example/">x</a><script src="a.js"></script>'
        '<img src="data:image/png;base64,AA"><svg xmlns="http://www.w3.org/2000/svg"></svg><style>p { top: 0 }</style>'
    )
    assert outside_loads(tmp_path, {"index.html": read_page(html)}) == []
    assert in_styles("a { background: url('https://x.example/a.png') } b { background: url(b.png) }") == [
        "https://x.example/a.png"
    ]


def test_a_style_sheet_and_a_page_without_a_policy_are_found(tmp_path):
    (tmp_path / "a.css").write_text("@font-face { src: url(//fonts.example/a.woff2) }", encoding="utf-8")
    (tmp_path / "index.html").write_text("<h1>A</h1>", encoding="utf-8")
    assert outside_loads(tmp_path, {}) == ["a.css: loads //fonts.example/a.woff2"]
    assert without_policy(tmp_path, {"index.html": read_page("")}) == ["index.html"]
    (tmp_path / "index.html").write_text('<meta http-equiv="Content-Security-Policy" content="">', encoding="utf-8")
    assert without_policy(tmp_path, {"index.html": read_page("")}) == []
