"""The stock pattern, for comparison: a consumer each socket, a channel-layer message for each of them."""

import os

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import path

REDIS = os.environ["BENCH_REDIS_URL"]
if not settings.configured:
    settings.configure(
        SECRET_KEY="bench",  # noqa: S106 -- serves nothing but this measurement
        ALLOWED_HOSTS=["*"],
        CHANNEL_LAYERS={
            "default": {
                "BACKEND": "channels_redis.core.RedisChannelLayer",
                # Without these two, redis-py 8 refuses the hundred and first connection and drops the idle ones.
                "CONFIG": {
                    "hosts": [{"address": REDIS, "max_connections": 2**31, "socket_timeout": None}],
                    "capacity": 100_000,
                },
            }
        },
    )
pages = get_asgi_application()


class Stock(AsyncWebsocketConsumer):
    """As the tutorial of Channels has it."""

    groups = ["room"]

    async def say(self, event):
        await self.send(text_data=event["text"])


async def relay(scope, receive, send):
    """POST a message: it is sent to the group, then acknowledged."""
    body = b""
    while True:
        part = await receive()
        body += part.get("body", b"")
        if not part.get("more_body"):
            break
    for line in body.decode().splitlines():
        await get_channel_layer().group_send("room", {"type": "say", "text": line})
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


application = ProtocolTypeRouter({"http": relay, "websocket": URLRouter([path("ws", Stock.as_asgi())])})
