"""Commands that show programmers how to read and write: the page shows them, a test runs them as they stand."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from opendata.catalogue import site

KEY = "$AGRAW_KEY"


@dataclass(frozen=True)
class Example:
    """One command. In `command`, `{site}` is the address of this site, `{slug}` a commune as in addresses."""

    title: Any
    command: str

    def told(self, slug: str) -> str:
        return self.command.replace("{site}", site("")).replace("{slug}", slug)


READING = (
    Example(_("Needs of a commune, the most joined first"),
            "curl '{site}/api/v1/needs/?space={slug}&ordering=joined'"),
    Example(_("A council, its people and its numbers"), "curl {site}/api/v1/councils/{slug}/"),
    Example(_("Errors and names in French"), "curl -H 'Accept-Language: fr' {site}/api/v1/needs/999999999/"),
    Example(_("The OpenAPI schema, to make a client from"), "curl -o agraw.yaml {site}/api/v1/schema/"),
)  # fmt: skip
FILES = (
    Example(_("A whole dataset, only when it changed"),
            "curl -O --etag-save needs.etag --etag-compare needs.etag {site}/open-data/needs.csv"),
    Example(_("Its dictionary"), "curl {site}/open-data/dictionary/needs.json"),
    Example(_("The catalogue of all datasets"), "curl {site}/open-data/catalogue.jsonld"),
    Example(_("The checksums"), "curl {site}/open-data/SHA256SUMS"),
)  # fmt: skip
STANDARDS = (
    Example(_("Popolo: a council, its offices and its people"), "curl {site}/popolo/councils/{slug}.json"),
    Example(_("OParl 1.1: where to begin"), "curl {site}/oparl/v1.1/system"),
    Example(_("OParl 1.1: what changed in a council’s agendas"),
            "curl '{site}/oparl/v1.1/bodies/{slug}/agendaitem?modified_since=2026-01-01T00:00:00Z'"),
    Example(_("Open311: where to begin"), "curl {site}/open311/discovery.json"),
    Example(_("Open311: needs of the last 90 days that are open"),
            "curl '{site}/open311/v2/requests.json?jurisdiction_id={slug}&status=open'"),
    Example(_("Atom: the petitions of a space"), "curl {site}/fr/spaces/{slug}/petitions/atom.xml"),
    Example(_("iCalendar: the debates of a space"), "curl {site}/fr/spaces/{slug}/debates/calendar.ics"),
)  # fmt: skip
WRITING = (
    Example(_("Post a need by the API"),
            f"curl -H \"Authorization: Bearer {KEY}\" -H 'Content-Type: application/json' "
            """-d '{"space": "{slug}", "title": "إنارة الزقاق", "theme": "lighting", "place": "حي المسيرة"}' """
            "{site}/api/v1/needs/"),
    Example(_("Post a need by Open311"),
            f"curl -d api_key={KEY} -d jurisdiction_id={{slug}} -d service_code=lighting "
            "--data-urlencode 'address_string=حي المسيرة' --data-urlencode 'description=مصباح معطل منذ شهر' "
            "{site}/open311/v2/requests.json"),
)  # fmt: skip
GROUPS = (
    (_("Read"), READING),
    (_("Fetch whole datasets"), FILES),
    (_("Speak an open standard"), STANDARDS),
    (_("Write in a person’s name"), WRITING),
)
