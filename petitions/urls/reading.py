"""Reading petitions."""

from django.urls import path

from petitions.views import annexes, reading

urlpatterns = [
    path("petitions/mine/", reading.mine, name="mine"),
    path("petitions/<int:pk>/", reading.detail, name="detail"),
    path("petitions/annexes/<int:pk>/", annexes.annex, name="annex"),
    path("spaces/<slug:slug>/petitions/", reading.listing, name="list"),
    path("spaces/<slug:slug>/petitions/latest/", reading.in_space, name="in-space"),
]
