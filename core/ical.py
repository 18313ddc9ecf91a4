"""What every calendar of the house begins with (RFC 5545)."""

import datetime

from icalendar import Calendar

from core.text import clean_line

REFRESH = datetime.timedelta(hours=12)


def begun(name: str = "", *, again: datetime.timedelta = REFRESH) -> Calendar:
    """Return an empty calendar that is published; when there is a `name`, with it, and when to ask for it `again`.

    A name is one line: a line end in it would end the property (RFC 5545, 3.1).
    """
    found = Calendar()
    found.add("prodid", "-//Agraw//Agraw//AR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    if name:
        found.add("name", clean_line(name))
        found.add("x-wr-calname", clean_line(name))
        found.add("refresh-interval", again, parameters={"VALUE": "DURATION"})
    return found
