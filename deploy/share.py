"""Add the static files of a release to those of all releases: python deploy/share.py FROM TO.

While an upgrade goes on, a page of the new release may ask an old process for its style, and a page that was opened
before it asks a new one: both look here (config/static.py). Nothing is emptied: what no release has added for ninety
days leaves. A file is there whole, or not at all.
"""

import os
import re
import shutil
import sys
import time
from pathlib import Path

HASHED = re.compile(r"\.[0-9a-f]{12}\.")
DAYS = 90

source, target = Path(sys.argv[1]), Path(sys.argv[2])
for file in source.rglob("*"):
    if not file.is_file() or not HASHED.search(file.name):
        continue
    place = target / file.relative_to(source)
    if place.exists() and place.stat().st_size == file.stat().st_size:
        os.utime(place)
        continue
    place.parent.mkdir(parents=True, exist_ok=True)
    begun = place.with_name(f".{place.name}.begun")
    shutil.copyfile(file, begun)
    begun.chmod(0o644)
    begun.replace(place)
for file in target.rglob("*"):
    if file.is_file() and time.time() - file.stat().st_mtime > DAYS * 86_400:
        file.unlink(missing_ok=True)
