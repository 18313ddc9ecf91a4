"""Frames, encoded once: any WebSocket client reads them."""

import json

from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Opcode
from websockets.protocol import OPEN, Protocol, Side

from core.live.frames import BYES, Close, beat, bye, encode, framed, parcel


def read(data: bytes) -> list[str]:
    """Return the texts that a WebSocket client reads."""
    client = Protocol(Side.CLIENT, state=OPEN, max_size=None)
    client.receive_data(data)
    events = client.events_received()
    assert client.parser_exc is None
    assert all(event.opcode is Opcode.TEXT and event.fin for event in events)
    return [bytes(event.data).decode() for event in events]


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.booleans())))
def test_a_client_reads_what_was_encoded(frames):
    wire = parcel(encode({"type": "x"} | frame) for frame in frames)
    assert [json.loads(text) for text in read(wire.wire)] == [{"type": "x"} | frame for frame in frames]
    assert list(wire.texts) == read(wire.wire)


def test_every_length_is_told_right():
    for size in (0, 1, 125, 126, 127, 65_535, 65_536, 200_000):
        assert read(framed(b"x" * size)) == ["x" * size]


def test_arabic_goes_as_it_is():
    frame = encode({"type": "x", "text": "الماء", "rev": 3})
    assert frame.text == '{"type":"x","text":"الماء","rev":3}'
    assert frame.rev == 3


def test_the_house_s_own_frames():
    assert json.loads(beat(7).text) == {"type": "beat", "rev": 7}
    assert json.loads(bye("slow").text) == {"type": "bye", "why": "slow"}
    assert set(BYES) == {"rights", "slow", "restart", "gone"}
    assert (Close.RIGHTS, Close.SLOW) == (4403, 4413)
