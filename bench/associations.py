"""List, filter and search 5,000 associations: p50 and p95 of each page, beside a bare query by primary key."""

import datetime
import random
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import say, summary, times  # noqa: E402
from councils.enums import Theme  # noqa: E402
from spaces.enums import Tongue  # noqa: E402
from spaces.models import Association  # noqa: E402
from spaces.names import folded_of, sounds_of  # noqa: E402
from territories.models import Territory  # noqa: E402

WORDS = (
    ("الأفق", "Horizon"), ("النور", "Lumière"), ("الماء", "Eau"), ("الواحة", "Oasis"), ("الشباب", "Jeunesse"),
    ("المرأة", "Femmes"), ("التنمية", "Développement"), ("البيئة", "Environnement"), ("الثقافة", "Culture"),
    ("الرياضة", "Sport"), ("التعاون", "Coopération"), ("المستقبل", "Avenir"), ("الأطلس", "Atlas"), ("أركان", "Argan"),
)  # fmt: skip
ASKED = {
    "all": {},
    "words": {"q": "افق"},
    "sound": {"q": "atlass"},
    "nothing": {"q": "zzzzzz"},
    "theme": {"theme": "water"},
    "place": {"place": "tiznit"},
    "region": {"region": "09"},
    "in_order": {"in_order": "on"},
    "everything": {"q": "oasis", "theme": "health", "region": "09", "language": "ar", "in_order": "on"},
}


class Enough(Exception):  # noqa: N818 -- ends the transaction: nothing of the bench stays
    """The bench is over."""


def fill(count: int) -> None:
    """Write `count` associations all over the country, a third of them with a dossier that is in order."""
    dice, today = random.Random(1958), datetime.date.today()  # noqa: S311, DTZ011 -- the same each time
    communes = list(Territory.objects.communes().light().only("pk", "name_ar", "name_fr"))
    if not communes:
        sys.exit("The territories are not imported: manage.py import_territories")
    by = User.objects.create(display_name="bench")
    rows = []
    for number in range(count):
        seat, words = dice.choice(communes), dice.sample(WORDS, 2)
        names = [f"جمعية {words[0][0]} و{words[1][0]} {seat.name_ar} {number}"[:160],
                 f"Association {words[0][1]} et {words[1][1]} {seat.name_fr} {number}"[:160]]  # fmt: skip
        rows.append(
            Association(
                name_ar=names[0], name_fr=names[1], seat=seat, representative=by, founded_on=today,
                themes=dice.sample(Theme.values, 2), languages=dice.sample(Tongue.values, 2),
                folded=folded_of(*names), keys=sounds_of(*names), checked_on=today if number % 3 == 0 else None,
            )
        )  # fmt: skip
    Association.objects.bulk_create(rows, batch_size=1000)


def main(count: int, rounds: int) -> None:
    """Ask for each page `rounds` times; the target is 200 ms of the server for the slowest (p95), on this machine."""
    client, results = Client(), {}
    try:
        with transaction.atomic():
            fill(count)
            one = Association.objects.values_list("pk", flat=True).first()
            bare = summary(times(lambda pk: Association.objects.get(pk=pk), [one] * rounds))
            for name, asked in ASKED.items():
                client.get("/ar/associations/", asked)
                taken = summary(times(lambda a: client.get("/ar/associations/", a), [asked] * rounds))
                results[name] = {key: taken[key] for key in ("p50_ms", "p95_ms")}
            raise Enough
    except Enough:
        pass
    worst = max(result["p95_ms"] for result in results.values())
    say(
        bench="associations", count=count, pages=results, worst_p95_ms=worst, yardstick=bare,
        target_p95_ms=200, reached=worst < 200,
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000, int(sys.argv[2]) if len(sys.argv) > 2 else 40)
