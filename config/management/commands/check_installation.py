"""Say to an operator, in words, what is wrong with this installation."""

import json
import os

from django.core.management.base import BaseCommand
from django.utils import translation

from config.installation import Level, look_at_everything

MARKS = {Level.WELL: "ok  ", Level.DOUBTFUL: "?   ", Level.FAILING: "!!  "}


class Command(BaseCommand):
    help = (
        "Look at the database, the machine, what runs and what is loaded, and say what is wrong and what to do, in the "
        "language of LANG (ar, fr, else English). Exits with 1 when something fails, with 0 when all is well or only "
        "doubtful. Nothing is changed, and nothing is sent."
    )
    requires_system_checks = []  # what they would stop at is told in words

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="a list of {name, level, words} for programs")
        parser.add_argument("--strict", action="store_true", help="exit with 1 for what is doubtful too")

    def handle(self, *, strict, **options):
        with translation.override(language()):
            found = look_at_everything()
            if options["json"]:
                rows = [{"name": one.name, "level": one.level, "words": str(one.words)} for one in found]
                self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            else:
                for one in sorted(found, key=lambda one: list(Level).index(one.level)):
                    self.stdout.write(f"{MARKS[one.level]}{one.name}{': ' if one.words else ''}{one.words}")
        bad = {Level.FAILING, Level.DOUBTFUL} if strict else {Level.FAILING}
        if any(one.level in bad for one in found):
            raise SystemExit(1)


def language() -> str:
    """Return the language in which the operator's terminal speaks, as far as it is one of ours."""
    asked = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2].lower()
    return asked if asked in {"ar", "fr"} else "en"
