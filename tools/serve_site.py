"""Serves the built site on this machine only: ``python tools/serve_site.py``, or with ``--port``."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parents[1] / "build" / "site"
LOCAL = "127.0.0.1"
TYPES = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
}
"""The types of files for which the tables of operating systems differ, or have none: a browser refuses other types."""


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers requests for the files of the site."""

    # the registry of Windows may say that .js is text/plain
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def end_headers(self) -> None:
        """End the headers, with one that makes the browser ask again after each build."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing for each request."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a folder on this machine; port 0 is any that is free."""
    return ThreadingHTTPServer((LOCAL, port), partial(SiteHandler, directory=str(folder)))


def main() -> int:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=0, help="the port; by default one that is free")
    options = parser.parse_args()
    if not (SITE / "index.html").is_file():
        sys.stderr.write("there is no site yet: python tools/build_site.py\n")
        return 2
    with server(SITE, options.port) as serving:
        sys.stdout.write(f"http://{LOCAL}:{serving.server_address[1]}/ (Ctrl-C ends it)\n")
        sys.stdout.flush()
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
