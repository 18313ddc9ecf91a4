"""The information bank of the demonstration, told by the real actions: what the first commune's space gives."""

import datetime
import json
from pathlib import Path

import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from config.demo import people
from resources import actions as resources
from spaces.models import Space

CONTENT = json.loads((Path(__file__).parent / "resources.json").read_text(encoding="utf-8"))
SAID = ("territory", "commune", "kind", "days_ago", "table", "change")


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]]) -> None:
    """Publish each resource of the communes that were opened, the oldest first; some were changed since."""
    told = [item for item in CONTENT["resources"] if item["commune"] in spaces]
    for item in sorted(told, key=lambda one: -one["days_ago"]):
        publish(item, spaces[item["commune"]], staff[item["commune"]]["facilitator"])


def publish(item: dict, space: Space, facilitator: User) -> None:
    """Publish one resource; with `change`, publish its second version a week later."""
    by = people.fresh(facilitator)
    file = ContentFile(item["table"].encode(), name="table.csv") if "table" in item else None
    words = {name: value for name, value in item.items() if name not in SAID}
    with days_ago(item["days_ago"]):
        review_on = timezone.localdate() + datetime.timedelta(days=365)
        draft = resources.create(
            by=by, space=space, kind=item["kind"], file=file, is_demo=True, territory=space.commune,
            review_on=review_on, **words,
        )  # fmt: skip
        row = resources.publish(draft, by=by)
    if change := item.get("change"):
        with days_ago(item["days_ago"] - 7):
            resources.edit(row, by=by, based_on=1, change=change["words"], **change["said"])
