"""Builds the documentation site and the playground into ``build/site``: ``python tools/build_site.py``.

The pages are made from the project's own files (tools/site_pages/), built by Zensical from mkdocs.yml, and checked: a
link that leads nowhere, or a file that would be loaded from another site, is an error. Needs
``pip install -e ".[site]"``.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import shutil
import subprocess
import sys
import time
from pathlib import Path

from site_checks.html_pages import read_site
from site_checks.links import LinkReport, Rules, check_links
from site_checks.outside_loads import outside_loads, without_policy
from site_pages.navigation import with_navigation
from site_pages.places import PLAYGROUND, REPOSITORY, ROOT
from site_pages.source_tree import write_tree

from harness.course.content.catalogue import catalogue

HOME = "https://concurrency-katas.github.io/concurrency-katas/"
CONFIGURATION = ROOT / "mkdocs.yml"
SOURCE = ROOT / "build" / "site-source"
SITE = ROOT / "build" / "site"
PLAYGROUND_TOOL = "build_playground"


def main() -> int:
    """Build and check, and return 0, or 1 if a check has found something."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--docs-only", action="store_true", help="leave the playground out")
    parser.add_argument(
        "--source-only", action="store_true", help="write build/site-source and stop, to try mkdocs build"
    )
    parser.add_argument("--navigation", action="store_true", help="write the navigation into mkdocs.yml and stop")
    options = parser.parse_args()
    if options.navigation:
        text = with_navigation(CONFIGURATION.read_text(encoding="utf-8"), ROOT)
        CONFIGURATION.write_text(text, encoding="utf-8", newline="\n")
        return 0
    began = time.perf_counter()
    pages = write_tree(ROOT, SOURCE)
    if options.source_only:
        return said(f"{pages} pages in {SOURCE.relative_to(ROOT)}")
    shutil.rmtree(SITE, ignore_errors=True)
    built = subprocess.run([sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=ROOT, check=False)
    if built.returncode:
        return built.returncode
    if not options.docs_only:
        build_playground(SITE / PLAYGROUND)
    report, faults = checked()
    megabytes = sum(file.stat().st_size for file in SITE.rglob("*") if file.is_file()) / 1e6
    said(
        f"{pages} pages, {megabytes:.1f} MB in {SITE.relative_to(ROOT)}, {time.perf_counter() - began:.0f} s; "
        f"{report.checked} links checked, {report.outside} to other sites not followed"
    )
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


def build_playground(target: Path) -> None:
    """Build the playground with its own tool, if the project has it."""
    if importlib.util.find_spec(PLAYGROUND_TOOL) is None:
        return
    importlib.import_module(PLAYGROUND_TOOL).build(target)


def checked() -> tuple[LinkReport, list[str]]:
    """Check the built site, and return the report on links with a line for each fault of any kind."""
    pages = read_site(SITE)
    rules = Rules(SITE, HOME, REPOSITORY, ROOT, PLAYGROUND, frozenset(catalogue(ROOT)))
    report = check_links(pages, rules)
    themed = {path: page for path, page in pages.items() if not path.startswith(PLAYGROUND)}
    unprotected = [f"{path}: no policy against requests to other sites" for path in without_policy(SITE, themed)]
    return report, [*report.broken, *outside_loads(SITE, pages), *unprotected]


def said(words: str) -> int:
    """Print a line, and return 0."""
    sys.stdout.write(f"{words}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
