"""Addresses of paper questionnaires."""

urlpatterns = []
