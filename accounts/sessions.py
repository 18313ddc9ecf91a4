"""Sessions in the database, as Django keeps them; read by one plain statement, since every request of a person does."""

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils.timezone import now

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self):
        """Return what the session holds, `{}` when it is over or unknown: then a new one gets a key of its own."""
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])
