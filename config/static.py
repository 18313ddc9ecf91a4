"""Static files of each release that serves now: during an upgrade old and new processes answer side by side."""

import os
import re

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware

# As Django's manifest names files: what is in them is in the name.
HASHED = re.compile(r"\A[\w./-]+\.[0-9a-f]{12}\.\w+\Z")


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, which knows the files that its process started with; another release's are looked for when they are
    asked for, in the folder that each release adds its own to before it takes over (`STATIC_SHARED`, deploy/share.py).
    """

    def __init__(self, get_response=None):
        super().__init__(get_response)
        if settings.STATIC_SHARED:
            root = os.path.join(os.path.abspath(settings.STATIC_SHARED), "")  # noqa: PTH100, PTH118 -- as WhiteNoise has them
            self.directories.append((root, self.static_prefix))

    def __call__(self, request):
        url = request.path_info
        is_missing = url.startswith(self.static_prefix) and url not in self.files
        if is_missing and self._is_hashed(url) and (found := self.find_file(url)):
            self.files[url] = found
        return super().__call__(request)

    def immutable_file_test(self, path, url) -> bool:
        return self._is_hashed(url) or super().immutable_file_test(path, url)

    def _is_hashed(self, url: str) -> bool:
        return HASHED.match(url.removeprefix(self.static_prefix)) is not None
