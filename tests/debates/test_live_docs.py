"""docs/live.md says what the code sends."""

import re
from pathlib import Path

import pytest

from core.live.frames import BYES, Close, beat, bye
from debates import frames
from debates.live import feed
from debates.room import room_state
from tests.factories.debates import ContributionFactory, SittingFactory

pytestmark = pytest.mark.django_db
PAGE = (Path(__file__).resolve().parents[2] / "docs/live.md").read_text(encoding="utf-8")


def documented() -> dict[str, set[str]]:
    """Return the keys of each frame in the page's table, but for `type`."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", PAGE, re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", keys)) for name, keys in rows}


def test_each_frame_has_the_keys_that_the_page_names():
    sitting = SittingFactory(live=True)
    thread = sitting.debate.thread
    row = ContributionFactory(thread=thread)
    made = [frames.hello(thread), frames.contribution(row), frames.gone(row), room_state(sitting.debate)]
    told = {frame["type"]: set(frame) - {"type"} for frame in made}
    told |= {"beat": {"rev"}, "bye": {"why"}}
    named = documented()
    assert named.pop("held") == {"contribution"}
    assert named == told


def test_the_greeting_sends_only_frames_that_the_page_names():
    sitting = SittingFactory(live=True)
    ContributionFactory(thread=sitting.debate.thread)
    told, _rev = feed.greeting(sitting.debate.thread_id, sitting.lead, after=0, rev=None)
    assert {frame["type"] for frame in told} <= set(documented())
    assert '"type":"beat"' in beat(1).text
    assert '"type":"bye"' in bye("slow").text


def test_each_code_and_each_goodbye_is_in_the_page():
    assert {int(code) for code in re.findall(r"^\| (\d{4}) \|", PAGE, re.MULTILINE)} == {int(code) for code in Close}
    (words,) = re.findall(r"^\| `bye` \|.*last: (.+) \|$", PAGE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", words)) == set(BYES)
