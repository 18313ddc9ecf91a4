"""The deposit file and the receipt."""

from django.urls import path

from petitions.views import papers

urlpatterns = [
    path("petitions/<int:pk>/file/", papers.file_page, name="file"),
    path("petitions/<int:pk>/file/<int:number>.pdf", papers.file_pdf, name="file-pdf"),
    path("petitions/<int:pk>/receipt-<str:language>.pdf", papers.receipt, name="receipt"),
]
