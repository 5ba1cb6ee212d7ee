"""The generators and the checks of the documentation site, which are tools and in no package."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))


@pytest.fixture(scope="session")
def tree():
    """Every page of the site as Markdown, by its path."""
    from site_pages.source_tree import source_tree

    return source_tree(ROOT)
