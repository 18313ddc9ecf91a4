"""Beginning a petition and writing it."""

urlpatterns = []
