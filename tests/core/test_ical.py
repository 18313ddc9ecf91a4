"""The beginning of a calendar, whatever its name holds."""

from icalendar import Calendar

from core.ical import begun


def test_a_name_of_several_lines_is_one_line():
    found = Calendar.from_ical(begun("ماء\r\nATTENDEE:x\u0007").to_ical())
    assert found["x-wr-calname"] == found["name"] == "ماء ATTENDEE:x"
    assert "attendee" not in found
    assert "refresh-interval" in found


def test_a_calendar_may_have_no_name():
    assert "name" not in begun()
