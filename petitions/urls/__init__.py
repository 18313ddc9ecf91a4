"""Addresses of petitions: reading, writing, signing, sheets, the council's procedure; one list for each."""

from petitions.urls import building, papers, procedure, reading, register, sheets, signing

app_name = "petitions"
urlpatterns = [
    *signing.urlpatterns,  # first: in a surge they are looked up hundreds of times a second
    *reading.urlpatterns,
    *building.urlpatterns,
    *sheets.urlpatterns,
    *papers.urlpatterns,
    *register.urlpatterns,
    *procedure.urlpatterns,
]
