"""The pages of the site: each is made, whole, from the documents and data that the project has anyway."""

import re

import pytest
from site_pages.command_lists import with_command_tables
from site_pages.guarantees import guarantee_table
from site_pages.markdown import filled, moved, section
from site_pages.navigation import with_navigation
from site_pages.places import DOCUMENTS, ROOT, address, documents

from harness.common.links import decode_program
from harness.course.content.catalogue import catalogue
from harness.course.content.concept_programs import examples
from harness.course.content.concepts import PAGES, concepts

KATAS = catalogue(ROOT)


def test_every_page_is_in_the_navigation_and_the_other_way_round(tree):
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert configuration == with_navigation(configuration, ROOT), "python tools/build_site.py --navigation"
    named = set(re.findall(r": (\S+\.md)$", configuration, re.MULTILINE))
    assert named == {path for path in tree if path.endswith(".md")}


def test_no_part_of_a_page_is_left_to_fill_in(tree):
    texts = {path: text for path, text in tree.items() if path.endswith(".md")}
    assert {path for path, text in texts.items() if re.search(r"^<!-- .* -->$", text, re.MULTILINE)} == set()
    assert {path for path, text in texts.items() if not re.search(r"^# \S", text, re.MULTILINE)} == set(), "no title"


@pytest.mark.parametrize("name", KATAS)
def test_the_page_of_a_kata_has_its_story_its_contract_and_every_clause(tree, name):
    kata, page = KATAS[name], tree[f"katas/{name}.md"]
    docstring, _, code = kata.stub.read_text(encoding="utf-8").removeprefix('"""').partition('"""')
    words = " ".join(page.split())
    for paragraph in docstring.split("\n\n")[1:-1]:
        if not paragraph.startswith("The contract"):
            assert " ".join(paragraph.split()) in words
    assert code.strip() in page
    for clause in kata.clauses:
        assert f'??? note "{clause.removeprefix("test_").replace("_", " ")}"\n\n    > ' in page
        assert f"    def {clause}(" in page
    assert f"#kata={name})" in page


@pytest.mark.parametrize("name", KATAS)
def test_the_page_of_a_kata_has_no_solution(tree, name):
    lines = KATAS[name].solution.read_text(encoding="utf-8").splitlines()
    known = KATAS[name].stub.read_text(encoding="utf-8") + KATAS[name].contract.read_text(encoding="utf-8")
    ours = [line.strip() for line in lines if len(line.strip()) > 20 and line.strip() not in known]
    assert ours, "the reference has lines of its own"
    assert [line for line in ours if line in tree[f"katas/{name}.md"]] == []


def test_each_program_of_a_concept_opens_in_the_playground(tree):
    for name, concept in concepts(ROOT / PAGES).items():
        payloads = re.findall(r"\]\(\.\./playground/index\.html#code=([\w-]+)\)", tree[f"learn/{name}.md"])
        assert [decode_program(one) for one in payloads] == [one.program for one in examples(concept.text)], name
        assert payloads or not examples(concept.text)


def test_the_home_page_shows_a_program_that_fails_with_its_report(tree):
    page = tree["index.md"]
    (payload,) = re.findall(r"\(playground/index\.html#code=([\w-]+)\)", page)
    program = decode_program(payload)
    assert program in page
    assert "failed in the" in page
    assert "kata demo\n```" in page, "how to install it"


def test_every_command_and_every_public_name_has_a_section(tree):
    import concurrency_katas
    from harness.cli.app import app

    names = [command.name for command in app.registered_commands]
    names += [f"{group.typer_instance.info.name} {one.name}" for group in app.registered_groups
              for one in group.typer_instance.registered_commands]  # fmt: skip
    assert re.findall(r"^## kata (.+)$", tree["reference/commands.md"], re.MULTILINE) == names
    assert "| `--schedules N" in tree["reference/commands.md"]
    public = re.findall(r"^::: concurrency_katas\.(\w+)$", tree["reference/api.md"], re.MULTILINE)
    assert public == concurrency_katas.__all__


def test_a_document_without_a_place_of_its_own_is_in_the_reference(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("glossary", "new_one"):
        (tmp_path / f"docs/{name}.md").write_text("# A title\n", encoding="utf-8")
    assert documents(tmp_path) == DOCUMENTS | {"docs/new_one.md": "reference/new_one.md"}
    assert address("docs/new_one.md", "katas/event.md") == "../reference/new_one.md"


# -- what is put together ------------------------------------------------------------------------------


def test_a_link_leads_from_the_new_place_of_a_document():
    text = "[a](lock.md#what) [b](../../katas/latch.py) ![c](pulse.svg) [d](../../SECURITY.md) [e](https://x.org)"
    assert moved(text, "docs/concepts/race.md", "learn/race.md") == (
        "[a](lock.md#what) [b](../katas/latch.md) ![c](pulse.svg) [d](../project/security.md) [e](https://x.org)"
    )
    other = moved("[t](../harness/trace.py)", "docs/reference.md", "reference/index.md")
    assert re.fullmatch(r"\[t\]\(https://\S+/harness/trace\.py\)", other)
    code = "```python\nx = [a](lock.md)\n```"
    assert moved(code, "docs/concepts/race.md", "learn/race.md") == code


def test_a_section_ends_at_the_next_heading_outside_code():
    text = "# A\n\n## B\n\nb\n\n```sh\n# no heading\n```\n\n### C\n\nc\n"
    assert section(text, "B") == "b\n\n```sh\n# no heading\n```"
    assert section(text, "C") == "c"
    with pytest.raises(ValueError, match="0 headings 'no heading'"):
        section(text, "no heading")


def test_a_file_or_parts_of_it_are_put_in_as_code(tmp_path):
    text = "import b\n\nx = 1\n\n\n@b.mark\ndef f():\n    pass\n\n\nclass C: ...\n"
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    block = '```python title="a.py"\n{}\n```'
    assert filled("<!-- code: a.py -->", "teach.md", tmp_path) == block.format(text.rstrip())
    parts = "x = 1\n\n\n@b.mark\ndef f():\n    pass"
    assert filled("<!-- code: a.py f x -->", "teach.md", tmp_path) == block.format(parts)
    with pytest.raises(ValueError, match=r"a\.py has no g"):
        filled("<!-- code: a.py g -->", "teach.md", tmp_path)


def test_commands_with_explanations_become_a_table():
    commands = "```text\nkata list    the course, or a | b\nkata doctor\n```"
    rows = "| command | meaning |\n| --- | --- |\n| `kata list` | the course, or a \\| b |\n| `kata doctor` |  |"
    assert with_command_tables(commands) == rows
    for other in ("```text\nkata list\n```", "```text\nh hint    m more\n```", "```sh\nkata list    the course\n```"):
        assert with_command_tables(other) == other


# -- guarantees ----------------------------------------------------------------------------------------

ROW = '[[results]]\nsays = "A pass"\nstatus = "{status}"\ntests = [{tests}]\n'


@pytest.mark.parametrize("name", ["results", "python"])
def test_each_guarantee_is_backed_by_tests_that_exist(name):
    table = guarantee_table(name, ROOT).splitlines()
    assert len(table) > 12
    assert all(re.search(r"\]\(https://\S+/tests/\S+\.py#L\d+\) \|$", row) for row in table[2:])


@pytest.mark.parametrize(
    ("status", "tests", "reason"),
    [
        ("guaranteed", '"tests/test_a.py::test_gone"', "there is no test tests/test_a.py::test_gone"),
        ("guaranteed", '"tests/test_b.py::test_it"', "there is no test tests/test_b.py::test_it"),
        ("guaranteed", "", "A pass: no test"),
        ("sure", '"tests/test_a.py::test_it"', "the status must be one of guaranteed"),
    ],
)
def test_a_guarantee_without_a_test_is_an_error(tmp_path, status, tests, reason):
    (tmp_path / "docs" / "site").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_a.py").write_text("def test_it(): ...\n", encoding="utf-8")
    (tmp_path / "docs/site/guarantees.toml").write_text(ROW.format(status=status, tests=tests), encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        guarantee_table("results", tmp_path)
