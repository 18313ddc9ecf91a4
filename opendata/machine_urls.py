"""Addresses without a language: for programs, and for good."""

from django.urls import path

from opendata.views import files, open311

urlpatterns = [
    path("open-data/catalogue.jsonld", files.all_datasets, name="opendata-catalogue"),
    path("open-data/SHA256SUMS", files.checksums, name="opendata-checksums"),
    path("open-data/dictionary/<slug:slug>.json", files.words, name="opendata-dictionary"),
    path("open-data/<slug:slug>.<slug:kind>", files.file, name="opendata-file"),
    path("open311/discovery.<slug:format>", open311.DiscoveryView.as_view(), name="open311-discovery"),
    path("open311/v2/services.<slug:format>", open311.ServicesView.as_view(), name="open311-services"),
    path("open311/v2/services/<slug:code>.<slug:format>", open311.DefinitionView.as_view(), name="open311-definition"),
    path("open311/v2/requests.<slug:format>", open311.RequestsView.as_view(), name="open311-requests"),
    path("open311/v2/requests/<int:pk>.<slug:format>", open311.RequestView.as_view(), name="open311-request"),
    path("open311/v2/tokens/<int:pk>.<slug:format>", open311.TokenView.as_view(), name="open311-token"),
]
