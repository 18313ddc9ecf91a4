"""The associations of the demonstration: their people, a directory to look through, a hall lent and one asked for."""

import datetime

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from config.demo.petitioning import PAPERS, blank_page
from spaces import actions as spaces
from spaces.enums import PaperKind, Position, Reach
from spaces.models import Association, Space

FIRST_COMMUNE = "tiznit"
# Names, themes, languages, years since the founding, whether the dossier is complete and checked.
OTHERS = (
    (
        "جمعية الواحة للبيئة (تجربة)",
        "Association Oasis environnement (démonstration)",
        "water green",
        "ar zgh",
        9,
        True,
    ),
    ("تعاون النساء بالجماعة (تجربة)", "Entraide des femmes (démonstration)", "social health", "ar ary", 5, True),
    ("نادي الشباب والرياضة (تجربة)", "Club jeunesse et sport (démonstration)", "culture education", "ar fr", 3, False),
    ("جمعية آباء التلاميذ (تجربة)", "Association des parents d’élèves (démonstration)", "education", "ar", 12, False),
)
HALLS = (("قاعة الاجتماعات بدار الشباب (تجربة)", 60), ("قاعة التكوين (تجربة)", 24))


def tell(accounts: dict[str, User], opened: dict[str, Space], staff: dict, inhabitants: list[User]) -> None:
    """Give the first association its people, register others, lend a hall."""
    first, checker = opened[FIRST_COMMUNE], staff[FIRST_COMMUNE]["facilitator"]
    association = Association.objects.represented_by(accounts["association"]).earliest("pk")
    _people(association, accounts, inhabitants)
    _reach(association)
    for number, (name_ar, name_fr, themes, languages, years, is_whole) in enumerate(OTHERS):
        by = people.fresh(inhabitants[-number - 1])
        with _days_ago(120 - number * 20):
            other = spaces.register_association(
                by=by, name_ar=name_ar, name_fr=name_fr, themes=themes.split(), languages=languages.split(),
                seat=first.commune, founded_on=timezone.localdate() - datetime.timedelta(days=years * 366),
                receipt_number=f"{200 + number}/{timezone.localdate().year - years} (تجربة)",
            )  # fmt: skip
            if is_whole:
                _document(other, by, checker)
    _lend(first, association, people.fresh(checker))
    Association.objects.filter(pk__gte=association.pk).update(is_demo=True)


def _people(association: Association, accounts: dict[str, User], inhabitants: list[User]) -> None:
    """A treasurer, a secretary and a member have taken their place; the citizen has not answered yet."""
    by = people.fresh(association.representative)
    for person, position in zip(
        inhabitants[:3], (Position.TREASURER, Position.SECRETARY, Position.MEMBER), strict=True
    ):
        with _days_ago(200):
            place = spaces.invite(association, people.fresh(person), position, by=by)
            spaces.accept_place(place, by=people.fresh(person))
    spaces.invite(association, people.fresh(accounts["citizen"]), Position.MEMBER, by=by)


def _reach(association: Association) -> None:
    row = Association.objects.select_related("seat", "representative").get(pk=association.pk)
    kept = ("name_ar", "name_fr", "seat", "founded_on", "purpose", "themes", "member_count", "counted_on")
    spaces.describe_association(
        row,
        by=people.fresh(row.representative),
        **{name: getattr(row, name) for name in kept},
        languages=["ar", "zgh", "fr"],
        email="association@demo.invalid",
        site="https://association.demo.invalid",
        shown=[Reach.EMAIL, Reach.SITE],
    )


def _document(association: Association, by: User, checker: User) -> None:
    soon = timezone.now().date() + datetime.timedelta(days=150)
    for kind in PAPERS:
        if kind != PaperKind.HEADCOUNT:
            paper = spaces.add_paper(
                association, by=by, kind=kind, file=blank_page(),
                issued_on=timezone.localdate() - datetime.timedelta(days=40),
                expires_on=soon if kind == PaperKind.BOARD else None,
            )  # fmt: skip
            spaces.check_paper(paper, by=people.fresh(checker))


def _lend(space: Space, association: Association, facilitator: User) -> None:
    halls = [spaces.add_hall(space, by=facilitator, name=name, seats=seats) for name, seats in HALLS]
    by = people.fresh(association.representative)
    morning = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    for hall, days, purpose in ((halls[0], 9, "الجمع العام السنوي (تجربة)"), (halls[1], 12, "ورشة تكوين (تجربة)")):
        start = morning + datetime.timedelta(days=days)
        booking = spaces.ask_for_hall(
            hall, association, by=by, purpose=purpose, starts_at=start, ends_at=start + datetime.timedelta(hours=3)
        )
        if hall == halls[0]:
            spaces.accept_booking(booking, by=facilitator)


def _days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)
