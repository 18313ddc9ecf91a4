"""What a coordinator's table says of the courses of spaces."""

from django.utils.translation import gettext_lazy as _

from training.models import Offer


def lacks_of(spaces) -> dict[int, list]:
    """Return which spaces offer no course to their people yet. One query."""
    offering = set(Offer.objects.filter(space__in=spaces).order_by().values_list("space_id", flat=True))
    return {space.pk: [_("a first course")] for space in spaces if space.pk not in offering}
