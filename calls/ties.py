"""Who is tied to which association: a conflict of interest is found here, whatever was declared.

A person is tied to an association that she represents or has any place in, and for a year after that ended.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationState
from core.workflow import Refused
from councils.rules import is_elected
from spaces.models import Association, AssociationMember, HandOver

AFTER = datetime.timedelta(days=365)  # a place that ended counts for so long
JUDGED = {ApplicationState.ELIGIBLE, ApplicationState.SCORED}


def pairs(users: Iterable[int], associations: Iterable[int]) -> set[tuple[int, int]]:
    """Return the (person, association) pairs that are tied, of these keys. Three queries, however many."""
    users, associations = set(users), set(associations)
    held = AssociationMember.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=now() - AFTER),
        user__in=users, association__in=associations, accepted_at__isnull=False,
    )  # fmt: skip
    leads = Association.objects.filter(representative__in=users, pk__in=associations)
    led = HandOver.objects.filter(given_by__in=users, association__in=associations, accepted_at__gt=now() - AFTER)
    return (
        set(held.values_list("user_id", "association_id"))
        | set(leads.values_list("representative_id", "pk"))
        | set(led.values_list("given_by_id", "association_id"))
    )


def tied_to(user, associations: Iterable[int]) -> set[int]:
    """Return those of `associations` (keys) that a person is tied to."""
    return {association for _person, association in pairs([user.pk], associations)}


def words_for(user):
    """Return why a person who is tied may not judge: the law's words for an elected member, the call's for others."""
    if is_elected(user):
        return _(
            "You belong to this association, or did this year: an elected member neither scores nor votes aid to an "
            "association of hers (organic law 113-14, art. 65). Nothing was kept."
        )
    return _(
        "You belong to this association, or did this year: another person judges its project (conflict of interest). "
        "Nothing was kept."
    )


def refuse_tied(user, associations: Iterable[int]) -> None:
    """Raise `Refused` (code `conflict`) when a person is tied to one of `associations` (keys)."""
    if tied_to(user, associations):
        raise Refused(words_for(user), "conflict")


def counting_reviews(call) -> dict[int, list]:
    """Return, by application, the whole reviews that count: those of people in no conflict, declared or found.

    Of the eligible applications of a call, with their marks. Five queries, however many.
    """
    rows = call.applications.filter(state__in=JUDGED).prefetch_related("reviews__evaluator", "reviews__marks")
    rows = list(rows)
    people = {review.evaluator.user_id for row in rows for review in row.reviews.all()}
    tied = pairs(people, {row.association_id for row in rows}) if people else set()
    return {
        row.pk: [
            review
            for review in row.reviews.all()
            if review.given_at and not review.has_conflict
            and (review.evaluator.user_id, row.association_id) not in tied
        ]
        for row in rows
    }  # fmt: skip


def counts_of(call) -> dict[int, int]:
    """Return how many whole reviews count for each eligible application, by its number."""
    numbers = dict(call.applications.filter(state__in=JUDGED).values_list("pk", "number"))
    return {numbers[pk]: len(reviews) for pk, reviews in counting_reviews(call).items()}
