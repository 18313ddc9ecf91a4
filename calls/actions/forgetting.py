"""When a person leaves: her seats among evaluators end; what she scored counts, with nobody's name."""

from django.utils.timezone import now

from accounts.models import User
from calls.models import Evaluator, Review


def erase(user: User) -> int:
    """End a person's seats and take away what she said of her ties, and return how many seats ended."""
    Review.objects.filter(evaluator__user=user).update(conflict_words="")
    return Evaluator.objects.current().filter(user=user).update(ended_at=now())
