"""Which commune is a point in: p50 and p95 over random points, beside a bare query by primary key in the same run."""

import random
import sys

import django

django.setup()

from bench._clock import say, summary, times  # noqa: E402
from territories.models import Territory  # noqa: E402

WEST, SOUTH, EAST, NORTH = -17.1, 20.8, -1.0, 35.9  # degrees around Morocco: some points are in the sea or abroad


def main(count: int) -> None:
    """Locate `count` points, each after a query by primary key, so that both meet the same noise."""
    dice = random.Random(1503)  # noqa: S311 -- the same points each time
    keys = list(Territory.objects.values_list("pk", flat=True))
    if len(keys) < 1631:
        sys.exit("The territories are not imported: manage.py import_territories")
    points = [(dice.uniform(WEST, EAST), dice.uniform(SOUTH, NORTH)) for _ in range(count)]
    towns = Territory.objects.communes().values_list("point", flat=True)
    points[: count // 2] = [(point.x, point.y) for point in dice.choices(list(towns), k=count // 2)]
    dice.shuffle(points)
    bare, located, inside = [], [], 0
    for number, point in enumerate(points):
        sample = [dice.choice(keys)]
        bare += times(lambda key: Territory.objects.light().get(pk=key), sample)
        found = []
        taken = times(lambda place, found=found: found.append(Territory.objects.locate(*place)), [point])
        located += taken if number else []  # the first opens the connection
        inside += found[0] is not None
    one, two = summary(located), summary(bare[1:])
    ratio = round(one["p50_ms"] / two["p50_ms"], 2)
    say(
        bench="locate",
        **one,
        inside=inside,
        yardstick=two,
        ratio_p50=ratio,
        target_p95_ms=15,
        reached=one["p95_ms"] < 15,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
