"""Addresses of themes of texts, the report, the council's reply."""

urlpatterns = []
