"""Find needs like the one being written, among many of one commune: p50 and p95, beside a bare query by primary key."""

import json
import random
import sys

import django

django.setup()

from django.contrib.gis.geos import Point  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import say, summary, times  # noqa: E402
from councils.enums import Theme  # noqa: E402
from needs.actions.folding import folded_fields  # noqa: E402
from needs.likeness import similar  # noqa: E402
from needs.models import Need  # noqa: E402
from needs.words import DATA  # noqa: E402
from spaces.enums import SpaceState  # noqa: E402
from spaces.models import Space  # noqa: E402
from territories.models import Territory  # noqa: E402

SCRIPTS = ["ar", "fr", "darija"]
ASKED = 100  # texts for each of the six cases


class People:
    """What people write: a few civic words, some much oftener than others, among words that only they use."""

    def __init__(self, dice: random.Random, middle: Point):
        self.dice, self.middle = dice, middle
        self.words = list(json.loads(DATA.read_text(encoding="utf-8"))["words"].values())
        dice.shuffle(self.words)
        self.often = [1 / (rank + 2) for rank in range(len(self.words))]
        self.places = [self._name() for _ in range(60)]

    def _name(self) -> str:
        return "".join(self.dice.choice("bdfghjklmnrstz") + self.dice.choice("aiou") for _ in range(3))

    def say(self, script: str, civic: int, own: int) -> str:
        said = [self.dice.choice(word[script]) for word in self.dice.choices(self.words, self.often, k=civic)]
        said += [self._name() for _ in range(own)]
        self.dice.shuffle(said)
        return " ".join(said)

    def point(self) -> Point:
        x, y = (self.dice.gauss(0, 0.03) for _ in range(2))  # degrees: most live within a few kilometres
        return Point(self.middle.x + x, self.middle.y + y, srid=4326)

    def need(self, space: Space, author: User) -> Need:
        script = self.dice.choice(SCRIPTS)
        title, text = self.say(script, 3, 1), self.say(script, 5, 8)
        place, theme = self.dice.choice(self.places), self.dice.choice(Theme.values)
        return Need(
            space=space, author=author, title=title[:120], text=text, place=place, theme=theme, location=self.point(),
            support_count=1, **folded_fields(title, place, text),
        )  # fmt: skip


def main(count: int) -> None:
    """Write `count` needs into a commune without a space, look for like ones, and undo it."""
    dice = random.Random(1503)  # noqa: S311 -- the same needs each time
    commune = Territory.objects.communes().filter(space__isnull=True, point__isnull=False).first()
    if commune is None:
        sys.exit("The territories are not imported: manage.py import_territories")
    people, cases, bare = People(dice, commune.point), {}, []
    with transaction.atomic():
        space = Space.objects.create(commune=commune, state=SpaceState.OPEN, opened_at=now())
        author = User.objects.create(display_name="bench")
        for _ in range(0, count, 1000):
            Need.objects.bulk_create([people.need(space, author) for _ in range(1000)])
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('need_keys')")
            cursor.execute("ANALYZE needs_need")
        for script in SCRIPTS:
            for has_point in (False, True):
                taken = []
                for _ in range(ASKED):
                    text, point = people.say(script, 3, 2), people.point() if has_point else None
                    bare += times(lambda key: User.objects.only("pk").get(pk=key), [author.pk])
                    taken += times(lambda one: similar(space, *one), [(text, point)])
                cases[f"{script}{' with a point' if has_point else ''}"] = summary(taken)
        transaction.set_rollback(True)
    worst = max(case["p50_ms"] for case in cases.values())
    say(bench="likeness", needs=count, **cases, yardstick=summary(bare), target_p50_ms=50, reached=worst < 50)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
