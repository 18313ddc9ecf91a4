"""Sessions in the database, as Django keeps them; read together with the person by one plain statement, since every
request of a person does both.
"""

import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import DEFAULT_DB_ALIAS, connection
from django.utils.crypto import constant_time_compare
from django.utils.timezone import now

from accounts.models import User
from core.composed import preparing

FIELDS = [field.attname for field in User._meta.concrete_fields]
READ = f"""
SELECT s.session_data, l.last_seen_at, {", ".join(f"u.{field.column}" for field in User._meta.concrete_fields)}
FROM django_session s
LEFT JOIN usersessions_usersession l ON l.session_key = s.session_key
LEFT JOIN accounts_user u ON u.id = l.user_id
WHERE s.session_key = %s AND s.expire_date > %s
"""  # noqa: S608 -- the names of our own columns
SEEN_STEP = datetime.timedelta(minutes=15)


class SessionStore(db.SessionStore):
    """`person` is who opened the session by the list of open sessions, once it was loaded; it proves nothing yet."""

    person: User | None = None
    seen_at: datetime.datetime | None = None  # when the list of open sessions last noted it, once it was loaded

    def load(self):
        """Return what the session holds, `{}` when it is over or unknown: then a new one gets a key of its own."""
        with preparing(connection) as cursor:
            cursor.execute(READ, [self.session_key, now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        data, self.seen_at, *values = found
        if values[0] is not None:
            self.person = User.from_db(DEFAULT_DB_ALIAS, FIELDS, values)
        return self.decode(data)


def person_of(session: SessionStore) -> User | None:
    """Return the person of a session when all that Django asks for holds: the same person, a way of signing in that
    still exists, and the password she had then. None sends to Django's own way, which knows more cases.
    """
    wanted, hashed = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY)
    person = session.person
    if person is None or wanted != str(person.pk) or not person.is_active or not hashed:
        return None
    is_known = session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    return person if is_known and constant_time_compare(hashed, person.get_session_auth_hash()) else None


def note_seen(session: SessionStore) -> None:
    """Note that a browser is used, at most once in a quarter of an hour: its owner is told when it was last seen."""
    if session.seen_at is not None and now() - session.seen_at >= SEEN_STEP:
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=now())
