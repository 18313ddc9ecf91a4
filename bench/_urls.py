"""The addresses of the house, and the yardstick: a bare view with one template and one indexed PostGIS query."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.gis.geos import Point
from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as of_the_house
from territories.models import Territory


@login_not_required
def yardstick(request):
    """Say which commune a point is in."""
    units = Territory.objects.filter(boundary__contains=Point(-9.73, 29.7, srid=4326)).only("pk", "slug", "name_fr")
    return render(request, "404.html", {"unit": list(units)})


urlpatterns = [path("yardstick/", yardstick), *of_the_house]
