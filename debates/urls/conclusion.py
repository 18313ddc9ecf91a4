"""Addresses of conclusions and minutes."""

from django.urls import path

from debates.views import conclusion, minutes

urlpatterns = [
    path("debates/<int:pk>/conclusion/", conclusion.conclusion, name="conclusion"),
    path("debates/<int:pk>/conclude/", conclusion.conclude, name="conclude"),
    path("debates/<int:pk>/points/", conclusion.points, name="points"),
    path("debates/<int:pk>/points/<int:point>/", conclusion.point, name="point"),
    path("debates/<int:pk>/points/<int:point>/remove/", conclusion.remove_point, name="point-remove"),
    path("debates/<int:pk>/minutes/", minutes.latest, name="minutes-latest"),
    path("debates/<int:pk>/minutes/correct/", minutes.correct, name="minutes-correct"),
    path("debates/<int:pk>/minutes/<int:version>/", minutes.detail, name="minutes"),
    path("debates/<int:pk>/minutes/<int:version>/<slug:language>.pdf", minutes.file, name="minutes-pdf"),
]
