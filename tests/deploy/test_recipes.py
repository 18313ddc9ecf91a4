"""What the recipes say: read and compared with the house, without running anything."""

import ast
import os
import re
import shlex
import subprocess
import tomllib

import pytest
import yaml

from config import sockets
from config.databases import databases
from config.watching.front import STATIC
from core.cached import KEPT
from tests.deploy.parts import ENV, ROOT, compose, filled, unit

OURS = ("prepare", "web", "sockets", "worker")
UNITS = sorted((ROOT / "deploy/systemd").glob("*.service.in"))
SETTING = re.compile(r"os\.environ(?:\.get)?[\[(]\s*\"(\w+)\"")
# Read by a program and not by our settings.
ELSEWHERE = {
    "database": {"POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD", "APP_PASSWORD"},
    "proxy": {"SITE_HOST", "PAGES", "SOCKETS"},
    "watching": {"METRICS_TOKEN"},
    "backup": {
        "BACKUP_TARGET",
        "BACKUP_PASSPHRASE",
        "BACKUP_DIR",
        "BACKUP_KEYS",
        "PGDATA",
        "PGHOST",
        "PGUSER",
        "PGDATABASE",
        "MEDIA_ROOT",
    },
}
ELSEWHERE["restore"] = ELSEWHERE["backup"]


@pytest.fixture(scope="module")
def services():
    return compose()["services"]


def settings_read() -> set[str]:
    files = ("settings.py", "databases.py")
    return set().union(*(SETTING.findall((ROOT / "config" / name).read_text()) for name in files))


def test_the_example_has_six_lines_and_the_script_writes_the_same(tmp_path):
    example = [line for line in (ROOT / "deploy/env.example").read_text().splitlines() if not line.startswith("#")]
    file = tmp_path / ".env"
    command = [ROOT / "deploy/make-env", "agraw.example.ma", "mail.example.ma", file]
    subprocess.run(command, check=True, capture_output=True)
    written = dict(line.split("=", 1) for line in file.read_text().splitlines())
    assert list(written) == [line.split("=")[0] for line in example] == list(ENV)
    assert file.stat().st_mode & 0o777 == 0o600
    assert (len(written["SECRET_KEY"]), len(written["SIGNATURE_KEY"]), len(written["BACKUP_PASSPHRASE"])) == (
        60,
        44,
        44,
    )
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    assert again.returncode == 1
    assert dict(line.split("=", 1) for line in file.read_text().splitlines()) == written


def test_every_name_is_one_that_somebody_reads(services):
    known = settings_read()
    for name, service in services.items():
        names = set(service.get("environment", {})) - {"DJANGO_SETTINGS_MODULE"}
        assert names <= (known if name in OURS else ELSEWHERE.get(name, set())), name
    head = (ROOT / "deploy/backup/agraw-backup").read_text()
    assert [name for name in sorted(ELSEWHERE["backup"]) if name not in head] == []
    assert {"SECRET_KEY", "SIGNATURE_KEY", "MAIL_HOST"} <= known  # given by env_file


def test_every_setting_an_operator_may_set_is_in_the_handbook():
    handbook = (ROOT / "docs/operations.md").read_text()
    assert [name for name in sorted(settings_read()) if f"`{name}`" not in handbook] == []


def test_every_service_has_a_command_a_restart_and_a_way_to_be_found_ill(services):
    for name, service in services.items():
        assert service["command"] or service["entrypoint"], name
        assert service["restart"] == ("no" if name in {"prepare", "restore"} else "unless-stopped"), name
        assert "healthcheck" in service or name == "proxy", name
        assert service["logging"]["options"]["max-file"], name
        for other, how in service.get("depends_on", {}).items():
            wanted = "service_completed_successfully" if other == "prepare" else "service_healthy"
            assert how == {"condition": wanted}, (name, other)
            assert wanted != "service_healthy" or "test" in services[other]["healthcheck"], other


def test_nothing_that_is_read_only_is_given_files_that_compose_would_write(services):
    """Compose refuses to start such a service: it writes what has no file into the container."""
    told = compose()
    without_file = {
        (kind, name) for kind in ("configs", "secrets") for name, one in told.get(kind, {}).items() if "file" not in one
    }
    for name, service in services.items():
        if service.get("read_only"):
            given = {
                (kind, one if isinstance(one, str) else one["source"])
                for kind in ("configs", "secrets")
                for one in service.get(kind, [])
            }
            assert not given & without_file, name


def test_what_is_backed_up_can_be_brought_back_by_its_own_service(services):
    """`restore` writes where `backup` reads, with the same settings; it runs when it is asked for, and not else."""
    backup, restore = services["backup"], services["restore"]
    assert restore["profiles"] == ["restore"]
    assert restore["environment"] == backup["environment"]
    assert restore["user"] == "root"
    assert {"CHOWN", "DAC_OVERRIDE", "FOWNER"} == set(restore["cap_add"])
    for place in (
        "database:/var/lib/postgresql/data",
        "media:/media",
        "backup-state:/backup-state",
        "backups:/backups",
    ):
        assert place in restore["volumes"]
    image = (ROOT / "deploy/database/Dockerfile").read_text()
    for service in (backup, restore):
        program = (service.get("entrypoint") or service["command"])[0]
        assert f"database/{program.rpartition('/')[2]} " in image
    handbook = (ROOT / "docs/operations.md").read_text()
    assert "docker compose run --rm restore" in handbook


@pytest.mark.parametrize("ends", [0, 1])
def test_the_container_of_the_backup_keeps_the_keys_and_checks_what_it_made(tmp_path, ends):
    """`keep-backups`, with a backup of our own in the place of the real one: the stamp comes when the check is well."""
    program = tmp_path / "agraw-backup"
    program.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/said\n[ "$1" != check ] || exit {ends}\n')
    (tmp_path / "sleep").write_text("#!/bin/sh\nkill $PPID\n")
    for one in (program, tmp_path / "sleep"):
        one.chmod(0o755)
    keys = tmp_path / "keys"
    environment = ENV | {
        "VAPID_PRIVATE_KEY": "push=of=devices",
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "BACKUP_KEYS": str(keys), "BACKUP_DIR": str(tmp_path),
    }  # fmt: skip
    subprocess.run([ROOT / "deploy/database/keep-backups"], check=False, capture_output=True, env=environment)
    said = (tmp_path / "said").read_text().split()
    assert said[0] == "setup"
    assert [word for word in said if word != "changes"] == ["setup", "all", "check"]
    assert said.count("changes") == 1  # beside it, in a turn of its own
    assert (tmp_path / "changes").exists()
    assert (tmp_path / "last").exists() is not bool(ends)
    assert keys.stat().st_mode & 0o777 == 0o600
    written = dict(line.split("=", 1) for line in keys.read_text().splitlines())
    kept = {name: value for name, value in environment.items() if not name.startswith(("BACKUP_", "PATH"))}
    assert written == kept
    assert written.keys() >= {"SECRET_KEY", "SIGNATURE_KEY", "DATABASE_PASSWORD", "VAPID_PRIVATE_KEY"}


@pytest.mark.parametrize(("outbox", "check"), [(0, 0), (1, 0), (0, 1)])
def test_the_alarm_tells_both_things_and_fails_with_either(tmp_path, outbox, check):
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$2"\n[ "$2" != outbox ] || exit {outbox}\nexit {check}\n')
    python.chmod(0o755)
    done = subprocess.run([ROOT / "deploy/alarm", python], check=False, capture_output=True, text=True)
    assert done.stdout.split() == ["outbox", "check_installation"]
    assert done.returncode == (1 if outbox or check else 0)


def test_volumes_and_images_are_named_once_and_all_used(services):
    named = [place.split(":")[0] for one in services.values() for place in one.get("volumes", [])]
    assert {place for place in named if not place.startswith(".")} == set(compose()["volumes"])
    for place in named:
        assert not place.startswith(".") or (ROOT / place).exists(), place
    assert all("build" in service or ":" in service["image"] for service in services.values())


def test_ours_write_where_they_may_and_nowhere_else(services):
    """Read-only; what the settings write to is a volume or in memory."""
    for name in OURS:
        service = services[name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert [place.split(":")[0] for place in service["tmpfs"]] == ["/tmp", "/run/agraw"], name
    for name in OURS:
        assert "media:/data/media" in services[name]["volumes"], name
    image = (ROOT / "Dockerfile").read_text()
    assert "MEDIA_ROOT=/data/media PROMETHEUS_MULTIPROC_DIR=/run/agraw HOME=/tmp XDG_CACHE_HOME=/tmp" in image


def test_only_who_makes_the_tables_speaks_as_their_owner(services):
    for name in OURS:
        url = services[name]["environment"]["DATABASE_URL"]
        assert url.startswith("postgis://agraw@%2F" if name == "prepare" else "postgis://agraw_app:"), name
    sockets_volume = "database-socket:/var/run/postgresql"
    assert {name for name in services if sockets_volume in services[name].get("volumes", [])} == {
        "prepare",
        "database",
        "backup",
    }


def test_connections_to_the_database_are_enough(services):
    most = int(re.search(r"max_connections=(\d+)", " ".join(services["database"]["command"]))[1])
    workers = int(services["web"]["command"][services["web"]["command"].index("--workers") + 1])
    pool = 8
    assert 4 * workers * pool + pool + pool + 20 <= most  # four web containers, sockets, worker, the rest


def test_the_image_is_built_in_stages_and_runs_as_nobody():
    text = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^FROM .* AS (\w+)$", text, re.MULTILINE) == ["front", "build"]
    last = text.rpartition("\nFROM ")[2]
    assert "USER 10001" in last
    assert "HEALTHCHECK" in last
    assert "COPY . ." not in last
    for line in re.findall(r"^CMD (.*)$", last, re.MULTILINE):
        assert ast.literal_eval(line) == compose()["services"]["web"]["command"]
    assert "--require-hashes" in text
    # Nothing of this machine, and no secret, goes into an image.
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", ".local", ".git", "node_modules"} <= set(ignored)
    assert not re.search(r"(SECRET_KEY|SIGNATURE_KEY)=", text)


def test_a_command_names_what_is_there(services):
    for name in OURS:
        program, *rest = services[name]["command"]
        if program == "python":
            assert rest[0] == "-m" or (ROOT / rest[0]).exists(), name
            assert rest[0] != "-m" or rest[1] == sockets.__name__
        else:
            assert program == "granian" or (ROOT / program).stat().st_mode & 0o111, name


def test_the_proxy_knows_both_ways_and_hides_the_figures():
    text = (ROOT / "deploy/Caddyfile").read_text()
    assert text.count("{") == text.count("}")
    for words in (
        "{$PAGES:web:8001}",
        "{$SOCKETS:sockets:8002}",
        "handle @figures {",
        "http://127.0.0.1:9180 {",
        "bind 127.0.0.1",
        "header Upgrade websocket",
    ):
        assert words in text
    assert text.count("header_up X-Request-ID {http.request.uuid}") == 2


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_each_unit_is_hardened_and_starts_what_is_there(path):
    text = path.read_text()
    told = unit(path)
    assert text.count("@HARDENING@") == 1
    of_backup = path.name.startswith("agraw-backup")  # as the owner of the cluster
    assert told["User"] == ["postgres" if of_backup else "@USER@"]
    assert told["EnvironmentFile"] == ["@PREFIX@/backup.env" if of_backup else "@PREFIX@/env"]
    assert "ReadWritePaths" in told or "StateDirectory" in told
    for line in told["ExecStart"]:
        program, *rest = shlex.split(line)
        assert program.startswith("@PREFIX@/current/")
        for word in [program, *rest]:
            inside = word.removeprefix("@PREFIX@/current/")
            assert inside == word or inside.startswith("venv/") or (ROOT / inside).exists(), word
    hardening = unit(ROOT / "deploy/systemd/hardening.conf")
    assert (hardening["NoNewPrivileges"], hardening["ProtectSystem"]) == (["yes"], ["strict"])


def test_each_timer_has_its_service():
    timers = sorted((ROOT / "deploy/systemd").glob("*.timer"), key=lambda path: path.stem)
    assert [path.stem for path in timers] == ["agraw-alarm", "agraw-backup", "agraw-backup-changes"]
    for path in timers:
        assert (path.parent / f"{path.stem}.service.in").exists()
        assert unit(path)["Persistent"] == ["true"]


def test_each_alert_asks_for_a_figure_that_there_is():
    from config.watching import gauges, metrics  # noqa: PLC0415 -- counted once, when asked

    known = {f"agraw_{figure.name}" for figure in gauges.FIGURES} | {"agraw_database_up", "up"}
    for metric in (metrics.REQUESTS, metrics.SECONDS, metrics.SOCKETS, metrics.ROOMS):
        known |= {sample.name for family in metric.collect() for sample in family.samples}
    known |= {"agraw_requests_total", "agraw_request_seconds_bucket", "agraw_request_seconds_count"}
    groups = yaml.safe_load((ROOT / "deploy/alerts.yml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    handbook = (ROOT / "docs/operations.md").read_text()
    assert len({rule["alert"] for rule in rules}) == len(rules) >= 8
    for rule in rules:
        assert set(re.findall(r"\b(agraw_\w+|up)\b", rule["expr"])) <= known, rule
        assert rule["annotations"]["summary"], rule
        assert rule["labels"]["severity"] in {"page", "ticket"}, rule
        assert f"`{rule['alert']}`" in handbook, rule["alert"]
        assert rule["expr"].count("(") == rule["expr"].count(")")


def test_what_prometheus_is_told_to_ask_is_served():
    told = yaml.safe_load((ROOT / "deploy/prometheus.yml").read_text())
    asked = {(job["job_name"], target["port"]) for job in told["scrape_configs"] for target in job["dns_sd_configs"]}
    assert asked == {("pages", 8001), ("sockets", 8002)}
    # Without containers: the proxy's block for this machine, and the port that the unit of the sockets names.
    path = ROOT / "deploy/systemd/prometheus.yml"
    alone = yaml.safe_load(path.read_text())
    targets = {job["job_name"]: job["static_configs"][0]["targets"] for job in alone["scrape_configs"]}
    assert targets == {"pages": ["127.0.0.1:9180"], "sockets": ["127.0.0.1:8002"]}
    assert "http://127.0.0.1:9180 {" in (ROOT / "deploy/Caddyfile").read_text()
    assert (path.parent / alone["rule_files"][0]).exists()
    # The pool waits ten seconds for a database that is away, and then its figures are answered: it must be heard.
    patience = databases()["default"]["OPTIONS"]["pool"]["timeout"]
    for one in (told, alone):
        assert patience < int(one["global"]["scrape_timeout"].removesuffix("s"))
        assert one["global"]["scrape_timeout"] <= one["global"]["scrape_interval"]


def test_alerts_are_told_when_a_part_has_no_address_and_not_of_pages_that_nobody_made():
    rules = yaml.safe_load((ROOT / "deploy/alerts.yml").read_text())["groups"][0]["rules"]
    expressions = {rule["alert"]: rule["expr"] for rule in rules}
    jobs = yaml.safe_load((ROOT / "deploy/prometheus.yml").read_text())["scrape_configs"]
    for job in jobs:
        assert f'absent(up{{job="{job["job_name"]}"}})' in expressions["AgrawAway"]
    left_out = re.search(r'route!~"([^"]*)"', expressions["AgrawSlow"])[1]
    assert all(re.fullmatch(left_out, route) for route in (STATIC, KEPT))
    assert not re.fullmatch(left_out, "home")


def test_the_lock_of_the_image_is_one_of_ours():
    assert (ROOT / "requirements/groups.txt").exists()
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert wanted == ">=3.12"
    assert "python:3.13-slim" in (ROOT / "Dockerfile").read_text()
    assert filled("${SITE_HOST}") == "agraw.example.ma"
