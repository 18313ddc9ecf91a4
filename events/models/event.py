"""The event itself (ملتقى، ورشة، لقاء), its rooms and the slots of its programme, its minutes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Visibility
from councils.enums import Theme
from debates.models import Debate
from events.enums import EventKind, EventState, SlotKind
from events.queries import EventQuerySet, SlotQuerySet
from events.workflow import MOVES
from spaces.models import Association, Space


def in_language(arabic: str, french: str) -> str:
    """Return the words in the reader's language, or in the other one when those are missing."""
    return (arabic or french) if get_language() == "ar" else (french or arabic)


class Event(models.Model):
    """What people are invited to.

    `association` is set when one organises it with the space: its representative and officers lead it too. `slogan` is
    the theme of a forum's edition. `capacity` is in people, none for no limit; `opens_at` and `closes_at` bound the
    registration: from its announcement until its beginning when they are empty. `placed_count` and `waiting_count` are
    made under the event's lock, `arrived_count` at the door.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="events")
    association = models.ForeignKey(Association, models.PROTECT, null=True, blank=True, related_name="events")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EventKind, default=EventKind.MEETING)
    theme = models.CharField(max_length=16, choices=Theme, default=Theme.OTHER)
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    slogan_ar = models.CharField(max_length=200, blank=True)
    slogan_fr = models.CharField(max_length=200, blank=True)
    about = models.TextField(max_length=6000, blank=True)
    organisers = models.CharField(max_length=300, blank=True, help_text="who organises it besides, in words")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True, help_text="the hall and its address")
    online_url = models.URLField(blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    with_stands = models.BooleanField(default=False, help_text="associations may ask for a stand")
    state = models.CharField(max_length=10, choices=EventState, default=EventState.DRAFT)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.VISIBLE)
    minutes = models.TextField(max_length=20000, blank=True)
    attended = models.PositiveIntegerField(null=True, blank=True, help_text="people counted by the organisers")
    placed_count = models.PositiveIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)
    arrived_count = models.PositiveIntegerField(default=0)
    folded = models.TextField(editable=False, default="", help_text="title, slogan and text, folded, for search")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=now, help_text="when its time, place or programme changed last")
    revision = models.PositiveIntegerField(default=0, help_text="how often they changed since it was announced")

    objects = EventQuerySet.as_manager()
    MOVES = MOVES

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["space", "-id"], name="event_newest"),
            models.Index(fields=["space", "starts_at"], name="event_by_day"),
            models.Index(fields=["state", "ends_at"], name="event_to_finish"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="event_has_a_title"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="announced_event_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(placed_count__lte=F("capacity")),
                name="event_within_its_capacity",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.pk])

    @property
    def title(self) -> str:
        return in_language(self.title_ar, self.title_fr)

    @property
    def slogan(self) -> str:
        return in_language(self.slogan_ar, self.slogan_fr)

    @property
    def look(self) -> str:
        """The name under which its state is drawn (`state_tone`)."""
        return {EventState.PUBLISHED: "announced", EventState.OVER: "ended", EventState.CLOSED: "done"}.get(
            self.state, self.state
        )

    @property
    def registers_until(self):
        """The last moment of the registration: its beginning when nothing else was said."""
        return self.closes_at or self.starts_at

    def takes_registrations(self) -> bool:
        """Tell whether a person may register at this moment, by the server's clock."""
        until = self.registers_until
        return bool(
            self.state == EventState.PUBLISHED
            and self.visibility == Visibility.VISIBLE
            and (self.opens_at is None or self.opens_at <= now())
            and until
            and now() < until
        )

    @property
    def registration_is_to_come(self) -> bool:
        """Announced, and nobody can register yet."""
        return bool(self.state == EventState.PUBLISHED and self.opens_at and now() < self.opens_at)

    def has_door(self) -> bool:
        """Tell whether people are let in now: from the day before it begins until the day after it ends."""
        if self.state not in {EventState.PUBLISHED, EventState.OVER} or self.starts_at is None:
            return False
        return (self.starts_at - now()).days < 1 and (now() - self.ends_at).days < 1

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.placed_count >= self.capacity

    @property
    def places_left(self) -> int | None:
        """Places still free, None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.placed_count)

    @property
    def is_one_day(self) -> bool:
        return bool(
            self.starts_at and self.ends_at and localtime(self.starts_at).date() == localtime(self.ends_at).date()
        )

    @property
    def people(self) -> int:
        """How many came: as the organisers counted, else as the door did."""
        return self.arrived_count if self.attended is None else self.attended


class Room(models.Model):
    """A room of an event; `capacity` in people."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="room_has_a_name"),
            models.UniqueConstraint(fields=["event", "name"], name="one_room_a_name"),
        ]

    def __str__(self):
        return self.name


class Slot(models.Model):
    """One thing of the programme, in a room, from a moment to another; others run beside it in other rooms.

    With `is_listed` it has a list of its own: people who have a place at the event take one there (`Seat`), as long as
    `capacity` lasts.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="slots")
    debate = models.ForeignKey(Debate, models.PROTECT, null=True, blank=True, related_name="event_slots")
    kind = models.CharField(max_length=12, choices=SlotKind, default=SlotKind.WORKSHOP)
    title_ar = models.CharField(max_length=160, blank=True)
    title_fr = models.CharField(max_length=160, blank=True)
    speakers = models.CharField(max_length=400, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_listed = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    placed_count = models.PositiveIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot of a programme")
        verbose_name_plural = _("slots of a programme")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_ar="") | ~Q(title_fr=""), name="slot_has_a_title"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_begins"),
            # Ranges on both sides, so that no extension of the database is needed; the ends of slots may touch.
            ExclusionConstraint(
                name="one_slot_a_room_at_a_time",
                expressions=[
                    (
                        Func("room", "room", Value("[]"), function="int8range", output_field=BigIntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(room__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(placed_count__lte=F("capacity")), name="slot_within_its_capacity"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('events:programme', args=[self.event_id])}#slot-{self.pk}"

    @property
    def title(self) -> str:
        return in_language(self.title_ar, self.title_fr)

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.placed_count >= self.capacity

    @property
    def is_now(self) -> bool:
        return self.starts_at <= now() < self.ends_at

    @property
    def is_past(self) -> bool:
        return self.ends_at <= now()


class Minutes(models.Model):
    """The minutes as they were published, in a language: a PDF made once, with its SHA-256."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="printed")
    language = models.CharField(max_length=3)
    file = models.FileField(upload_to="events/minutes/")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("minutes of an event")
        verbose_name_plural = _("minutes of events")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="one_file_of_minutes_a_language")]

    def __str__(self):
        return f"{self.event_id} {self.language}"
