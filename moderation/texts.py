"""The ready texts of a space: those that come with the house, then its own."""

from moderation.figures import Text, shipped_texts
from moderation.models import CannedText
from spaces.models import Space


def texts_of(space: Space | None) -> dict[str, Text]:
    """Return the ready texts that moderators of a space choose from, by their key: one query."""
    found = {text.key: text for text in shipped_texts()}
    if space is not None:
        for row in CannedText.objects.filter(space=space):
            found[f"own-{row.pk}"] = Text(
                f"own-{row.pk}", row.outcome, row.ground, row.ar, row.fr, row.en, row.zgh, row.pk
            )
    return found
