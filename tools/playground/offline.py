"""The list of the page's files for its service worker, which keeps them all, so that the page works offline."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

WORKER = "service_worker.js"
PLACE = "__FILES__"


def write(target: Path) -> None:
    """Put the list of all files and its version into the service worker."""
    names = sorted(
        one.relative_to(target).as_posix() for one in target.rglob("*") if one.is_file() and one.name != WORKER
    )
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + hashlib.sha256((target / name).read_bytes()).digest())
    path = target / WORKER
    script = path.read_text(encoding="utf-8")
    listed = json.dumps({"version": digest.hexdigest()[:16], "files": ["./", *names]})
    path.write_text(f"self.{PLACE} = {listed};\n{script}", encoding="utf-8")
