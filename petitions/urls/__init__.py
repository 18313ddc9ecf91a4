"""Addresses of petitions: reading, writing, signing, sheets, the council's procedure; one list for each."""

from petitions.urls import building, papers, procedure, reading, register, sheets, signing

app_name = "petitions"
urlpatterns = [
    *building.urlpatterns,
    *reading.urlpatterns,
    *signing.urlpatterns,
    *sheets.urlpatterns,
    *papers.urlpatterns,
    *register.urlpatterns,
    *procedure.urlpatterns,
]
