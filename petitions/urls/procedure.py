"""What the council does, and the papers of it."""

urlpatterns = []
