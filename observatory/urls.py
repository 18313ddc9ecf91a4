"""Addresses of the app's pages."""

from django.urls import path

from observatory.views import commenting, data, inclusion, lab, reading

app_name = "observatory"
urlpatterns = [
    path("observatory/", reading.country, name="country"),
    path("observatory/methods/", data.methods, name="methods"),
    path("observatory/mine/", reading.mine, name="mine"),
    path("observatory/lab/", lab.dashboard, name="lab"),
    path("observatory/lab/table.csv", lab.table, name="lab-csv"),
    path("observatory/lab/report/<slug:language>.pdf", lab.report, name="lab-pdf"),
    path("observatory/regions/<slug:slug>/", reading.region, name="region"),
    path("observatory/councils/<slug:slug>/", reading.council, name="council"),
    path("observatory/councils/<slug:slug>/comment/", commenting.comment, name="comment"),
    path("observatory/councils/<slug:slug>/comparison/", reading.comparison, name="comparison"),
    path("observatory/councils/<slug:slug>/publication/", reading.publication, name="publication"),
    path("observatory/spaces/<slug:slug>/", inclusion.space, name="space"),
    path("observatory/spaces/<slug:slug>/warnings/", inclusion.warnings, name="warnings"),
]
