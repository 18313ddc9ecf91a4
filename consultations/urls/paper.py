"""Addresses of paper questionnaires: printed, typed, decided, set aside, imported."""

from django.urls import path

from consultations.views import paper

urlpatterns = [
    path("consultations/<int:pk>/sheets/", paper.listing, name="sheets"),
    path("consultations/<int:pk>/sheets/<int:first>-<int:last>-<str:language>.pdf", paper.pages, name="sheet-pages"),
    path("consultations/<int:pk>/sheets/import/", paper.bring, name="import-sheets"),
    path("consultations/<int:pk>/sheets/table.csv", paper.table, name="sheet-table"),
    path("consultations/sheets/<str:code>/", paper.sheet, name="sheet"),
    path("consultations/sheets/<str:code>/decide/", paper.decide, name="decide-sheet"),
    path("consultations/sheets/<str:code>/set-aside/", paper.aside, name="set-sheet-aside"),
]
