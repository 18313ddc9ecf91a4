"""What a council does in its own house, month by month: sessions, agendas, decisions, written questions."""

import datetime
from collections.abc import Iterator

from councils.models import Council
from observatory.counting.matters import Part


def parts(first: datetime.date, last: datetime.date, councils: list[Council]) -> Iterator[Part]:
    """Yield what was counted of each council from the month of `first` to that of `last`. A fixed number of queries."""
    yield from ()
