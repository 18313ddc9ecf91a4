"""The pages of the people of associations and of the directory: who visits each, and what she does there first."""

from types import SimpleNamespace

from config.demo import people
from spaces import actions
from spaces.enums import Position
from spaces.models import Association
from tests import world_of_associations as making
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: places taken and offered, an offer to hand the association over."""
    who = {key: people.fresh(world.people[key]) for key in ("association", "citizen", "inhabitant")}
    association = Association.objects.represented_by(who["association"]).latest("pk")
    made = SimpleNamespace(association=association)
    by = who["association"]
    made.taken = actions.accept_place(
        actions.invite(association, who["inhabitant"], Position.SECRETARY, by=by), by=who["inhabitant"]
    )
    made.offered = actions.invite(association, who["citizen"], Position.MEMBER, by=by)
    hall = world.space.halls.first() or actions.add_hall(
        world.space, by=people.fresh(world.people["facilitator"]), name="قاعة الاجتماعات"
    )
    made.booking = making.booked(hall, association, by=by, days=5, purpose="جمع عام")
    made.hand_over = actions.offer_hand_over(association, made.taken, by=by)
    return made


def visits(world) -> list[Visit]:
    made = world.associations
    own, place = f"associations/{made.association.pk}/", f"associations/places/{made.taken.pk}/"
    offer = f"associations/hand-overs/{made.hand_over.pk}/"

    return [
        Visit("associations/"), Visit("associations/?q=qqqqq", languages=FEW), Visit("associations/open-data/"),
        Visit("associations/start/", "citizen"), Visit("associations/mine/", "citizen"),
        Visit("associations/mine/", "inhabitant", languages=FEW), Visit(f"{own}people/", "association"),
        Visit(f"{own}people/", "inhabitant", languages=FEW),
        Visit(f"{own}people/", "association", sends_nothing, 0, FEW),
        Visit(f"{place}position/", "association"), Visit(f"{place}end/", "association"),
        Visit(f"{place}end/", "association", sends_nothing, 0, FEW),
        Visit(f"{place}end/", "inhabitant", languages=FEW), Visit(f"{place}hand-over/", "association"),
        Visit(offer, "inhabitant"), Visit(offer, "association", languages=FEW),
        Visit("spaces/tiznit/manage/", "coordinator"), Visit("spaces/tiznit/halls/"),
        Visit("spaces/tiznit/halls/", "facilitator"),
        Visit("spaces/tiznit/halls/ask/", "association"),
        Visit("spaces/tiznit/halls/ask/", "association", sends_nothing, 0, FEW),
        Visit("spaces/tiznit/halls/ask/", "citizen", languages=FEW),
        Visit(f"halls/bookings/{made.booking.pk}/", "facilitator"),
        Visit(f"halls/bookings/{made.booking.pk}/", "association", languages=FEW),
    ]  # fmt: skip
