"""Addresses of the app's pages."""

from django.urls import path

from plain.views import listening, reading

app_name = "plain"
urlpatterns = [
    path("easy/", reading.index, name="easy-index"),
    path("easy/<slug:key>/", reading.process, name="easy"),
    path("threads/<int:pk>/easy/", reading.write, name="write"),
    path("listen/recordings/<int:pk>/", listening.audio, name="audio"),
    path("listen/in/<slug:code>/", listening.tongue, name="tongue"),
    path("listen/<slug:key>/", listening.listen, name="listen"),
    path("recorded-help/", listening.of_lab, name="of-lab"),
    path("recorded-help/<int:pk>/remove/", listening.remove, name="remove"),
    path("spaces/<slug:slug>/recorded-help/", listening.of_space, name="of-space"),
]
