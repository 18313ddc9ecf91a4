"""Signature sheets: printed, entered, checked."""

urlpatterns = []
