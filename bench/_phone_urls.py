"""The house's addresses, and a page of two lines, one of which opens: the least that this server, this line and this
browser can do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from config import urls

BARE = """<!DOCTYPE html><html lang="en"><title>Bare</title><link rel="icon" href="data:,">
<main><p>Bare</p><details><summary>More</summary><p>Opened</p></details></main>"""


@login_not_required
def bare(request):
    return HttpResponse(BARE)


handler400, handler500 = urls.handler400, urls.handler500
urlpatterns = [path("bare/", bare), *urls.urlpatterns]
