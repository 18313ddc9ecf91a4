"""A line between the browser and the server that can be cut, and that can lose the answer of what the server did."""

import contextlib
import socket
import threading


class LossyLine:
    """Passes bytes between a port of its own and the server's, unless `is_cut`. While `loses` is a path, what is posted
    to it reaches the server and is done there, and the answer never comes back: the connection is closed in its place.
    `lost` counts.
    """

    def __init__(self, server: tuple[str, int]):
        self.server = server
        self.is_cut, self.loses, self.lost = False, "", 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self.listening.accept()
                threading.Thread(target=self._pass, args=[near], daemon=True).start()

    def _pass(self, near: socket.socket) -> None:
        deaf = threading.Event()
        with contextlib.suppress(OSError), near, socket.create_connection(self.server) as far:
            threading.Thread(target=self._up, args=[near, far, deaf], daemon=True).start()
            while piece := far.recv(65_536):
                if deaf.is_set():  # the server has done it, and the browser is told nothing
                    self.lost += 1
                    near.shutdown(socket.SHUT_RDWR)
                    return
                near.sendall(piece)
            near.shutdown(socket.SHUT_RDWR)  # the other thread still listens: closing alone would say nothing

    def _up(self, near: socket.socket, far: socket.socket, deaf: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := near.recv(65_536):
                if self.is_cut:
                    near.shutdown(socket.SHUT_RDWR)
                    return
                if self.loses and piece.startswith(f"POST {self.loses}".encode()):
                    deaf.set()
                far.sendall(piece)
            far.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.listening.close()
