"""Addresses of events: reading, preparing, taking part, the door, feeds."""

from django.urls import path

from events.views import door, feeds, noting, planning, reading, taking_part

ONE = "events/<int:pk>/"
SPACE = "spaces/<slug:slug>/events"

app_name = "events"
urlpatterns = [
    # reading
    path(f"{SPACE}/", reading.listing, name="list"),
    path(f"{SPACE}/coming/", reading.in_space, name="in-space"),
    path(ONE, reading.detail, name="detail"),
    path(f"{ONE}programme/", reading.programme, name="programme"),
    path(f"{ONE}notes/", reading.notes, name="notes"),
    path(f"{ONE}stands/", reading.stands, name="stands"),
    path(f"{ONE}stands/<int:key>/", reading.stand, name="stand"),
    path(f"{ONE}minutes/<slug:language>.pdf", reading.minutes, name="minutes"),
    # outside our pages
    path(f"{SPACE}.atom", feeds.atom, name="atom"),
    path(f"{SPACE}.ics", feeds.calendar_in_space, name="calendar-in-space"),
    path("events/<int:pk>.ics", feeds.calendar, name="calendar"),
    path("events/mine.ics", feeds.my_calendar, name="my-calendar"),
    path("events/open-data/", feeds.dictionary, name="dictionary"),
    # taking part
    path("events/mine/", taking_part.mine, name="mine"),
    path(f"{ONE}register/", taking_part.register, name="register"),
    path(f"{ONE}members/", taking_part.members_of, name="members-of"),
    path(f"{ONE}members/<int:association>/", taking_part.members, name="members"),
    path(f"{ONE}give-back/", taking_part.give_back, name="give-back"),
    path(f"{ONE}badge/<slug:language>.pdf", taking_part.badge, name="badge"),
    path(f"{ONE}certificate/", taking_part.certificate, name="certificate"),
    path(f"{ONE}slots/<int:key>/take/", taking_part.seat, {"act": "take"}, name="take-seat"),
    path(f"{ONE}slots/<int:key>/leave/", taking_part.seat, {"act": "leave"}, name="leave-seat"),
    path(f"{ONE}stands/ask/", taking_part.stand_ask, name="stand-ask"),
    path(f"{ONE}stands/<int:key>/<slug:action>/", taking_part.stand_move, name="stand-move"),
    # the door
    path(f"{ONE}door/", door.door, name="door"),
    path(f"{ONE}door/scans/", door.scans, name="scans"),
    # preparing
    path(f"{SPACE}/new/", planning.begin, name="begin"),
    path(f"{ONE}edit/", planning.edit, name="edit"),
    path(f"{ONE}discard/", planning.discard, name="discard"),
    path(f"{ONE}moves/<slug:action>/", planning.move, name="move"),
    path(f"{ONE}plan/", planning.plan, name="plan"),
    path(f"{ONE}plan/rooms/new/", planning.room, name="room-new"),
    path(f"{ONE}plan/rooms/<int:key>/", planning.room, name="room"),
    path(f"{ONE}plan/rooms/<int:key>/remove/", planning.room_remove, name="room-remove"),
    path(f"{ONE}plan/slots/new/", planning.slot, name="slot-new"),
    path(f"{ONE}plan/slots/<int:key>/", planning.slot, name="slot"),
    path(f"{ONE}plan/slots/<int:key>/remove/", planning.slot_remove, name="slot-remove"),
    path(f"{ONE}minutes/", planning.minutes, name="minutes-write"),
    path(f"{ONE}counts/", planning.counts, name="counts"),
    path(f"{ONE}notes/write/<slug:kind>/", noting.write, name="note-write"),
    path(f"{ONE}notes/<int:key>/", noting.edit, name="note"),
    path(f"{ONE}notes/<int:key>/remove/", noting.remove, name="note-remove"),
]
