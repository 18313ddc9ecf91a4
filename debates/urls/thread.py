"""Addresses of a discussion and what is said in it."""

from django.urls import path

from debates.views import talking, thread, voicing

urlpatterns = [
    path("threads/<int:pk>/", talking.thread, name="thread"),
    path("threads/<int:pk>/contribute/", talking.contribute, name="contribute"),
    path("threads/<int:pk>/frames/", thread.frames, name="frames"),
    path("contributions/<int:pk>/", talking.contribution, name="contribution"),
    path("contributions/<int:pk>/voice/", voicing.voice, name="voice"),
    path("contributions/<int:pk>/transcript/", voicing.transcribe, name="transcribe"),
    path("contributions/<int:pk>/edit/", talking.edit, name="contribution-edit"),
    path("contributions/<int:pk>/moves/<slug:action>/", talking.move, name="contribution-move"),
    path("contributions/<int:pk>/reactions/<slug:kind>/", talking.react, name="react"),
    path("contributions/<int:pk>/pin/", talking.pin, name="pin"),
]
