"""Reading petitions."""

from django.urls import path

from petitions.views import reading

urlpatterns = [
    path("petitions/<int:pk>/", reading.detail, name="detail"),
]
