"""Reading events: their pages follow."""

from django.http import Http404


def detail(request, pk):
    raise Http404


def programme(request, pk):
    raise Http404


def notes(request, pk):
    raise Http404


def stand(request, pk, key):
    raise Http404
