"""Addresses without a language: for programs, and for good."""

from django.urls import path

from opendata.views import files

urlpatterns = [
    path("open-data/catalogue.jsonld", files.all_datasets, name="opendata-catalogue"),
    path("open-data/SHA256SUMS", files.checksums, name="opendata-checksums"),
    path("open-data/dictionary/<slug:slug>.json", files.words, name="opendata-dictionary"),
    path("open-data/<slug:slug>.<slug:kind>", files.file, name="opendata-file"),
]
