"""Moderation in the small world (`tests.world`): what waits, what was hidden and is appealed against, a day of duty."""

import datetime
from types import SimpleNamespace

from django.utils.timezone import localdate

from moderation import actions
from moderation.enums import Ground, Outcome
from moderation.models import Act, CannedText, Duty, ListedWord
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory

MODERATING = {"facilitator", "moderator", "coordinator", "superuser"}
SECRETS = {
    "canarysaidinreport": MODERATING | {"citizen"},  # the citizen has it in the copy of her data
    "canaryappealing": MODERATING | {"author"},
    "canaryputaway": MODERATING | {"author"},
}
# The API's names for what is here.
OF_MODERATION = ("moderationact-", "moderation-csv", "report")


def make(world) -> SimpleNamespace:
    """Make a case that waits, and one that was hidden and is appealed against by its author."""
    made, who = SimpleNamespace(), world.who
    made.thread = type(world.open.thread).objects.get(pk=world.open.thread_id)
    said = ContributionFactory(thread=made.thread, author=who["author"], text="canaryputaway")
    case = actions.report("contribution", said.pk, by=who["citizen"], ground=Ground.INSULT).case
    case = actions.decide(case, outcome=Outcome.HIDDEN, by=who["facilitator"], ground=Ground.INSULT, note="why hidden")
    made.appealed = actions.appeal(case, by=who["author"], words="canaryappealing")
    made.waiting = reported(world, made, "one")
    made.duty = actions.put_on_duty(world.space, user=who["moderator"], day=localdate(), by=who["facilitator"])
    by = who["facilitator"]
    made.word = actions.list_word(world.space, "bouzbal", language="fr", by=by)
    made.text = actions.add_text(
        world.space, outcome=Outcome.HIDDEN, ground=Ground.SPAM, ar="إشهار", fr="publicité", by=by
    )
    return made


def reported(world, made, word: str):
    said = ContributionFactory(thread=made.thread, author=UserFactory(), text=f"said and reported {word}")
    sent = actions.report(
        "contribution", said.pk, by=world.who["citizen"], ground=Ground.SPAM, words="canarysaidinreport"
    )
    return sent.case


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of moderation with, as `tests.doors.values` does."""
    made, year = world.moderation, localdate().year
    slugs = [{"slug": space.commune.slug} for space in (world.space, world.draft_space)]
    hidden = world.secret_needs[turn % len(world.secret_needs)]
    things = [
        {"kind": "need", "key": world.open.pk},
        {"kind": "need", "key": hidden.pk},
        {"kind": "contribution", "key": made.waiting.key},
        {"kind": "contribution", "key": made.appealed.key},
        {"kind": "association", "key": world.petitions.association.pk},
    ]
    years = [{"year": one} for one in (year, year - 1)]
    return {
        ("moderation:report", ("key", "kind")): things,
        ("moderation:thanks", ("kind",)): [{"kind": "need"}, {"kind": "x"}],
        ("moderation", ("pk",)): [{"pk": made.waiting.pk}, {"pk": made.appealed.pk}],
        ("moderation", ("slug",)): slugs,
        ("moderation:rota-remove", ("pk", "slug")): [one | {"pk": made.duty.pk} for one in slugs],
        ("moderation:word-remove", ("pk", "slug")): [one | {"pk": made.word.pk} for one in slugs],
        ("moderation:text-remove", ("pk", "slug")): [one | {"pk": made.text.pk} for one in slugs],
        ("moderation", ("year",)): years,
        ("moderation", ("slug", "year")): [one | {"year": year} for one in slugs],
        ("moderation:year-pdf", ("language", "year")): [{"language": "fr", "year": year}, {"language": "x", "year": 1}],
        ("moderation:space-year-pdf", ("language", "slug", "year")): [
            one | {"language": "ar", "year": year} for one in slugs
        ],
        ("moderationact", ("pk",)): [{"pk": row.pk} for row in Act.objects.order_by("pk")[:2]],
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of moderation names what a stranger may not see; None for no such one."""
    if name in {"debates:contribution", "contribution-detail"} and kwargs.get("pk") == world.moderation.appealed.key:
        return True
    if not name.startswith(("moderation:", *OF_MODERATION)):
        return None
    if name == "moderation:report":
        hidden = [("need", need.pk) for need in world.secret_needs]
        return (kwargs["kind"], kwargs["key"]) in [*hidden, ("contribution", world.moderation.appealed.key)]
    if name in {f"moderation:{one}" for one in ("case", "decide", "appeal", "judge", "show-again")}:
        return True
    return kwargs.get("slug") == world.draft_space.commune.slug


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of moderation list."""
    made, who = world.moderation, world.who
    reported(world, made, f"more {number}")
    said = ContributionFactory(thread=made.thread, author=who["author"], text=f"more put away {number}")
    case = actions.report("contribution", said.pk, by=who["citizen"], ground=Ground.SPAM).case
    actions.decide(case, outcome=Outcome.HIDDEN, by=who["facilitator"], ground=Ground.SPAM, note=f"more why {number}")
    day = localdate() + datetime.timedelta(days=number + 1)
    Duty.objects.create(space=world.space, user=who["facilitator"], day=day)
    ListedWord.objects.create(space=world.space, language="fr", word=f"bouzbal more {number}")
    CannedText.objects.create(space=world.space, outcome=Outcome.HIDDEN, ar=f"إشهار {number}", fr=f"publicité {number}")
