"""Ask a part on this machine whether it is well: python deploy/probe.py PORT|SOCKET. Ends with 0 when it is.

The host is the first that the installation serves, because Django answers no other. Nothing of Agraw is loaded: a
probe each ten seconds must cost nothing.
"""

import http.client
import os
import socket
import sys


class Unix(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str):
        super().__init__("localhost", timeout=4)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(where: str) -> tuple[int, str]:
    """Return the status and the words that a part answers; (0, what went wrong) when it does not."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    connection = Unix(where) if "/" in where else http.client.HTTPConnection("127.0.0.1", int(where), timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read(500).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, type(error).__name__
    finally:
        connection.close()


def main(where: str) -> int:
    status, words = ask(where)
    print(status or "", words)
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
