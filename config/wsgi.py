"""Pages: the WSGI application that granian serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from config.geo_libraries import without_numpy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
without_numpy()
django = get_wsgi_application()

from config.watching.front import Watched  # noqa: E402 -- once Django is set up
from core.cached import Memory  # noqa: E402

# A page that is kept needs a tenth of a millisecond: it should not wait five for a thread that makes another.
sys.setswitchinterval(0.0005)
application = Watched(Memory(django))
