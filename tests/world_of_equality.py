"""The consultative body of the small world (`tests.world`), and its opinions: published, asked for, in preparation.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.utils.timezone import localdate

from equality import actions
from equality.models import Opinion
from tests.factories.accounts import UserFactory
from tests.factories.spaces import AssociationFactory

# The author chairs the body; what its members alone read has words of its own.
SECRETS = {"canarybodydraft": {"author", "superuser"}, "canarybodywords": {"author", "superuser"}}
DAY = datetime.timedelta(days=1)
BODY_PAGES = ("opinion", "write", "rapporteur", "adopt")


def make(world) -> SimpleNamespace:
    """Make them; who may not see them is in `SECRETS`."""
    officer, chair, made = world.who["officer"], world.who["author"], SimpleNamespace()
    first = localdate() - 40 * DAY
    made.body = actions.set_up_body(world.council, by=officer, starts_on=first, ends_on=first + 900 * DAY)
    made.chair = named(made, world, 0, user=chair, seat="chair")
    for number in (1, 2):
        made.member = named(made, world, number)
    _forget(chair)
    made.published = published(world, made, "shown")
    made.asked = asked(world, made, "asked")
    actions.write_opinion(made.asked, by=chair, text_ar="canarybodywords", version=0)
    made.draft = actions.propose_opinion(made.body, by=chair, title_ar="canarybodydraft")
    actions.write_opinion(made.draft, by=chair, text_ar="canarybodywords", version=0)
    for name in ("published", "asked", "draft"):
        setattr(made, name, Opinion.objects.get(pk=getattr(made, name).pk))
    return made


def _forget(user) -> None:
    if hasattr(user, "_body_seats"):
        del user._body_seats


def named(made, world, number: int, **more):
    said = {"name_ar": f"عضوة {number}", "name_fr": f"Membre {number}", "gender": "woman", "user": UserFactory()} | more
    association = AssociationFactory(seat=world.council.territory)
    return actions.add_member(
        made.body, by=world.who["officer"], association=association, starts_on=made.body.starts_on, **said
    )


def asked(world, made, word: str) -> Opinion:
    until = localdate() + 9 * DAY
    return actions.ask_opinion(
        made.body, by=world.who["president"], question=f"{word} question", title_ar=f"{word} title", answer_by=until
    )


def published(world, made, word: str) -> Opinion:
    chair = world.who["author"]
    row = asked(world, made, word)
    actions.write_opinion(row, by=chair, text_ar=f"{word} text", version=0)
    seats = list(made.body.members.all())
    actions.adopt_opinion(row, by=chair, held_on=localdate(), present=seats, votes_for=len(seats))
    return actions.publish_opinion(row, by=chair)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of this room with, as `tests.doors.values` does."""
    made = world.equality
    slugs = [{"slug": "town"}, {"slug": "hamlet"}]
    opinions = [{"pk": row.pk} for row in (made.published, made.asked, made.draft)]
    return {
        ("equality", ("slug",)): slugs,
        **{(f"equality:{name}", ("pk",)): opinions for name in BODY_PAGES},
        ("equality:of-session", ("pk",)): [{"pk": world.presidency.session.pk}],
        ("equality:member-end", ("pk", "slug")): [
            {"slug": "town", "pk": made.member.pk}, {"slug": "village", "pk": made.member.pk},
        ],
        ("equality:opinion-pdf", ("language", "pk")): [
            {"pk": made.published.pk, "language": "fr"}, {"pk": made.published.pk, "language": "xx"},
            {"pk": made.draft.pk, "language": "ar"},
        ],
        ("equality:opinion-move", ("action", "pk")): [
            one | {"action": act} for one in opinions for act in ("publish", "rewrite", "drop", "fly")
        ],
        ("opinion", ("pk",)): opinions,
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None for no address of this room."""
    if not name.startswith(("equality:", "opinion-")):
        return None
    page = name.removeprefix("equality:")
    return page.startswith(("opinion", *BODY_PAGES)) and kwargs.get("pk") == world.equality.draft.pk


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of this room list."""
    made = world.equality
    _forget(world.who["author"])
    named(made, world, 10 + number)
    published(world, made, f"more{number}")
    asked(world, made, f"asked{number}")
    actions.propose_opinion(made.body, by=world.who["author"], title_ar=f"begun{number}")
