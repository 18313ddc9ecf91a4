"""Room for deep calls.

CPython keeps the frames of a thread in pieces of 16 KB. A call that needs the next piece asks the system for it, and
its return gives it back. A page is drawn sixty to a hundred calls deep, over two or three such edges: where a loop
stands at one, each of its rows asks and gives back, up to two thousand times a page, a quarter of the processor's time
of a large one (decision 0027). A frame that is large once makes the piece large in which all that is called from it has
its place.
"""

import functools
from collections.abc import Callable
from typing import Any

# Words of 8 bytes. More than the half of 512 KB: pieces double until the frame fits, and what is left of it, 250 KB,
# holds a thousand frames. What is not written to is no memory: the system gives it where a frame comes to lie.
ROOM = 33_000


def with_room(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return `call`, called from a large frame: for what goes deep, since it costs some 20 µs each time."""

    @functools.wraps(call)
    def entered(*args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    entered.__code__ = entered.__code__.replace(co_stacksize=ROOM)
    return entered
