"""What one of each costs: processor time of a page and of an act, bytes of a row, of a photo, of a process.

Pages and acts go through Django's whole handler with the people signed in beforehand, a visitor's page through the
memory for visitors; the database's time is that of the process that answers this connection, read from the kernel.
`python_ms` and `database_ms` are means over the rounds.
Bytes of a row are those of its table with all indexes, after 100,000 rows like one that the house itself wrote, their
words drawn from five thousand texts. A process is weighed (PSS: what is shared counts in parts) after it has answered.
`script/reckon` makes its table from these.
"""

import argparse
import gc
import io
import json
import os
import random
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import django

django.setup()

from django.core import mail  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, RequestFactory, override_settings  # noqa: E402
from PIL import Image, ImageChops  # noqa: E402
from rest_framework.throttling import SimpleRateThrottle  # noqa: E402

from accounts.enums import Trust  # noqa: E402
from accounts.models import User  # noqa: E402
from bench._clock import say  # noqa: E402
from bench._live import STARTING, TICKS, until  # noqa: E402
from bench._needs import TABLE, _text  # noqa: E402
from bench._rows import different, multiply, nothing_asked  # noqa: E402
from bench._said import People  # noqa: E402
from bench._world import own_database  # noqa: E402
from bench.surge import House, a_petition  # noqa: E402
from core import outbox, photos  # noqa: E402
from core.models import Entry, Message, Seal  # noqa: E402
from debates.models import Contribution, Thread  # noqa: E402
from needs import actions as needs  # noqa: E402
from needs.models import Need, Support  # noqa: E402
from notices.actions import notify  # noqa: E402
from notices.models import Notice  # noqa: E402
from petitions.models import Petition, Signature  # noqa: E402
from search.models import Entry as Found  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
ROWS = 100_000
WORDS = 5_000  # texts, of the bench's twenty thousand
SAID = "نحتاج إلى إصلاح الطريق قبل الشتاء، والماء ينقطع كل يوم في الدوار الفوقاني."


def texts() -> None:
    """Keep texts as people write them in a table, for the rows."""
    dice = random.Random(1503)  # noqa: S311 -- the same each time
    said = People(dice, None)
    with connection.cursor() as cursor:
        for statement in TABLE.split(";")[:-1]:
            cursor.execute(statement)
        cursor.executemany(
            "INSERT INTO bench_text VALUES (%s, %s, %s, %s, %s, %s, %s)", [_text(n, said) for n in range(WORDS)]
        )


def people(count: int) -> list[Client]:
    """Make people, and a browser each in which she is signed in."""
    made = User.objects.bulk_create(
        User(phone=f"+2126{n:08}", phone_verified=True, display_name=f"ساكن {n}", trust=Trust.CONTACT)
        for n in range(count)
    )
    browsers, server = [], Client().handler
    for user in made:
        client = Client()
        client.handler = server  # one server for all of them: its middleware is made once
        client.force_login(user, backend=BACKEND)
        client.user = user
        browsers.append(client)
    return browsers


def cpu_of(pid: int) -> float:
    """Return the seconds of processor time of a process, 0 where the kernel does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def acts(petition: Petition, need: Need, browsers: list[Client]) -> dict[str, Callable[[int], object]]:
    """Return what people do, by name; each is given a number and answers with a response."""
    slug, reader, visitor = petition.space.commune.slug, browsers[-1], Client()
    visited = [f"/ar/spaces/{slug}/", f"/ar/spaces/{slug}/needs/", f"/ar/needs/{need.pk}/", "/ar/"]
    asked = {"theme": "water", "place": "الدوار", "beneficiary": "everyone"}

    def post(n: int):
        words = {"title": f"{SAID[:60]} {n}", "text": SAID * 3}
        return browsers[n].post(f"/ar/spaces/{slug}/needs/new/", asked | words)

    return {
        "visitor_page": lambda n: _visited(f"/ar/petitions/{petition.pk}/"),
        "visitor_made": lambda n: visitor.get(visited[n % len(visited)]),
        "list": lambda n: reader.get(f"/ar/spaces/{slug}/needs/"),
        "page": lambda n: reader.get(f"/ar/needs/{need.pk}/"),
        "post": post,
        "support": lambda n: browsers[n].post(f"/ar/needs/{need.pk}/join/"),
        "say": lambda n: browsers[n].post(f"/ar/threads/{need.thread_id}/contribute/", {"text": f"{SAID} {n}"}),
        "sign": lambda n: browsers[n].post(
            f"/ar/petitions/{petition.pk}/sign/", {"attests": "on", "telling": "inbox", "name": "فاطمة"}
        ),
        "mail": _mail,
    }


def _visited(path: str) -> None:
    """Ask for a page as a server does, through the memory for visitors that stands before Django."""
    from config.wsgi import application  # noqa: PLC0415 -- it sets Django up: last of all

    answer = application(RequestFactory().get(path).environ, lambda *_head: None)
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()


def _mail(n: int):
    with transaction.atomic():
        message = outbox.post(key=f"bench.{n}", channel="mail", to=f"a{n}@example.org", subject="خبر", body=SAID * 4)
    outbox.deliver(message.pk)
    mail.outbox.clear()


def cost(act: Callable[[int], object], rounds: int) -> dict[str, float]:
    """Return the processor time of one act in milliseconds, Python's and the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    gc.collect()
    python, database = time.process_time(), cpu_of(pid)
    for number in range(rounds):
        answer = act(number)
        if answer is not None and answer.status_code not in {200, 201, 302}:
            raise SystemExit(f"answered {answer.status_code}: {answer.request['PATH_INFO']}")
    python, database = time.process_time() - python, cpu_of(pid) - database
    return {"python_ms": round(1000 * python / rounds, 2), "database_ms": round(1000 * database / rounds, 2)}


def rows(petition: Petition, need: Need, user: User) -> dict[str, int]:
    """Return the bytes of a row, with its part of the indexes, of each large table."""
    text = "(SELECT {} FROM bench_text WHERE id = n % {})"
    written = {name: text.format(name, WORDS) for name in ("title", "text", "place", "folded", "keys")}
    with transaction.atomic():
        notify([user], key="bench.0", text=lambda: SAID, url=need.get_absolute_url())
    signature = Signature.objects.filter(petition=petition).first()
    words = {"title": written["title"], "text": written["text"]}
    different_words = {
        User: {"phone": "'+2127' || lpad(n::text, 8, '0')"},
        Need: words | {name: written[name] for name in ("place", "folded", "keys")} | {"thread_id": "n + 10000000"},
        Thread: {"id": "n + 10000000", "title": written["title"]},
        Contribution: {"text": f"{written['text']} || n", "client_key": "gen_random_uuid()"},
        Signature: {name: f"sha256('{name}'::bytea || n::text::bytea)" for name in ("person_key", "phone_key")},
        Notice: {"text": f"left({written['text']}, 200)", "url": "'/needs/' || n || '/'"},
        Message: {"body": f"{written['text']} || {written['text']}", "state": "'sent'"},
        Entry: {"subject": "'needs.need:' || n", "id": "n + 10000000"},
        Seal: {"number": "n + 10000000", "entry_id": "n + 10000000", "digest": "sha256(n::text::bytea)"},
        Found: {"words": f"to_tsvector('simple', {written['folded']})", "digest": "md5(n::text)"},
    }
    like = {
        User: user, Need: need, Thread: need.thread, Support: Support.objects.first(),
        Contribution: Contribution.objects.first(), Signature: signature, Notice: Notice.objects.first(),
        Message: Message.objects.first(), Entry: Entry.objects.first(), Seal: Seal.objects.first(),
        Found: Found(kind="need", key=1, at=need.created_at, weight=1, digest=""),
    }  # fmt: skip
    told = {}
    for model, one in like.items():
        before = _size(model)
        with transaction.atomic(), nothing_asked():
            multiply(one, ROWS, **(_far(different(model)) | different_words.get(model, {})))
        told[model._meta.db_table] = round((_size(model) - before) / ROWS)
        sys.stderr.write(f"{model._meta.db_table}: {told[model._meta.db_table]} bytes a row\n")
    return told


def _far(columns: dict[str, str]) -> dict[str, str]:
    """Return columns whose numbers are far from those of the rows that are there."""
    return {name: sql.replace("n", "(n + 10000000)", 1) if sql == "n" else sql for name, sql in columns.items()}


def _size(model) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [model._meta.db_table])
        return cursor.fetchone()[0]


def picture() -> dict[str, int]:
    """Return the bytes that the house keeps of one photo of twelve million pixels with detail at every scale."""
    seen = Image.new("RGB", (4000, 3000), (120, 110, 90))
    for parts in (4, 16, 64, 256, 1024):
        noise = Image.effect_noise((parts, parts * 3 // 4), 40).resize(seen.size, Image.Resampling.BICUBIC)
        seen = ImageChops.blend(seen, Image.merge("RGB", [noise] * 3), 0.35)
    file = io.BytesIO()
    seen.save(file, "JPEG", quality=90)
    file.seek(0)
    start = time.process_time()
    kept = photos.photo(file)
    took = round((time.process_time() - start) * 1000)
    return {"image": len(kept.image), "thumbnail": len(kept.thumbnail), "python_ms": took}


def processes(url: str, paths: list[str]) -> dict[str, int]:
    """Return the megabytes of a process that serves pages, after it has, and of the worker."""
    with tempfile.TemporaryDirectory(prefix="agraw-bench-") as place:
        house = House(Path(place), url)
        try:
            home = f"http://127.0.0.1:{house.port}"
            if not until(lambda: _answers(f"{home}/healthz"), STARTING):
                raise SystemExit("The pages do not answer.")
            for number in range(300):
                _answers(home + paths[number % len(paths)])
            pages = _children(house.processes["pages"].pid)
            return {
                "pages_mb": max(map(_megabytes, pages)),
                "worker_mb": _megabytes(house.processes["worker"].pid),
            }
        finally:
            house.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own address
            return bool(answer.read())
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in found] or [pid]


def _megabytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)


def main(options: argparse.Namespace) -> None:
    # Nobody is asked to wait, and no likeness is looked for: what is measured is the act, not the refusal.
    unthrottled = mock.patch.object(SimpleRateThrottle, "allow_request", return_value=True)
    settings = override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False)
    with own_database("units") as url:
        petition = a_petition()
        texts()
        with settings, unthrottled, mock.patch.dict(os.environ):
            django.test.utils.setup_test_environment()
            browsers = people(options.rounds + 5)
            need = needs.post(
                petition.space, by=browsers[-2].user, title=SAID[:80], text=SAID, theme="water", place="الدوار"
            )
            told = {}
            for name, act in acts(petition, need, browsers).items():
                act(options.rounds + 1)  # what is kept for the life of the process is kept now
                told[name] = cost(act, options.rounds)
                sys.stderr.write(json.dumps({name: told[name]}) + "\n")
        sizes = rows(petition, Need.objects.get(pk=need.pk), browsers[0].user)
        weights = processes(url, [f"/ar/petitions/{petition.pk}/", f"/ar/needs/{need.pk}/", "/ar/", "/fr/"])
    say(bench="units", acts=told, bytes_a_row=sizes, photo=picture(), process=weights, rows=ROWS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=150, help="times that each is done")
    main(parser.parse_args())
