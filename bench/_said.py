"""What people write, made up for the benches: civic words in three scripts among words of their own."""

import json
import random

from django.contrib.gis.geos import Point

from accounts.models import User
from councils.enums import Theme
from needs.actions.folding import folded_fields
from needs.models import Need
from needs.words import DATA
from spaces.models import Space

SCRIPTS = ["ar", "fr", "darija"]


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
