"""What this release is: the same in every process that serves it."""

import functools
import hashlib

from django.conf import settings

PARTS = {".py", ".html", ".mo", ".toml", ".json", ".js", ".css"}  # what a page may be made of, by the end of its name


@functools.cache
def made_with() -> str:
    """Return a fingerprint of what pages are made with besides the database: the files of this release and the settings
    that are plain values. It is the same in every process that serves them: a page had from one is known to others.
    """
    ours = {app.partition(".")[0] for app in settings.INSTALLED_APPS} | {"config", "static", "templates", "locale"}
    files = [file for name in ours for file in (settings.BASE_DIR / name).rglob("*") if file.suffix in PARTS]
    newest = max(file.stat().st_mtime_ns for file in files)
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    plain = [(name, value) for name, value in sorted(values.items()) if isinstance(value, str | int | float)]
    return hashlib.blake2b(f"{len(files)} {newest} {plain}".encode(), digest_size=12).hexdigest()
