"""Addresses of threads, debates, their sittings and conclusions: one list for each."""

from debates.urls import conclusion, debate, sitting, thread

app_name = "debates"
urlpatterns = [
    *thread.urlpatterns,
    *debate.urlpatterns,
    *sitting.urlpatterns,
    *conclusion.urlpatterns,
]
