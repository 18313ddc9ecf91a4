"""Settings of a server in a process of its own, beside a primary and a replica."""

import os

from config.settings_test import *  # noqa: F403
from config.settings_test import DATABASES
from core import replica

replica.MOST_LAG = 30.0  # seconds: the test holds it back on purpose, longer than the house would bear

DATABASES["default"] |= {"HOST": os.environ["AGRAW_PRIMARY"], "NAME": "agraw", "USER": "agraw"}
DATABASES["replica"] = DATABASES["default"] | {"HOST": os.environ["AGRAW_REPLICA"]}
DATABASE_ROUTERS = ["core.replica.Router"]
