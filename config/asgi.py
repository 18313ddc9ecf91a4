"""Sockets: the ASGI application that `config.sockets` serves. Pages are served by `config.wsgi`, and not here.

Whoever watches over the process, and asks it directly, is answered `/healthz` and `/metrics`.
"""

import os

import django
from channels.routing import ProtocolTypeRouter
from django.urls import path

from config.geo_libraries import without_numpy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
without_numpy()
django.setup()

from config.watching.sockets import watched  # noqa: E402
from core.live.door import Door, lifespan, no_pages  # noqa: E402
from debates.consumers import ThreadConsumer  # noqa: E402

SOCKETS = [path("ws/threads/<int:key>/", ThreadConsumer())]

application = ProtocolTypeRouter({"http": watched(no_pages), "websocket": Door(SOCKETS), "lifespan": lifespan})
