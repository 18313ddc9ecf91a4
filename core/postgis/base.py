"""The connection, as Django looks for it in a backend."""

from django.contrib.gis.db.backends.postgis import base
from django.db.backends.base.base import NO_DB_ALIAS

from core.pool import Pool


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
