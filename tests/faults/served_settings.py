"""Settings of the processes that a drill kills: the pool and the storage of production, the drill's own database."""

import os
from pathlib import Path

from config.databases import databases
from tests.core.worker_settings import *  # noqa: F403
from tests.core.worker_settings import DATABASES, PROCRASTINATE_WORKER_DEFAULTS, STORAGES

DATABASES["default"]["OPTIONS"] = databases()["default"]["OPTIONS"]
STORAGES["default"] = {"BACKEND": "core.storage.WholeFiles"}
MEDIA_ROOT = Path(os.environ["AGRAW_MEDIA"])
SIGNATURES_PER_NETWORK = SIGNATURES_PER_PETITION = 10**9  # everyone here signs from one address, and at once
PROCRASTINATE_WORKER_DEFAULTS = PROCRASTINATE_WORKER_DEFAULTS | {"update_heartbeat_interval": 1}
