"""The figures of the small world (`tests.world`): a month that everyone sees, and one that the council alone sees."""

import datetime
from types import SimpleNamespace

from django.utils.timezone import localdate

from accounts.models import User
from councils.models import Council
from observatory import actions, months
from observatory.models import Edition, Inclusion, Snapshot
from tests.factories.councils import CouncilFactory, MandateFactory

SECRETS = {"canaryearlycomment": {"officer", "president", "superuser"}, "canaryrunningtable": {
    "facilitator", "coordinator", "superuser"}}  # fmt: skip


def make(world) -> SimpleNamespace:
    """Count two months; the council comments on both."""
    Council.objects.update(opened_at="2024-01-01 09:00Z")
    system, president = User.objects.system(), world.who["president"]
    this = months.first_of(localdate())
    old, new = (actions.count_edition(months.before(this, back), by=system) for back in (2, 1))
    Edition.objects.filter(pk=old.pk).update(public_on=localdate() - datetime.timedelta(days=30))
    for edition, words in ((old, "كلمة المجلس"), (new, "canaryearlycomment")):
        actions.comment(Snapshot.objects.get(edition=edition, council=world.council), by=president, text=words)
    actions.count_inclusion()
    Inclusion.objects.create(
        process="debate", number=999_999, space=world.space, title="canaryrunningtable", path="/debates/", basis=50,
        is_running=True, online=50, groups={"women": {"count": 5, "of": 50, "share": 10, "census": 50.2,
                                                      "census_of": "", "is_low": True}},
    )  # fmt: skip
    return SimpleNamespace(old=old, new=new)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of the observatory with, as `tests.doors.values` does."""
    towns = [{"slug": world.space.commune.slug}, {"slug": world.elsewhere.commune.slug}]
    return {
        ("observatory", ("slug",)): towns,
        ("observatory:region", ("slug",)): [{"slug": "region-09"}],
        ("observatory:space", ("slug",)): [*towns, {"slug": world.draft_space.commune.slug}],
        ("observatory:lab-pdf", ("language",)): [{"language": "ar"}, {"language": "xx"}],
        ("score", ("slug",)): towns,
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see: a space in preparation."""
    if not name.startswith(("observatory", "score", "edition", "councilgroup")):
        return None
    return name == "observatory:space" and kwargs.get("slug") == world.draft_space.commune.slug


def grow(world, number: int) -> None:
    """One more council in the region, another version of the comment, one more table of who takes part."""
    CouncilFactory()
    MandateFactory(council=world.council, president=True)
    for edition in (world.observatory.old, world.observatory.new):
        row = Snapshot.objects.get(edition=edition, council=world.council)
        actions.comment(row, by=world.who["president"], text=f"كلمة أخرى {number}")
        twin = Snapshot.objects.get(pk=row.pk)
        twin.pk, twin.council = None, CouncilFactory()
        twin.save()
    for running in (True, False):
        Inclusion.objects.create(
            process="consultation", number=900_000 + 2 * number + running, space=world.space, title=f"more {number}",
            path="/consultations/", basis=50, is_running=running, online=50,
            groups={"women": {"count": 5, "of": 50, "share": 10, "census": 50.2, "census_of": "", "is_low": running}},
        )  # fmt: skip
