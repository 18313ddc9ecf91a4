"""The least that Django does for one row: a view without a person, a form or a page; and settings that serve it.

The view stands in the house's own server, behind the same middleware as signing. With BENCH_BARE=1 the settings leave
out all middleware: what a server that does nothing else would do.
"""

import os

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt

from config import urls as config_urls

TABLE = "CREATE TABLE bench_row (id bigserial PRIMARY KEY, key bytea UNIQUE, at timestamptz DEFAULT now())"
INSERT = "INSERT INTO bench_row (key) VALUES (%s) ON CONFLICT DO NOTHING"


@csrf_exempt
@login_not_required
def insert(request):
    """Store one row under a keyed fingerprint of what was sent."""
    key = salted_hmac("bench", request.POST["key"], algorithm="sha256").digest()
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [key])
    return HttpResponse(status=204)


urlpatterns = [path("bench/insert/", insert)]
if not os.environ.get("BENCH_BARE"):
    urlpatterns += config_urls.urlpatterns
