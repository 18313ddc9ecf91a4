"""When a person leaves: her seats among evaluators end; what she scored counts, with nobody's name. What time forgets:
the documents of projects that were not retained."""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from accounts.models import User
from calls.enums import ApplicationState
from calls.models import Attachment, Evaluator, Review


def erase(user: User) -> int:
    """End a person's seats and take away what she said of her ties, and return how many seats ended."""
    Review.objects.filter(evaluator__user=user).update(conflict_words="")
    return Evaluator.objects.current().filter(user=user).update(ended_at=now())


def past_documents(limit: datetime.datetime) -> QuerySet[Attachment]:
    """Return the documents beside projects that were given nothing, in calls that ended before `limit`.

    Those of funded projects stay: public accounts ask for them.
    """
    ended = Q(application__call__finished_at__lt=limit) | Q(application__call__cancelled_at__lt=limit)
    return Attachment.objects.filter(ended).exclude(application__state=ApplicationState.AWARDED)


def forget_documents(limit: datetime.datetime) -> int:
    """Delete them with their files, and return how many."""
    rows = list(past_documents(limit))
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: [row.file.storage.delete(row.file.name) for row in rows])
    return len(rows)
