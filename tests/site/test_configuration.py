"""The settings of the site: one address everywhere, an exact Zensical, and the same commands in all places."""

import re
import tomllib

from site_pages.places import REPOSITORY, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MKDOCS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = '.venv/bin/python -m pip install -q -e ".[site]" && .venv/bin/python tools/build_site.py\n'


def setting(name):
    return re.search(rf"^{name}: (.+)$", MKDOCS, re.MULTILINE)[1]


def test_the_site_has_one_address():
    import build_site

    address = setting("site_url")
    assert address == build_site.HOME
    assert ROOT / setting("site_dir") == build_site.SITE
    assert ROOT / setting("docs_dir") == build_site.SOURCE
    assert PROJECT["urls"]["Homepage"] == address
    source = PROJECT["urls"]["Source"]
    assert REPOSITORY.startswith(f"{source}/")
    for name in ("Documentation", "Playground", "Changelog"):
        assert PROJECT["urls"][name].startswith(address)
    home = (ROOT / "docs/site/home.md").read_text(encoding="utf-8")
    assert f"({source})" in home


def test_the_readme_and_the_workflows_build_the_site_with_one_command():
    assert f"```sh\n{COMMANDS}.venv/bin/python tools/serve_site.py\n```" in README
    assert COMMANDS in (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
    ci = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    assert COMMANDS.replace("[site]", "[test,browser,site]") in ci


def test_zensical_is_pinned_and_loads_no_fonts():
    (pinned,) = [one for one in PROJECT["optional-dependencies"]["site"] if one.startswith("zensical")]
    assert re.fullmatch(r"zensical==[\d.]+", pinned)
    assert re.search(r"^  font: false\b", MKDOCS, re.MULTILINE)
