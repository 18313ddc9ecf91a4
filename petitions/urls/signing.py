"""Signing and taking a signature back."""

from django.urls import path

from petitions.views import signing

urlpatterns = [
    path("petitions/<int:pk>/sign/", signing.sign, name="sign"),
    path("petitions/<int:pk>/signed/", signing.signed, name="signed"),
    path("petitions/<int:pk>/take-back/", signing.withdraw_signature, name="take-back"),
    path("petitions/<int:pk>/held/", signing.judge, name="judge"),
]
