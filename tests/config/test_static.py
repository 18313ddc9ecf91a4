"""Static files of two releases that serve side by side: each process finds the files of the other's pages."""

import os
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpResponse

from config.static import StaticFiles

NAME = "css/site.0123456789ab.css"


@pytest.fixture
def folders(tmp_path, settings):
    """The files of a release, and the folder of all."""
    own, shared = tmp_path / "own", tmp_path / "shared"
    (own / "css").mkdir(parents=True)
    shared.mkdir()
    settings.STATIC_ROOT, settings.STATIC_SHARED = str(own), str(shared)
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    return own, shared


def share(own, shared) -> None:
    program = settings.BASE_DIR / "deploy/share.py"
    subprocess.run([sys.executable, program, own, shared], check=True)


def asked(serve, rf, path: str) -> SimpleNamespace:
    """Return the status, the headers and the bytes of an answer; its file is closed, without the end of a request."""
    answer = serve(rf.get(path, headers={"Accept-Encoding": "gzip"}))
    body = b"".join(answer)
    for close in answer._resource_closers:
        close()
    return SimpleNamespace(status=answer.status_code, headers=answer.headers, body=body)


def test_a_process_finds_the_files_of_a_release_that_came_after_it(folders, rf):
    own, shared = folders
    serve = StaticFiles(lambda request: HttpResponse(status=404))
    assert asked(serve, rf, f"/static/{NAME}").status == 404
    (own / NAME).write_text("a{}" * 100)  # the new release's own; this process has looked already
    (own / f"{NAME}.gz").write_bytes(b"packed")
    share(own, shared)
    answer = asked(serve, rf, f"/static/{NAME}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert (answer.headers["Content-Encoding"], "immutable" in answer.headers["Cache-Control"]) == ("gzip", True)
    assert answer.body == b"packed"


@pytest.mark.parametrize("path", ["/static/site.css", "/static/../secret.0123456789ab.css", "/static/css", f"/{NAME}"])
def test_nothing_else_is_looked_for(folders, rf, path):
    _own, shared = folders
    for name in ("site.css", "../secret.0123456789ab.css"):
        (shared / name).write_text("x")
    serve = StaticFiles(lambda request: HttpResponse(status=404))
    assert asked(serve, rf, path).status == 404


def test_without_a_folder_of_all_it_is_as_ever(folders, rf, settings):
    own, _shared = folders
    settings.STATIC_SHARED = ""
    (own / NAME).write_text("a{}")
    serve = StaticFiles(lambda request: HttpResponse(status=404))
    assert asked(serve, rf, f"/static/{NAME}").body == b"a{}"
    assert asked(serve, rf, "/static/css/other.0123456789ab.css").status == 404


def test_each_release_adds_its_files_and_none_is_emptied_at_once(folders):
    own, shared = folders
    for name in (NAME, "site.css"):
        (own / name).write_text("a{}")
    share(own, shared)
    (own / NAME).unlink()
    (own / "css/site.ba9876543210.css").write_text("b{}")
    share(own, shared)
    found = sorted(str(path.relative_to(shared)) for path in shared.rglob("*.*"))
    assert found == [NAME, "css/site.ba9876543210.css"]
    long_ago = time.time() - 91 * 86_400
    for name in found:
        os.utime(shared / name, (long_ago, long_ago))
    share(own, shared)  # what this release still has stays
    assert [path.name for path in (shared / "css").iterdir()] == ["site.ba9876543210.css"]
