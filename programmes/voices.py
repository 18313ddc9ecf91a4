"""What inhabitants say of a project that is said done: counts with what they are counted over."""

from dataclasses import dataclass

from django.db.models import Count, Q

from needs.models import Support
from programmes.models import Project

ENOUGH = 3  # people
CONFIRMED, CONTESTED = "confirmed", "contested"


@dataclass(frozen=True)
class Voices:
    """Counts of people in the round that is asked. `asked` had joined the needs that the project came from before it
    was said done: `asked_yes` and `asked_no` are some of them. `yes` and `no` count everyone.

    Where somebody asked, those who did settle it; else all inhabitants do: three of them (all, when fewer asked).
    Confirmed when more say yes than no, contested when at least as many say no as yes.
    """

    asked: int
    asked_yes: int
    asked_no: int
    yes: int
    no: int

    @property
    def others_yes(self) -> int:
        return self.yes - self.asked_yes

    @property
    def others_no(self) -> int:
        return self.no - self.asked_no

    @property
    def verdict(self) -> str:
        """`confirmed`, `contested`, or nothing while too few have spoken."""
        yes, no = (self.asked_yes, self.asked_no) if self.asked else (self.yes, self.no)
        needed = min(ENOUGH, self.asked) if self.asked else ENOUGH
        if no >= needed and no >= yes:
            return CONTESTED
        return CONFIRMED if yes >= needed and yes > no else ""


def who_asked(project: Project):
    """Return the joinings, of people still here, of the needs that a project came from, before it was said done."""
    needs = project.origins.exclude(need=None).values("need")
    group = Q(need__in=needs) | Q(need__merged_into__in=needs)
    return Support.objects.filter(group, at__lte=project.done_at, user__is_active=True, user__erased_at__isnull=True)


def voices_of(project: Project) -> Voices:
    """Return what was said of a project in this round. Two queries; none for one that is not said done."""
    if project.done_at is None:
        return Voices(0, 0, 0, 0, 0)
    asked = who_asked(project).aggregate(people=Count("user", distinct=True))["people"]
    counted = project.voices.filter(round=project.round).aggregate(
        asked_yes=Count("pk", filter=Q(is_done=True, asked=True)),
        asked_no=Count("pk", filter=Q(is_done=False, asked=True)),
        yes=Count("pk", filter=Q(is_done=True)),
        no=Count("pk", filter=Q(is_done=False)),
    )
    return Voices(asked=asked, **counted)


def lives_there(project: Project, user) -> bool:
    """Tell whether a person is known to live in the commune, or is of its civil society space."""
    territory = project.programme.council.territory_id
    if user.commune_id == territory:
        return True
    return user.memberships.filter(space__commune=territory, ended_at__isnull=True).exists()
