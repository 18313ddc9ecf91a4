"""Sockets: the ASGI application that uvicorn serves. Pages are served by `config.wsgi`."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()  # the apps are ready from here on

from core.live.door import Door, lifespan  # noqa: E402
from debates.consumers import ThreadConsumer  # noqa: E402

SOCKETS = [path("ws/threads/<int:key>/", ThreadConsumer())]

application = ProtocolTypeRouter({"http": pages, "websocket": Door(SOCKETS), "lifespan": lifespan})
