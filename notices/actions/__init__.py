"""What notices do: the only writers of their rows."""

from notices.actions.devices import add_device, deliver_push, remove_device
from notices.actions.digesting import DIGEST, digest_chunk, make_digests
from notices.actions.following import BATCHES, FOLLOWERS, follow, publish, tell_batch, tell_followers, unfollow
from notices.actions.forgetting import erase
from notices.actions.reaching import REACH, reach
from notices.actions.reading import read, read_all
from notices.actions.stopping import resume, resume_number, resume_own, stop, stop_number
from notices.actions.telling import TEXT_LENGTH, notify, show
from notices.actions.wishing import prefer

__all__ = [
    "BATCHES",
    "DIGEST",
    "FOLLOWERS",
    "REACH",
    "TEXT_LENGTH",
    "add_device",
    "deliver_push",
    "digest_chunk",
    "erase",
    "follow",
    "make_digests",
    "notify",
    "prefer",
    "publish",
    "reach",
    "read",
    "read_all",
    "remove_device",
    "resume",
    "resume_number",
    "resume_own",
    "show",
    "stop",
    "stop_number",
    "tell_batch",
    "tell_followers",
    "unfollow",
]
