"""The people of associations in the small world (`tests.world`): places taken and offered, a hand-over that waits.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.utils.timezone import now

from spaces import actions
from spaces.enums import Position
from spaces.models import Association
from tests.factories.accounts import UserFactory

# Nobody but the people of the association finds these.
OF_ITS_PEOPLE = (
    "spaces:booking",
    "spaces:place-",
    "spaces:hand-over",
    "spaces:association-people",
    "spaces:association-invite",
)
KEEPERS = {"author", "facilitator", "coordinator", "superuser"}
SECRETS = {
    "canaryreceipt": KEEPERS,
    "canaryreach": KEEPERS,  # its address, which it does not show
    "canarylent": KEEPERS,  # what the hall is for
    "canaryplaced": {"author"},
    "canaryinvited": set(),  # before the person has taken the place
}


def make(world) -> SimpleNamespace:
    """Give the author's association a receipt, an address that it does not show, a secretary, an offer, a hand-over."""
    author, row, made = world.who["author"], world.petitions.association, SimpleNamespace()
    Association.objects.filter(pk=row.pk).update(
        receipt_number="canaryreceipt 12/2017", receipt_key="canaryreceipt", email="canaryreach@example.org"
    )
    made.association = Association.objects.get(pk=row.pk)
    made.taken = placed(made.association, "canaryplaced", by=author)
    made.offered = actions.invite(
        made.association, UserFactory(display_name="canaryinvited"), Position.MEMBER, by=author
    )
    made.others = [
        actions.register_association(
            by=UserFactory(), name_ar=f"جمعية غيرها {number}", name_fr=f"Une autre {number}",
            seat=world.elsewhere.commune, founded_on=datetime.date(2018, 2, 3),
        )
        for number in range(2)
    ]  # fmt: skip
    made.hall = actions.add_hall(world.space, by=world.who["facilitator"], name="hall", seats=30)
    made.booking = booked(made.hall, made.association, by=author, days=3, purpose="canarylent")
    given = booked(made.hall, made.association, by=author, days=4, purpose="canarylent")
    actions.accept_booking(given, by=world.who["facilitator"])
    made.hand_over = actions.offer_hand_over(made.association, made.taken, by=author)
    return made


def placed(association, name: str, *, by, position=Position.SECRETARY):
    """Give a new person a place in an association, and have her take it."""
    person = UserFactory(display_name=name)
    place = actions.invite(association, person, position, by=by)
    return actions.accept_place(place, by=person)


def booked(hall, association, *, by, days: int, purpose: str = "purpose"):
    """Ask for two hours of a hall, so many days from now."""
    start = now() + datetime.timedelta(days=days)
    end = start + datetime.timedelta(hours=2)
    return actions.ask_for_hall(hall, association, by=by, purpose=purpose, starts_at=start, ends_at=end)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of the people of associations with, as `tests.doors.values` does."""
    made = world.associations
    places = [{"pk": made.taken.pk}, {"pk": made.offered.pk}]
    association = [{"pk": made.association.pk}]
    return {
        **{(f"spaces:association-{name}", ("pk",)): association for name in ("people", "invite")},
        **{(f"spaces:place-{name}", ("pk",)): places for name in ("accept", "decline", "end", "position")},
        ("spaces:hand-over", ("pk",)): places,
        ("spaces:hall-close", ("pk",)): [{"pk": made.hall.pk}],
        ("spaces:booking", ("pk",)): [{"pk": made.booking.pk}],
        ("spaces:booking-move", ("action", "pk")): [
            {"pk": made.booking.pk, "action": action} for action in ("accept", "refuse", "withdraw", "fly")
        ],
        ("spaces:hand-over-answer", ("pk",)): [{"pk": made.hand_over.pk}],
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None for what is none of these."""
    return True if name.startswith(OF_ITS_PEOPLE) else None


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of the people of associations list."""
    author, association = world.who["author"], world.associations.association
    placed(association, f"placed {number}", by=author)
    actions.invite(association, UserFactory(), Position.TREASURER, by=author)
    hall = actions.add_hall(world.space, by=world.who["facilitator"], name=f"hall {number} b")
    actions.accept_booking(booked(hall, association, by=author, days=5), by=world.who["facilitator"])
    booked(hall, association, by=author, days=6)
    other = world.associations.others[number]
    place = actions.invite(other, author, Position.MEMBER, by=other.representative)
    if number:
        actions.accept_place(place, by=author)
