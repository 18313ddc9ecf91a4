"""Needs as service requests: Open311 GeoReport v2."""
