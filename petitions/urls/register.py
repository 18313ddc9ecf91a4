"""Petitions as open data, and as feeds."""

from django.urls import path

from petitions.views import register

urlpatterns = [
    path("open-data/petitions/", register.dictionary, name="register"),
    path("spaces/<slug:slug>/petitions/atom.xml", register.of_space, name="atom-of-space"),
    path("councils/<slug:slug>/petitions/atom.xml", register.to_council, name="atom-of-council"),
]
