"""The connection, as Django looks for it in a backend."""

from weakref import WeakSet

from django.contrib.gis.db.backends.postgis import base
from django.db.backends.base.base import NO_DB_ALIAS
from psycopg import Connection

from core.pool import Pool

# Those that know how shapes are written: Django tells a connection so again each time that it leaves the pool, which is
# once a request and a sixth of a millisecond.
_told: WeakSet[Connection] = WeakSet()


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def pool(self) -> Pool | None:
        """Return the pool of this process, made at the first call; None without one (`OPTIONS["pool"]`)."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if options and self.alias not in {NO_DB_ALIAS, *self._connection_pools}:
            told = self.get_connection_params() | {"autocommit": True}
            made = Pool(kwargs=told, open=False, configure=self._configure_connection, **options)
            self._connection_pools.setdefault(self.alias, made)
        return super().pool

    def register_geometry_adapters(self, pg_connection: Connection, clear_caches: bool = False) -> None:
        """Tell a connection once how shapes are written; again with `clear_caches`, when PostGIS is newly there."""
        if clear_caches or pg_connection not in _told:
            super().register_geometry_adapters(pg_connection, clear_caches)
            if self._type_infos["geometry"].get(self.alias):  # else PostGIS is not there yet
                _told.add(pg_connection)
