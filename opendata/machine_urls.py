"""Addresses without a language: for programs, and for good."""

from django.urls import path

from opendata.views import files, oparl, open311, popolo

urlpatterns = [
    path("open-data/catalogue.jsonld", files.all_datasets, name="opendata-catalogue"),
    path("open-data/SHA256SUMS", files.checksums, name="opendata-checksums"),
    path("open-data/dictionary/<slug:slug>.json", files.words, name="opendata-dictionary"),
    path("open-data/<slug:slug>.<slug:kind>", files.file, name="opendata-file"),
    path("oparl/v1.1/system", oparl.SystemView.as_view(), name="oparl-system"),
    path("oparl/v1.1/bodies", oparl.BodiesView.as_view(), name="oparl-bodies"),
    path("oparl/v1.1/bodies/<slug:slug>/<slug:kind>", oparl.ListView.as_view(), name="oparl-list"),
    path("oparl/v1.1/<slug:kind>/<slug:key>", oparl.ObjectView.as_view(), name="oparl-object"),
    path("popolo/councils.json", popolo.every, name="popolo-councils"),
    path("popolo/councils/<slug:slug>.json", popolo.one, name="popolo-council"),
    path("open311/discovery.<slug:kind>", open311.DiscoveryView.as_view(), name="open311-discovery"),
    path("open311/v2/services.<slug:kind>", open311.ServicesView.as_view(), name="open311-services"),
    path("open311/v2/services/<slug:code>.<slug:kind>", open311.DefinitionView.as_view(), name="open311-definition"),
    path("open311/v2/requests.<slug:kind>", open311.RequestsView.as_view(), name="open311-requests"),
    path("open311/v2/requests/<int:pk>.<slug:kind>", open311.RequestView.as_view(), name="open311-request"),
    path("open311/v2/tokens/<int:pk>.<slug:kind>", open311.TokenView.as_view(), name="open311-token"),
]
