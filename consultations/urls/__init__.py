"""Addresses of consultations: reading, building, answering, results, paper, the council's reply; one list for each."""

from consultations.urls import answering, building, counting, paper, reading, replying

app_name = "consultations"
urlpatterns = [
    *reading.urlpatterns,
    *building.urlpatterns,
    *answering.urlpatterns,
    *counting.urlpatterns,
    *paper.urlpatterns,
    *replying.urlpatterns,
]
