"""Addresses of the app's pages."""

from django.urls import path

from opendata.views import pages

app_name = "opendata"
urlpatterns = [
    path("api/", pages.programs, name="programs"),
    path("open-data/", pages.listing, name="list"),
    path("open-data/about/<slug:slug>/", pages.detail, name="detail"),
]
