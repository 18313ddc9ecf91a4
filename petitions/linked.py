"""A petition as JSON-LD, in the words of schema.org: for search engines and for those who join data sets."""

from typing import Any

from django.conf import settings

from notices.paths import absolute
from petitions.models import Petition
from petitions.requirements import level_of
from spaces.models import Association
from territories.models import Territory


def linked(petition: Petition, language: str) -> dict[str, Any]:
    """Return the document of one petition. It names its council and its association, no person."""
    territory = petition.council.territory
    page = absolute(petition.get_absolute_url(), language)
    document: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Message",
        "additionalType": "https://www.wikidata.org/wiki/Q49848",
        "@id": absolute(petition.get_absolute_url(), settings.LANGUAGE_CODE),
        "url": page,
        "identifier": str(petition.pk),
        "name": petition.title,
        "abstract": petition.aims,
        "text": petition.reasons,
        "dateSent": petition.deposited_at and petition.deposited_at.isoformat(),
        "dateCreated": petition.started_at and petition.started_at.isoformat(),
        "creativeWorkStatus": petition.state,
        "recipient": {
            "@type": "GovernmentOrganization",
            "name": str(petition.council),
            "url": absolute(petition.council.get_absolute_url(), language),
            "areaServed": {
                "@type": "AdministrativeArea",
                "identifier": territory.code,
                "name": _both(territory),
                "additionalType": level_of(territory),
            },
        },
        "interactionStatistic": [
            _counter("AgreeAction", "valid signatures", petition.valid_count),
            _counter("LikeAction", "initial support, not signatures", petition.support_count),
        ],
    }
    if petition.association_id:
        association = petition.association
        document["sender"] = {
            "@type": "NGO",
            "name": _both(association),
        }
    if decision := getattr(petition, "decision", None):
        document["subjectOf"] = {
            "@type": "CreativeWork",
            "name": decision.number,
            "text": decision.text,
            "datePublished": decision.decided_on.isoformat(),
        }
    return {name: value for name, value in document.items() if value not in (None, "")}


def _both(named: Territory | Association) -> list[dict[str, str]]:
    """Return a name in both languages of the state that it is kept in."""
    return [{"@value": named.name_ar, "@language": "ar"}, {"@value": named.name_fr, "@language": "fr"}]


def _counter(kind: str, name: str, number: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": kind,
        "name": name,
        "userInteractionCount": number,
    }
