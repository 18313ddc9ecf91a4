"""A call from a large frame asks the system for memory once, however deep the loop stands that it goes through."""

import resource

import pytest
from django.conf import settings

from core.stack import with_room

TIMES, DEEPEST = 100, 300


def _deep(calls):
    return calls and _deep(calls - 1)


def _asked(depth):
    """Return how many pages of memory were asked for by a loop that stands `depth` calls deep and goes deeper."""
    if depth:
        return _asked(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _time in range(TIMES):
        _deep(30)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_a_loop_asks_for_no_memory_wherever_it_stands():
    assert max(with_room(_asked)(depth) for depth in range(DEEPEST)) < TIMES / 2


def test_without_room_a_loop_at_an_edge_asks_each_time():
    """When this fails, Python has mended it: `core.stack` can go."""
    assert max(_asked(depth) for depth in range(DEEPEST)) >= TIMES


def test_what_is_called_is_what_it_was():
    def sum_of(first, *, second):
        """Add."""
        return first + second

    roomy = with_room(sum_of)
    assert roomy(1, second=2) == 3
    assert (roomy.__name__, roomy.__doc__) == ("sum_of", "Add.")
    with pytest.raises(TypeError):
        roomy(1)


def test_each_request_has_room():
    assert settings.MIDDLEWARE[0] == "config.middleware.room"
