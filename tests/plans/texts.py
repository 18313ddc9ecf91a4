"""Published versions: written first, then published, as the database asks."""

from django.utils.timezone import now

from plans.models import Passage, ReferenceDocument, Version
from tests.factories.plans import PassageFactory, VersionFactory


def publish(version: Version) -> Version:
    """Make a version a published one, whose document is published too."""
    at = now()
    Version.objects.filter(pk=version.pk).update(state="published", published_at=at)
    ReferenceDocument.objects.filter(pk=version.document_id, published_at=None).update(published_at=at)
    version.refresh_from_db()
    return version


def shown_passage(**fields) -> Passage:
    """Return a passage of a published version."""
    version = fields.pop("version", None) or VersionFactory()
    passage = PassageFactory(version=version, **fields)
    publish(version)
    passage.refresh_from_db()
    return passage
