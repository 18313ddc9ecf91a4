"""Every page that a visitor reads is kept and has its ETag, or is one of those that say why not; what is kept depends
on nothing but its address, its language and what the device chose.
"""

import pytest
import time_machine
from django.core.cache import cache
from django.utils.timezone import now
from rest_framework.throttling import SimpleRateThrottle

from core import cached
from core.cached import FRONT
from tests.doors import addresses, browser_of
from tests.test_costs import plant

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# What is made for one person or one moment, a form that holds a key, an address without a language: kept nowhere.
NOT_KEPT = {
    "account_login", "account_login_password", "certificate", "certificates", "debates:projector", "debates:room",
    "mediation:receipt", "mediation:receipts", "moderation:report", "notices:count", "notices:topic",
    "reference", "resources:fill", "search:found", "status",
}  # fmt: skip
# Another telephone, network and way in, and a form that was open there: nothing of a kept page depends on it.
ANOTHER = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 9)", "HTTP_ACCEPT_LANGUAGE": "fr",
    "HTTP_REFERER": "http://testserver/", "REMOTE_ADDR": "203.0.113.9", "HTTP_ACCEPT": "*/*",
}  # fmt: skip


def test_what_a_visitor_reads_is_kept_and_alike_for_all(world, monkeypatch):
    # Other tests write in this cluster, and a snapshot is the cluster's.
    monkeypatch.setattr(cached, "written", lambda: "1")
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *args: True)
    plant(world)
    one, other = browser_of("visitor", world), browser_of("visitor", world)
    walked, not_kept, unlike, tags = set(), set(), [], {}
    with time_machine.travel(now(), tick=False):
        for name, _parameters, path in addresses(world):
            if name in walked:  # one thing of each kind says it for all
                continue
            cache.clear()
            one.cookies.clear()
            other.cookies.clear()
            other.cookies["csrftoken"] = "c" * 32
            page = one.get(path, **{FRONT: True})
            if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
                continue
            walked.add(name)
            if "ETag" not in page.headers:
                not_kept.add(name)
                continue
            again = other.get(path, **{FRONT: True}, **ANOTHER)
            if again.content != page.content:
                unlike.append(path)
            if again.headers.get("ETag") != page.headers["ETag"]:
                unlike.append((path, again.headers.get("ETag")))
            tags.setdefault(page.headers["ETag"], set()).add(path)
            known = one.get(path, **{FRONT: True}, HTTP_IF_NONE_MATCH=page.headers["ETag"])
            if known.status_code != 304:
                unlike.append((path, known.status_code))
    assert not_kept == NOT_KEPT
    assert unlike == []
    assert [paths for paths in tags.values() if len(paths) > 1] == []
    assert len(tags) > 120
