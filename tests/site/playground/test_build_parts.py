"""The parts of the command that builds the playground: icons, archives, the list of files to keep, what is left out."""

import gzip
import io
import json
import re
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from playground import archive, content, files, icons, offline

from harness.course.content.catalogue import catalogue

ROOT = Path(__file__).resolve().parents[3]


def test_an_icon_is_a_png_of_its_size():
    data = icons.png(24)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (24, 24)
    start = data.index(b"IDAT")
    [length] = struct.unpack(">I", data[start - 4 : start])
    pixels = zlib.decompress(data[start + 4 : start + 4 + length])
    assert len(pixels) == 24 * (1 + 3 * 24)
    assert bytes(icons.LOUD) in pixels
    assert icons.svg().count("<rect") == 1 + len(icons.BARS)


def test_the_archive_has_every_file_and_is_the_same_each_time(tmp_path):
    tree = tmp_path / "tree"
    (tree / "kata" / "katas").mkdir(parents=True)
    (tree / "kata" / "katas" / "one.py").write_text("x = 1\n", encoding="utf-8")
    packed = []
    for name in ("first.gz", "second.gz"):
        archive.pack(tree, tmp_path / name)
        packed.append((tmp_path / name).read_bytes())
    assert packed[0] == packed[1]
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(packed[0]))) as tar:
        assert tar.getnames() == ["kata/katas/one.py"]


def test_the_boot_library_has_the_compiled_files_that_are_imported(tmp_path):
    library = tmp_path / files.LIBRARY
    for name in ("os.py", "encodings/__init__.py", "encodings/utf_8.py", "pdb.py"):
        source = library / name
        archive.compiled(source).parent.mkdir(parents=True, exist_ok=True)
        source.write_text("", encoding="utf-8")
        archive.compiled(source).write_bytes(b"code of " + name.encode())
    (tmp_path / "imported.json").write_text(json.dumps(["os.py"]), encoding="utf-8")
    archive.boot_library(tmp_path, tmp_path / "imported.json", tmp_path / "boot.zip")
    with zipfile.ZipFile(tmp_path / "boot.zip") as boot:
        assert boot.namelist() == ["encodings/__init__.pyc", "encodings/utf_8.pyc", "os.pyc"]
        assert boot.read("os.pyc") == b"code of os.py"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("threading.py", True),
        ("idlelib/run.py", False),
        ("markupsafe/_speedups.cpython-314-x86_64-linux-gnu.so", False),
        ("pygments/lexers/python.py", True),
        ("pygments/lexers/cobol.py", False),
        ("pytest-9.dist-info/METADATA", False),
        ("unittest/mock.py", True),
    ],
)
def test_what_the_page_does_without_is_left_out(name, kept):
    assert (files.SKIPPED.search(name) is None) is kept


def test_the_service_worker_keeps_every_file_under_a_version(tmp_path):
    (tmp_path / "page.js").write_text("1", encoding="utf-8")
    versions = []
    for text in ("1", "2"):
        (tmp_path / "page.js").write_text(text, encoding="utf-8")
        (tmp_path / offline.WORKER).write_text(f"const {{ files }} = self.{offline.PLACE};\n", encoding="utf-8")
        offline.write(tmp_path)
        first = (tmp_path / offline.WORKER).read_text(encoding="utf-8").partition("\n")[0]
        listed = json.loads(re.fullmatch(r"self\.__FILES__ = (.*);", first)[1])
        assert listed["files"] == ["./", "page.js"]
        versions.append(listed["version"])
    assert versions[0] != versions[1]


def test_the_page_has_every_kata_and_example_and_no_solution(tmp_path):
    content.write(ROOT, tmp_path)
    data = json.loads((tmp_path / "katas.json").read_text(encoding="utf-8"))
    katas = catalogue(ROOT)
    assert [one["name"] for one in data["katas"]] == list(katas)
    assert all("raise NotImplementedError" in one["stub"] for one in data["katas"])
    assert all(one["text"] and one["clauses"] for one in data["katas"])
    assert len(data["examples"]) > len({one["concept"] for one in data["examples"]}) > 1
    repairs = json.loads((tmp_path / "repairs.json").read_text(encoding="utf-8"))
    assert set(repairs) == set(katas)
    assert all("fails:" not in one["code"] for each in repairs.values() for one in each)
