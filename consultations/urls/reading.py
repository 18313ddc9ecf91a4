"""Addresses of reading consultations."""

from django.urls import path

from consultations.views import reading

urlpatterns = [
    path("consultations/<int:pk>/", reading.detail, name="detail"),
    path("consultations/documents/<int:pk>/", reading.document, name="document"),
    path("spaces/<slug:slug>/consultations/", reading.listing, name="list"),
    path("spaces/<slug:slug>/consultations/latest/", reading.in_space, name="in-space"),
    path("councils/<slug:slug>/consultations/", reading.of_council, name="of-council"),
]
