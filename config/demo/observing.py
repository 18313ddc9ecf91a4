"""Three months of figures, a council's word on the last one, and who takes part: counted by the real actions."""

import datetime

import time_machine
from django.utils import timezone

from accounts.actions import people as declarations
from accounts.models import User
from config.demo import people
from councils.models import Council
from observatory import actions, months
from observatory.models import Snapshot
from spaces.models import Space

MONTHS = 3
COMMENT = (
    "نقرأ هذه الأرقام بعين النقد: تأخرت بعض الأجوبة لأن مصلحة الأشغال كانت بدون مهندس(ة) طيلة شهرين. "
    "تم التعيين، ونلتزم بالجواب داخل الأجل في الأشهر المقبلة. (نص تجريبي)"
)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User], first: str) -> None:
    """Count the last three months at the beginning of the month after each, then who takes part today."""
    this_year = timezone.localdate().year
    for number, user in enumerate(inhabitants):
        if number % 5:  # one in five said nothing of herself
            declarations.declare(
                people.fresh(user), gender="woman" if number % 3 == 0 else "man",
                birth_year=this_year - 20 - 3 * (number % 14), has_disability=number % 9 == 0, by=people.fresh(user),
            )  # fmt: skip
    this = months.first_of(timezone.localdate())
    system = User.objects.system()
    for back in range(MONTHS, 0, -1):
        with time_machine.travel(_morning(months.before(this, back - 1)), tick=True):
            actions.count_edition(months.before(this, back), by=system)
    council = Council.objects.get(territory=spaces[first].commune_id)
    snapshot = Snapshot.objects.filter(council=council).order_by("edition__month").first()
    newest = Snapshot.objects.filter(council=council).order_by("-edition__month").first()
    president = staff[first]["president"]
    for row in {one.pk: one for one in (snapshot, newest) if one}.values():
        actions.comment(row, by=people.fresh(president), text=COMMENT)
    actions.count_inclusion()


def _morning(day: datetime.date) -> datetime.datetime:
    """Return the hour of the night in which a month is counted."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(1, 20)))
