"""Addresses of results, and their open data."""

from django.urls import path

from consultations.views import results

urlpatterns = [
    path("consultations/<int:pk>/results/", results.results, name="results"),
    path("consultations/<int:pk>/results/count/", results.recount, name="recount"),
    path("consultations/<int:pk>/results.csv", results.table, name="results-csv"),
    path("consultations/<int:pk>/results.json", results.data, name="results-json"),
]
