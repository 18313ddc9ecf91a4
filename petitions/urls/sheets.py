"""Signature sheets: printed, entered, checked."""

from django.urls import path

from petitions.views import sheets

urlpatterns = [
    path("petitions/<int:pk>/sheets/", sheets.listing, name="sheets"),
    path("petitions/<int:pk>/sheets/<int:first>-<int:last>-<str:language>.pdf", sheets.pages, name="sheet-pages"),
    path("petitions/sheets/<str:code>/", sheets.sheet, name="sheet"),
    path("petitions/sheets/<str:code>/give-back/", sheets.give_back, name="give-back-sheet"),
    path("petitions/sheets/<str:code>/refuse/", sheets.refuse, name="refuse-sheet"),
    path("petitions/sheets/<str:code>/scan/", sheets.scan, name="sheet-scan"),
]
