"""What must be set before petitions can be signed."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def signature_key(app_configs, **kwargs):
    """The key of signatures lies outside the database, is long enough, and is not the one that signs sessions."""
    if len(settings.SIGNATURE_KEY) < 32:
        return [Error("SIGNATURE_KEY must be set to at least 32 random characters.", id="petitions.E001")]
    if settings.SIGNATURE_KEY == settings.SECRET_KEY:
        return [
            Error("SIGNATURE_KEY must not be SECRET_KEY: that one may change, this one never.", id="petitions.E002")
        ]
    return []
