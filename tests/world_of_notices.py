"""News in the small world (`tests.world`): what the author follows, her device, what was sent to her, a link to stop.

With it, how to fill the addresses, and which of them name a secret.
"""

from types import SimpleNamespace

from procrastinate.contrib.django.models import ProcrastinateJob

from core.models import Message
from notices import actions
from notices.actions.wishing import prefer
from notices.models import Device, Following

SECRETS = {"canarydevice": {"author"}, "canarysent": {"author"}}
BAD = "m1-AAAAAAAAAAAAAAAAAAAAAA"  # a link that works is tried by the tests of notices: a visitor's press counts


def make(world) -> SimpleNamespace:
    """Make what notices hold about the author; what her needs became is public news already, by the acts themselves."""
    author, made = world.who["author"], SimpleNamespace()
    for kind, key in (("need", world.open.pk), ("commune", "town"), ("theme", "water@town")):
        actions.follow(kind, str(key), by=author)
    prefer(by=author, often="weekly")
    made.device = Device.objects.create(
        user=author, endpoint="https://fcm.googleapis.com/x", digest="x", p256dh="x", auth="x", name="canarydevice"
    )
    sent(author, "canarysent", "canarysent")
    # What happened in the world is public news, but for what is hidden by now.
    for job in ProcrastinateJob.objects.filter(task_name=actions.FOLLOWERS).order_by("pk"):
        actions.publish(job.args["news"])
    return made


def sent(user, key: str, subject: str) -> None:
    Message.objects.create(
        key=key, user=user, channel="mail", to="nobody@example.org", subject=subject, body="x", state="sent"
    )


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of notices with (`tests.doors.values`)."""
    hidden = world.secret_needs[turn % len(world.secret_needs)]
    topics = [
        {"kind": kind, "key": str(key)}
        for kind, key in (
            ("need", world.open.pk), ("need", hidden.pk), ("commune", "town"), ("council", "town"), ("theme", "water"),
            ("theme", "water@town"), ("mandate", "1"), ("secret", "x"),
        )
    ]  # fmt: skip
    return {
        ("notices:topic", ("key", "kind")): topics,
        ("notices:atom", ("key", "kind")): topics,
        ("notices:stop", ("token",)): [{"token": BAD}],
        ("notices:again", ("channel",)): [{"channel": "mail"}, {"channel": "push"}],
        ("notices:remove-device", ("pk",)): [{"pk": world.notices.device.pk}],
    }


def plant(world) -> None:
    """Follow one need that is shown, for each who reads pages."""
    for role in ("author", "facilitator", "president", "coordinator"):
        actions.follow("need", str(world.done.pk), by=world.who[role])


def grow(world, number: int) -> None:
    """Follow two more, and have two more messages, for each who reads pages."""
    for role in ("author", "facilitator", "president", "coordinator"):
        user = world.who[role]
        Following.objects.create(user=user, kind="need", key=str(900_000 + number))
        actions.follow("theme", ("roads", "waste")[number], by=user)
        sent(user, f"more{number}.{user.pk}", "خبر")


def is_secret(world, role, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of notices names a secret; None for what is not theirs."""
    if not name.startswith("notices:"):
        return None
    if name in {"notices:topic", "notices:atom"}:
        return kwargs["kind"] == "need" and int(kwargs["key"]) in {need.pk for need in world.secret_needs}
    return name in {"notices:read", "notices:remove-device"}
