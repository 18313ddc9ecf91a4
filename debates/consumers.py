"""The sockets of debates: what is said in a discussion, as it is said (docs/live.md)."""

from core.live.consumer import LiveConsumer
from debates import live


class ThreadConsumer(LiveConsumer):
    name, feed = "thread", live.feed
