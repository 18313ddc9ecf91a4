"""Which people hold an office on any floor: those of councils and of spaces need a second factor."""

from django.db import connection
from django.utils.timezone import localdate

from spaces.enums import STAFF

# Asked for nearly every first request of a person: one plain statement. It says what spaces.rules.is_staff_of_a_space
# and councils.queries.current_mandates say (tests/config/test_offices.py).
HOLDS = """
SELECT EXISTS (SELECT FROM spaces_membership WHERE user_id = %(user)s AND ended_at IS NULL AND role = ANY(%(staff)s))
    OR EXISTS (SELECT FROM spaces_coordination WHERE user_id = %(user)s AND ended_at IS NULL)
    OR EXISTS (SELECT FROM councils_mandate WHERE user_id = %(user)s AND starts_on <= %(day)s
               AND (ends_on IS NULL OR ends_on >= %(day)s))
"""


def holds_an_office(user) -> bool:
    """Tell whether a person holds a current mandate, a task in a space, or a coordination. One query."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, {"user": user.pk, "staff": sorted(STAFF), "day": localdate()})
        return cursor.fetchone()[0]
