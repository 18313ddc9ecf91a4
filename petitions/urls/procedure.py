"""What the council does, and the papers of it."""

from django.urls import path

from petitions.views import procedure

urlpatterns = [
    path("petitions/<int:pk>/steps/<slug:name>/", procedure.step, name="step"),
    path("petitions/<int:pk>/receipt/scan/", procedure.receipt_scan, name="receipt-scan"),
    path("councils/<slug:slug>/petitions/", procedure.before_council, name="before-council"),
]
