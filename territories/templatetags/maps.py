"""`{% load maps %}{% map_script %}`: what a page with a map on request needs, once, in its `scripts` block."""

from django import template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("territories/_map_script.html")
def map_script():
    """Leave in the page where the script and Leaflet lie, the basemap of the settings, and the words it shows."""
    return {"tiles": settings.MAP_TILES_URL, "tiles_credit": settings.MAP_TILES_CREDIT}
