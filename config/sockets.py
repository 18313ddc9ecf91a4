"""Serve the sockets: python -m config.sockets --port 8002. Their limits stand here (docs/live.md tells them).

The process itself serves nothing: its child does, and the next one when that dies (`config.standby`).
"""

import argparse
import os
import sys

import uvicorn

from config.standby import listening, stand_by

LIMITS = {
    "ws_max_size": 4096,  # bytes of a message: a listener has nothing to say
    "ws_max_queue": 8,  # messages that wait to be looked at
    "ws_ping_interval": 25.0,  # seconds
    "ws_ping_timeout": 20.0,
    "timeout_graceful_shutdown": 5,  # seconds that listeners have to leave when the process is asked to stop
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8002)
    options = parser.parse_args()
    # Figures are this process's own: kept in files, those of a child that was killed would be counted for ever.
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    config = uvicorn.Config(
        "config.asgi:application",
        ws="core.live.protocol:LiveProtocol",
        ws_per_message_deflate=False,  # a frame is encoded once for everyone
        lifespan="on",
        access_log=False,
        log_level="warning",
        **LIMITS,
    )
    config.load()
    door = listening(options.host, options.port)
    return stand_by(lambda: uvicorn.Server(config).run([door]), door)


if __name__ == "__main__":
    sys.exit(main())
