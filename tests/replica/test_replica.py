"""A primary, a replica that streams from it, and pages that read from both: one's own writes are there at once, what
others wrote may come a moment later, and nothing is missing while the replica is away.
"""

import os
import subprocess
import sys
import time

import httpx
import pytest
from django.conf import settings
from django.test import Client

from tests.clusters import Cluster, own_folder, programs
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory
from tests.servers import ROOT, free_port, until_open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class House:
    """Both clusters, and a process that serves pages from them."""

    def __init__(self, folder, most_lag: float):
        self.primary, self.replica = (Cluster(folder, programs(), name) for name in ("primary", "replica"))
        self.need = NeedFactory(title="الماء مقطوع")
        browser = Client()
        browser.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
        self.cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
        self.primary.make(wal_level="replica", max_wal_senders="4", hot_standby="on", fsync="off")
        self.primary.start()
        self.primary.fill()
        self.primary.run(
            self.primary.programs / "pg_basebackup", "-D", self.replica.data, "-R", "-X", "stream", "-c", "fast"
        )
        self.replica.start()
        self.replica.until("SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.replica.served_settings",
            "AGRAW_PRIMARY": str(self.primary.socket), "AGRAW_REPLICA": str(self.replica.socket),
            "AGRAW_MOST_LAG": str(most_lag),
        }  # fmt: skip
        command = "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws", "config.wsgi:application"
        self.server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | environment)
        until_open(port)

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()
        for cluster in (self.replica, self.primary):
            cluster.stop("immediate")

    def browser(self, **cookies: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, cookies=cookies, timeout=60, follow_redirects=True)

    def joined(self, browser: httpx.Client) -> str:
        """Return how many joined the need, as its page says."""
        answer = browser.get(f"/api/v1/needs/{self.need.pk}/")
        assert answer.status_code == 200, answer.text[:500]
        return answer.json()["support_count"]

    def behind(self, browser: httpx.Client) -> float:
        """Return for how many seconds the replica is behind, as the figures say."""
        figures = browser.get("/metrics").text
        return float(figures.partition("\nagraw_replica_behind_seconds ")[2].split()[0])


@pytest.fixture(params=[30.0])  # seconds: a test holds it back on purpose, longer than the house would bear
def house(request):
    with own_folder() as folder:
        house = House(folder, request.param)
        try:
            yield house
        finally:
            house.close()


def test_own_writes_are_read_at_once_and_the_replica_may_be_lost(house):
    need, reader = house.need, house.browser()
    with house.browser(**house.cookies) as writer, reader:
        before = house.joined(reader)
        house.replica.ask("SELECT pg_wal_replay_pause()")  # it lags: what comes is kept and not shown
        page = writer.get(f"/ar/needs/{need.pk}/")
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        join = {"csrfmiddlewaretoken": token}
        sent = writer.post(f"/ar/needs/{need.pk}/join/", data=join, headers={"Origin": house.url})
        assert sent.status_code == 200, sent.text[:500]
        assert house.joined(writer) == before + 1  # hers: from the primary
        assert house.joined(reader) == before  # another's: from the replica, which has not got it
        # The page that is kept for visitors is of the replica too, and no older than it.
        old = reader.get(f"/ar/needs/{need.pk}/").headers["etag"]
        assert 0 < house.behind(reader) < float("inf")
        house.replica.ask("SELECT pg_wal_replay_resume()")
        until(lambda: house.joined(reader) == before + 1)
        until(lambda: reader.get(f"/ar/needs/{need.pk}/").headers["etag"] != old, patience=10)
        # It is kept for as long as the replica tells the same: it is not made anew each second.
        until(lambda: is_kept(reader, f"/ar/needs/{need.pk}/"), patience=20)

        house.replica.stop("immediate")  # lost while it was in use
        assert house.joined(reader) == before + 1
        assert reader.get(f"/ar/needs/{need.pk}/").status_code == 200
        assert house.behind(reader) == float("inf")
        house.replica.start()
        house.replica.until("SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')")
        until(lambda: reads(house))
        until(lambda: house.behind(reader) == 0)


def reads(house) -> bool:
    """Tell whether the replica is read again: what is changed while it stands still is not seen."""
    house.replica.ask("SELECT pg_wal_replay_pause()")
    with house.browser() as reader:
        before = house.joined(reader)
        house.primary.ask("UPDATE needs_need SET support_count = support_count + 1 WHERE id = %s", house.need.pk)
        after = house.joined(reader)
    house.replica.ask("SELECT pg_wal_replay_resume()")
    return before == after


def until(is_so, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.2)


def is_kept(reader: httpx.Client, path: str) -> bool:
    """Tell whether a page is answered from memory when its version has been asked for again."""

    def count() -> float:
        lines = reader.get("/metrics").text.splitlines()
        told = [line for line in lines if line.startswith("agraw_requests_total{") and "(kept)" in line]
        return sum(float(line.split()[-1]) for line in told)

    before = count()
    time.sleep(1.1)
    reader.get(path)
    return count() > before


@pytest.mark.parametrize("house", [1.0], indirect=True)
def test_a_replica_that_is_cut_off_is_not_read(house):
    """It does not know it: it has all that it was sent. What is hidden meanwhile must be hidden."""
    with house.browser() as reader:
        before = house.joined(reader)
        until(lambda: reads(house))
        house.replica.configure(primary_conninfo="''")
        house.replica.ask("ALTER SYSTEM RESET primary_conninfo")  # pg_basebackup wrote it into postgresql.auto.conf
        house.replica.ask("SELECT pg_reload_conf()")
        house.replica.until("SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver)")
        house.primary.ask("UPDATE needs_need SET support_count = %s WHERE id = %s", before + 50, house.need.pk)
        time.sleep(2)  # the most that it may lag, and the moment for which it is not asked again
        assert house.joined(reader) == before + 50
        assert house.joined(reader) == before + 50
