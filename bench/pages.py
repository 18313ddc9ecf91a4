"""Ask for the hot pages at 1,000 to 1,000,000 needs over 1,503 communes: time, queries and bytes, beside a bare view.

The pages go through Django's whole handler, without the memory for visitors (`core.cached`), in turn with the
yardstick: a bare view with one template and one indexed PostGIS query. `ratio` is the yardstick's time divided by the
page's; `growth` compares 1,000,000 with 10,000, each beside the yardstick of its own size.
"""

import argparse
import json
import sys
import time
from unittest import mock

import django

django.setup()

from allauth.usersessions.models import UserSession  # noqa: E402
from django.contrib.gis.geos import Point  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402
from rest_framework.throttling import SimpleRateThrottle  # noqa: E402

from accounts.enums import Trust  # noqa: E402
from accounts.models import User  # noqa: E402
from bench._clock import measured, say, summary  # noqa: E402
from bench._consulted import answered, asked  # noqa: E402
from bench._needs import busiest, fill, prepare  # noqa: E402
from bench._world import own_database  # noqa: E402
from bench.thread import a_debate  # noqa: E402
from consultations import actions as consultations  # noqa: E402
from consultations.actions import tallying  # noqa: E402
from core.cached import FRONT, Memory  # noqa: E402
from councils.models import Council  # noqa: E402
from debates.models import Contribution  # noqa: E402
from needs.models import Support  # noqa: E402
from petitions.enums import PetitionState  # noqa: E402
from petitions.models import OnlineAcceptance, Petition  # noqa: E402
from spaces.models import Space  # noqa: E402

SIZES = [1_000, 10_000, 100_000, 1_000_000]
RATIO, GROWTH = 0.35, 1.3  # to reach
LISTS = ["needs_list", "needs_list_filtered", "needs_list_searched"]
KEPT_ROUNDS = 2_000  # about a tenth of a millisecond each
SAID = 200  # contributions under the need that is looked at


def around(space: Space) -> dict[str, int]:
    """Make what is not a need: a petition, a debate, a consultation with its results; return their keys."""
    by = User.objects.create(display_name="bench", is_superuser=True, trust=Trust.SEEN)
    people = list(User.objects.exclude(pk=by.pk)[:200])
    council = Council.objects.create(territory=space.commune)
    OnlineAcceptance.objects.create(council=council, reference="1", accepted_on=localdate(), entered_by=by)
    petition = Petition.objects.create(
        space=space, council=council, author=people[0], title="برمجة إصلاح الطريق", reasons="الطريق مقطوعة.",
        aims="إصلاح الطريق.", within_powers=True, respects_constants=True, common_interest=True, appointed=True,
        state=PetitionState.COLLECTING, started_at=now(), required=100,
    )  # fmt: skip
    debate = a_debate(space, by, people, 1_000)
    consultation = asked(space, by, 1_000)
    answered(consultation, 1_000, [space.commune_id])
    tallying.tally(consultation.pk)
    consultations.publish(consultation, by=by)
    return {"petition": petition.pk, "debate": debate.pk, "consultation": consultation.pk}


def talked_about(space: Space) -> int:
    """Let people talk under the newest need of the space, and join it; return its key."""
    need = busiest(space)
    people = list(User.objects.exclude(is_superuser=True)[:SAID])
    Contribution.objects.bulk_create(
        Contribution(thread=need.thread, seq=n, rev=n, author=people[n - 1], text="الماء ينقطع منذ أسبوع", at=now())
        for n in range(1, SAID + 1)
    )
    type(need.thread).objects.filter(pk=need.thread_id).update(last_seq=SAID, rev=SAID, shown_count=SAID)
    Support.objects.bulk_create(Support(need=need, user=user) for user in people)
    type(need).objects.filter(pk=need.pk).update(support_count=SAID)
    with connection.cursor() as cursor:  # as PostgreSQL does by itself once so many rows are new
        cursor.execute("ANALYZE debates_contribution, debates_thread, needs_support")
    return need.pk


def ways(space: Space, need: int, others: dict[str, int], citizen: User) -> dict:
    """Return what is asked for, by name: a browser and a path."""
    visitor, signed_in = Client(), Client()
    signed_in.force_login(citizen, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create(  # as allauth notes each browser that signs in
        user=citizen, session_key=signed_in.session.session_key, ip="127.0.0.1", user_agent="bench", data={}
    )
    slug, point = space.commune.slug, space.commune.point or Point(-9.7, 29.7, srid=4326)
    box = f"{point.x - 0.02},{point.y - 0.02},{point.x + 0.02},{point.y + 0.02}"
    needs = f"/ar/spaces/{slug}/needs/"
    thread = Contribution.objects.filter(thread__need=need).values_list("thread_id", flat=True).first()
    return {
        "yardstick": (visitor, "/yardstick/"),
        "home": (visitor, "/ar/"),
        "space_home": (visitor, f"/ar/spaces/{slug}/"),
        "needs_list": (signed_in, needs),
        "needs_list_filtered": (signed_in, f"{needs}?theme=water&ordering=joined"),
        "needs_list_searched": (signed_in, f"{needs}?q=الماء"),
        "needs_list_visitor": (visitor, needs),
        "need_detail": (signed_in, f"/ar/needs/{need}/"),
        "need_detail_visitor": (visitor, f"/ar/needs/{need}/"),
        "needs_map_points": (visitor, f"{needs}points.json?bbox={box}&zoom=13"),
        "petition": (visitor, f"/ar/petitions/{others['petition']}/"),
        "petition_signed_in": (signed_in, f"/ar/petitions/{others['petition']}/"),
        "debate": (visitor, f"/ar/debates/{others['debate']}/"),
        "consultation_results": (visitor, f"/ar/consultations/{others['consultation']}/results/"),
        "api_needs": (visitor, f"/api/v1/needs/?space={slug}"),
        "api_contributions": (visitor, f"/api/v1/threads/{thread}/contributions/?limit=20"),
    }


def measure(asked_for: dict, rounds: int) -> dict:
    """Return what each page took at this size."""
    told = {}
    for name, (client, path) in asked_for.items():
        client.get(path)  # what is kept for the life of the process is kept now
        with CaptureQueriesContext(connection) as made:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{name} answered {answer.status_code}: {path}")
        told[name] = {"queries": len(made), "bytes": len(answer.content)}
    acts = {name: lambda client=client, path=path: client.get(path) for name, (client, path) in asked_for.items()}
    wall, cpu = measured(acts, rounds)
    bare = summary(wall["yardstick"])["p50_ms"]
    for name, one in told.items():
        taken = summary(wall[name])
        one |= {"p50_ms": taken["p50_ms"], "p99_ms": taken["p99_ms"], "cpu_p50_ms": summary(cpu[name])["p50_ms"]}
        one |= {"per_second": round(1000 / taken["p50_ms"]), "ratio": round(bare / taken["p50_ms"], 2)}
    return told


def kept(asked_for: dict, told: dict) -> dict[str, float]:
    """Return how many times more often a second each visitor's page is answered from the memory than made."""
    memory, times = Memory(WSGIHandler()), {}
    for name, (client, path) in asked_for.items():
        if client.cookies or name == "yardstick":
            continue
        environ = RequestFactory().get(path).environ
        environ.pop("HTTP_COOKIE", None)
        environ[FRONT] = True
        for _time in range(3):
            b"".join(memory(dict(environ), lambda *answered: None))
        if memory.pages:
            start = time.perf_counter()
            for _time in range(KEPT_ROUNDS):
                memory(dict(environ), lambda *answered: None)
            taken = (time.perf_counter() - start) * 1000 / KEPT_ROUNDS
            times[name] = round(told[name]["p50_ms"] / taken, 1)
        memory.pages.clear()
    return times


def grown(small: dict, large: dict) -> dict[str, float]:
    """Return how many times longer each page takes, each time beside the yardstick of its own size."""

    def beside(told: dict, name: str) -> float:
        return told[name]["p50_ms"] / told["yardstick"]["p50_ms"]

    return {name: round(beside(large, name) / beside(small, name), 2) for name in small if name != "yardstick"}


def main(options: argparse.Namespace) -> None:
    # Nobody is asked to wait: what is measured is the answer, not the refusal.
    unthrottled = mock.patch.object(SimpleRateThrottle, "allow_request", return_value=True)
    settings = override_settings(ROOT_URLCONF="bench._urls", ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False)
    told, done = {}, 0
    with own_database("pages"), settings, unthrottled:
        space = prepare()
        others = around(space)
        citizen = User.objects.exclude(is_superuser=True).order_by("-id").first()
        for size in options.sizes:
            fill(done + 1, size)
            done = size
            asked_for = ways(space, talked_about(space), others, citizen)
            told[size] = measure(asked_for, options.rounds)
            from_memory = kept(asked_for, told[size])
            sys.stderr.write(json.dumps({size: told[size]}) + "\n")
    small, middle, large = min(told), 10_000 if 10_000 in told else min(told), max(told)
    last, growth = told[large], grown(told[middle], told[large])
    say(
        bench="pages",
        **{str(size): one for size, one in told.items()},
        growth_by_page=growth,
        kept_to_made=from_memory,
        growth_from_the_smallest=max(grown(told[small], last).values()),
        needs_list_ratio=last["needs_list"]["ratio"],
        needs_list_least_ratio=min(last[name]["ratio"] for name in LISTS),
        needs_list_queries=last["needs_list"]["queries"],
        need_detail_ratio=last["need_detail"]["ratio"],
        growth=max(growth.values()),
        target_ratio=RATIO,
        target_growth=GROWTH,
        reached=min(last[name]["ratio"] for name in [*LISTS, "need_detail"]) >= RATIO
        and max(growth.values()) <= GROWTH,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=60, help="times that each is asked for")
    main(parser.parse_args())
