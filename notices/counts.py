"""Counts of what left, for operators."""

import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import now

from core.enums import Channel, Delivery
from core.models import Message
from notices.models import Device, Following, Stop

DAYS = 14


def delivered() -> dict:
    """Return the rows of the last fourteen days by day and channel, and what stands now, in five queries."""
    since = now() - datetime.timedelta(days=DAYS)
    states = {state: Count("pk", filter=Q(state=state)) for state in Delivery.values}
    recent = Message.objects.filter(created_at__gte=since).order_by()
    rows = recent.annotate(day=TruncDate("created_at")).values("day", "channel").annotate(**states)
    labels = dict(Channel.choices)
    return {
        "rows": [row | {"way": labels[row["channel"]]} for row in rows.order_by("-day", "channel")],
        "waiting_count": Message.objects.filter(state__in=[Delivery.WAITING, Delivery.SENDING]).count(),
        "device_count": Device.objects.count(),
        "stop_count": Stop.objects.count(),
        "following_count": Following.objects.count(),
    }
