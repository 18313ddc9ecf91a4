"""What there is, for programs: the dictionary of every field, and the catalogue of datasets (DCAT-AP, JSON-LD)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from opendata.enums import MEDIA_TYPES, Format
from opendata.models import Dump
from opendata.tables import DATASETS, Dataset

LANGUAGES = ("ar", "fr")
LANGUAGE_URI = {
    "ar": "http://publications.europa.eu/resource/authority/language/ARA",
    "fr": "http://publications.europa.eu/resource/authority/language/FRA",
}
DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def site(path: str) -> str:
    """Return the full address of a path that has no language."""
    return settings.SITE_URL.rstrip("/") + path


def address_of(slug: str, kind: str) -> str:
    """Return the stable address of a file."""
    return site(reverse("opendata-file", args=[slug, kind]))


def in_both(words: Any) -> dict[str, str]:
    """Return words in Arabic and in French."""
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = capfirst(str(words))
    return told


def dictionary(dataset: Dataset) -> dict[str, Any]:
    """Return what each field of a dataset means, in Arabic and French, what it holds, its unit and its codes."""
    codes = dict(dataset.choices())
    fields = []
    for one in dataset.fields:
        told: dict[str, Any] = {
            "name": one.name,
            "type": one.kind,
            "unit": one.unit or None,
            "words": in_both(one.words),
        }
        if one.name in codes:
            told["codes"] = {value: in_both(label) for value, label in codes[one.name]}
        fields.append(told)
    return {
        "dataset": dataset.slug,
        "title": in_both(dataset.title),
        "about": in_both(dataset.about),
        "licence": {"name": dataset.licence.name, "url": dataset.licence.url},
        "credit": in_both(dataset.credit) if dataset.credit else None,
        "fields": fields,
    }


def _texts(words: Any) -> list[dict[str, str]]:
    return [{"@language": language, "@value": text} for language, text in in_both(words).items()]


def _distribution(dataset: Dataset, kind: str, row: Dump | None) -> dict[str, Any]:
    url = address_of(dataset.slug, kind)
    told: dict[str, Any] = {
        "@id": url,
        "@type": "dcat:Distribution",
        "dct:title": f"{dataset.slug}.{kind}",
        "dct:format": Format(kind).label,
        "dcat:mediaType": MEDIA_TYPES[kind].partition(";")[0],
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dct:license": {"@id": dataset.licence.url},
    }
    if row:
        told |= {
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(row.size)},
            "dct:modified": {"@type": "xsd:dateTime", "@value": row.read_at.isoformat(timespec="seconds")},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": row.sha256,
            },
        }
    return told


def catalogue() -> dict[str, Any]:
    """Return the catalogue of all datasets as JSON-LD (DCAT-AP): each with its files, licence and dictionary."""
    rows = {(row.dataset, row.format): row for row in Dump.objects.all()}
    publisher = {"@id": site("/"), "@type": "foaf:Agent", "foaf:name": "Agraw"}
    datasets = []
    for dataset in DATASETS.values():
        kinds = [Format.CSV, *dataset.formats] if dataset.live else dataset.formats
        made = [row.read_at for (slug, _kind), row in rows.items() if slug == dataset.slug]
        told = {
            "@id": site(f"/open-data/{dataset.slug}"),
            "@type": "dcat:Dataset",
            "dct:identifier": dataset.slug,
            "dct:title": _texts(dataset.title),
            "dct:description": _texts(dataset.about),
            "dct:publisher": {"@id": publisher["@id"]},
            "dct:accrualPeriodicity": {"@id": DAILY},
            "dct:license": {"@id": dataset.licence.url},
            "dct:language": [{"@id": LANGUAGE_URI[language]} for language in LANGUAGES],
            "dcat:landingPage": {"@id": site(f"/ar/open-data/about/{dataset.slug}/")},
            "foaf:page": {"@id": site(reverse("opendata-dictionary", args=[dataset.slug]))},
            "dcat:distribution": [_distribution(dataset, kind, rows.get((dataset.slug, kind))) for kind in kinds],
        }
        if made:
            told["dct:modified"] = {"@type": "xsd:dateTime", "@value": max(made).isoformat(timespec="seconds")}
        datasets.append(told)
    return {
        "@context": CONTEXT,
        "@id": site(reverse("opendata-catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _texts("Agraw"),
        "dct:description": _texts(translation.gettext_lazy("What Agraw shows, as open data")),
        "dct:publisher": publisher,
        "dct:language": [{"@id": LANGUAGE_URI[language]} for language in LANGUAGES],
        "foaf:homepage": {"@id": site("/")},
        "dcat:dataset": datasets,
    }
