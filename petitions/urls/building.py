"""Beginning a petition and writing it; what is shown of it."""

from django.urls import path

from petitions.views import annexes, building, moderating

urlpatterns = [
    path("spaces/<slug:slug>/petitions/new/", building.begin, name="begin"),
    path("spaces/<slug:slug>/petitions/likely/", building.likely, name="likely"),
    path("petitions/<int:pk>/build/", building.resume, name="resume"),
    path("petitions/<int:pk>/build/<slug:step>/", building.build, name="build"),
    path("petitions/<int:pk>/start/", building.start, name="start"),
    path("petitions/<int:pk>/discard/", building.discard, name="discard"),
    path("petitions/<int:pk>/annexes/", annexes.annexes, name="annexes"),
    path("petitions/<int:pk>/annexes/<int:annex>/remove/", annexes.remove, name="annex-remove"),
    path("petitions/<int:pk>/moderate/<slug:action>/", moderating.moderate, name="moderate"),
]
