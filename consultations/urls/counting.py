"""Addresses of results, and their open data."""

urlpatterns = []
