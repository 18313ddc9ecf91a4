"""The pages of notices: who visits each, and what she does there first."""

from accounts.models import User
from notices import actions, stops
from tests.journeys.visit import FEW, Visit, sends, sends_nothing


def make(world) -> str:
    """Have the citizen follow what can be followed, and make the coordinator an operator; return the link to stop."""
    citizen = world.people["citizen"]
    User.objects.filter(pk=world.people["coordinator"].pk).update(is_staff=True)
    for kind, key in (("commune", "tiznit"), ("council", "tiznit"), ("need", str(world.rich.pk)), ("theme", "roads")):
        actions.follow(kind, key, by=citizen)
    return stops.token("mail", citizen.pk, citizen.email)


def stops_them(page) -> None:
    sends(page, "main form[method=post]")


def visits(world) -> list[Visit]:
    mine = f"stop/{world.notices}/"
    return [
        Visit("follow/commune/tiznit/"), Visit("follow/council/tiznit/", languages=FEW),
        Visit(f"follow/need/{world.rich.pk}/", "citizen"), Visit("follow/theme/roads@tiznit/", languages=FEW),
        Visit("inbox/?kind=need&unread=1", "citizen", languages=FEW), Visit("inbox/settings/", "citizen"),
        Visit("inbox/settings/", "citizen", sends_nothing, 0, FEW), Visit("inbox/followed/", "citizen"),
        Visit("inbox/followed/", "inhabitant", languages=FEW), Visit("inbox/sent/", "citizen", languages=FEW),
        Visit("inbox/deliveries/", "coordinator", languages=FEW),
        Visit(mine), Visit("stop/x/", status=404, languages=FEW), Visit(mine, "", stops_them, 0, FEW),
    ]  # fmt: skip
