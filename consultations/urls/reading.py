"""Addresses of reading consultations."""

urlpatterns = []
