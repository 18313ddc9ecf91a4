"""What this app holds about one person, for the copy of her data."""

from resources.models import Kept, Version


def held_about(user) -> dict[str, list[dict]]:
    """Return what this app holds about a person: her own list, and the versions that she published."""
    kept = Kept.objects.filter(user=user).select_related("resource").order_by("id")
    versions = Version.objects.filter(by=user).order_by("id")
    return {
        "kept_resources": [{"resource_id": row.resource_id, "title": row.resource.title, "at": row.at} for row in kept],
        "published_resource_versions": list(versions.values("resource_id", "number", "change", "at")),
    }
