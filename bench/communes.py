"""Find a commune by name, well spelt and not: p50 and p95, beside a bare query by primary key in the same run."""

import random
import sys

import django

django.setup()

from bench._clock import say, summary, times  # noqa: E402
from territories.models import Territory  # noqa: E402

SLIPS = ["", "", "drop", "double", "swap", "prefix", "vowel"]  # two in seven are well spelt


def slip(name: str, dice: random.Random) -> str:
    """Return the name as a person in a hurry types it."""
    kind, place = dice.choice(SLIPS), dice.randrange(len(name))
    if kind == "drop":
        return name[:place] + name[place + 1 :]
    if kind == "double":
        return name[:place] + name[place] + name[place:]
    if kind == "swap":
        return name[:place] + name[place : place + 2][::-1] + name[place + 2 :]
    if kind == "prefix":
        return name[: max(2, place)]
    if kind == "vowel":
        return name.translate(str.maketrans("aeiou", "eauio"))
    return name


def main(count: int) -> None:
    """Search `count` names; a search is right when the commune, or one of its name, is among the first eight."""
    dice = random.Random(1503)  # noqa: S311 -- the same names each time
    communes = list(Territory.objects.communes().light().only("pk", "name_ar", "name_fr"))
    if len(communes) < 1503:
        sys.exit("The territories are not imported: manage.py import_territories")
    bare, searched, right, spelt = [], [], 0, 0
    for number in range(count):
        commune = dice.choice(communes)
        name = dice.choice([commune.name_ar, commune.name_fr])
        asked = slip(name, dice)
        bare += times(lambda key: Territory.objects.light().get(pk=key), [commune.pk])
        found = []
        taken = times(lambda text, found=found: found.extend(Territory.objects.for_list().search(text)[:8]), [asked])
        searched += taken if number else []  # the first opens the connection
        if asked == name:
            spelt += 1
        right += any(commune.name_fr == unit.name_fr for unit in found)
    one, two = summary(searched), summary(bare[1:])
    say(
        bench="communes", **one, found_in_first_eight=round(right / count, 3), well_spelt=spelt, yardstick=two,
        ratio_p50=round(one["p50_ms"] / two["p50_ms"], 2), target_p95_ms=50, reached=one["p95_ms"] < 50,
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
