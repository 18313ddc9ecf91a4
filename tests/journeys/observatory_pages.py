"""The pages of the observatory: who visits each, and what she does there first."""

import datetime

from django.utils.timezone import localdate

from observatory.models import Edition, Inclusion
from tests.journeys.visit import FEW, Visit, sends_nothing


def make(world) -> None:
    """Show the last month to everyone, whatever day it is, and have a group be missing from something that runs."""
    Edition.objects.update(public_on=localdate() - datetime.timedelta(days=1))
    Inclusion.objects.create(
        process="consultation", number=999_999, space=world.space, title="استشارة جارية", path="/consultations/1/",
        basis=50, is_running=True, online=50, ends_at="2030-01-01 09:00Z",
        groups={"women": {"count": 10, "of": 50, "share": 20, "census": 50.2, "census_of": "", "is_low": True},
                "young": {"count": None, "of": None, "share": None, "census": None, "census_of": None,
                          "is_low": False}},
    )  # fmt: skip


def visits(world) -> list[Visit]:
    council, space = "observatory/councils/tiznit/", "observatory/spaces/tiznit/"
    return [
        Visit("observatory/"), Visit("observatory/methods/"), Visit("observatory/regions/region-09/"), Visit(council),
        Visit(f"{council}comparison/"), Visit(f"{council}publication/"), Visit(space, languages=FEW),
        Visit("observatory/councils/tata/?month=2020-01", status=404, languages=FEW),
        Visit(space, "facilitator"), Visit(f"{space}warnings/", "facilitator"),
        Visit("observatory/lab/", "coordinator"),
        Visit(f"{council}comment/", "president"), Visit(f"{council}comment/", "president", sends_nothing, 422, FEW),
    ]  # fmt: skip
