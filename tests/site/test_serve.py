"""The server of the built site: on this machine only, with the types that a browser insists on."""

from http.client import HTTPConnection
from threading import Thread

import pytest
from serve_site import server


@pytest.fixture
def address(tmp_path):
    """The address of a running server of a folder with one file of each kind."""
    for name in ("index.html", "a.wasm", "a.mjs", "a.js", "a.svg", "a.webmanifest"):
        (tmp_path / name).write_text("<p>", encoding="utf-8")
    with server(tmp_path) as serving:
        thread = Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        yield serving.server_address
        serving.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/a.wasm", "application/wasm"),
        ("/a.mjs", "text/javascript"),
        ("/a.js", "text/javascript"),
        ("/a.svg", "image/svg+xml"),
        ("/a.webmanifest", "application/manifest+json"),
    ],
)
def test_a_file_has_its_type(address, path, kind):
    assert address[0] == "127.0.0.1"
    connection = HTTPConnection(*address)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 200
    assert response.headers["Content-Type"].partition(";")[0] == kind
    connection.close()
