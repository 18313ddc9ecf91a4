"""Settings of a server in a process of its own, beside a primary and a replica."""

import os

from config.settings_test import *  # noqa: F403
from config.settings_test import DATABASES
from core import replica

replica.MOST_LAG = float(os.environ["AGRAW_MOST_LAG"])

DATABASES["default"] |= {"HOST": os.environ["AGRAW_PRIMARY"], "NAME": "agraw", "USER": "agraw"}
DATABASES["replica"] = DATABASES["default"] | {"HOST": os.environ["AGRAW_REPLICA"]}
DATABASE_ROUTERS = ["core.replica.Router"]
