"""What was counted, month by month: scoreboards, what they are compared with, the council's word, who takes part."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.enums import Level
from councils.enums import Role
from councils.models import Council, Mandate
from observatory import months
from observatory.enums import Band, Group, Process, Scope
from observatory.queries import CommentQuerySet, EditionQuerySet, InclusionQuerySet, SnapshotQuerySet
from spaces.models import Space
from territories.models import Territory


class Edition(models.Model):
    """All figures as they stood on the last day of a month. Everyone sees them from `public_on` on; until then only the
    people of each council, who may write a comment.

    `month` is its first day. A month is counted once: what is corrected later shows in the months after.
    """

    month = models.DateField(unique=True)
    counted_at = models.DateTimeField(default=now)
    public_on = models.DateField()
    councils = models.PositiveIntegerField(default=0)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the figures")
        verbose_name_plural = _("editions of the figures")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="edition_begins_a_month"),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return months.key_of(self.month)

    @property
    def last_day(self):
        return months.last_of(self.month)

    @property
    def first_day(self):
        """The first day of the twelve months that it looks back on."""
        return months.before(self.month, months.YEAR - 1)

    @property
    def is_public(self) -> bool:
        return self.public_on <= localdate()


class Snapshot(models.Model):
    """One council in one edition.

    `numbers` are the counts of the twelve months and of its last day, by key (`observatory.figures`); `months` the
    same for each month (2026-11: a `Tally`'s data); `values` what it is compared by; `standings` the word for each, by
    scope; `published` the address of what was found for each of the seventeen things.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="snapshots", db_index=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="snapshots")
    region = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    level = models.CharField(max_length=16, choices=Level)
    band = models.CharField(max_length=8, choices=Band, blank=True)
    numbers = models.JSONField(default=dict)
    median_days = models.PositiveIntegerField(null=True, blank=True)
    oldest_days = models.PositiveIntegerField(
        null=True, blank=True, help_text="the longest delay of what is late, days"
    )
    months = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    standings = models.JSONField(default=dict)
    published = models.JSONField(default=dict)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("council’s figures")
        verbose_name_plural = _("councils’ figures")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "council"], name="one_snapshot_a_council")]
        indexes = [models.Index(fields=["edition", "region", "level", "id"], name="snapshot_of_region")]

    def __str__(self):
        return f"{self.council_id} {self.edition_id}"

    def get_absolute_url(self):
        slug = self.council.territory.slug
        return f"{reverse('observatory:council', args=[slug])}?month={self.edition.key}"


class Benchmark(models.Model):
    """The councils of one level added up, in an edition: of the country, of a region, of a size.

    `spreads` hold how the values of each figure lie (`observatory.standing.Spread`), only where five councils have one.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="benchmarks")
    scope = models.CharField(max_length=8, choices=Scope)
    code = models.CharField(max_length=16, blank=True, help_text="of the region, or the size")
    level = models.CharField(max_length=16, choices=Level)
    councils = models.PositiveIntegerField()
    numbers = models.JSONField(default=dict)
    median_days = models.PositiveIntegerField(null=True, blank=True)
    spreads = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("group of councils")
        verbose_name_plural = _("groups of councils")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "scope", "code", "level"], name="one_benchmark_a_group")
        ]

    def __str__(self):
        return f"{self.scope} {self.code} {self.level}"


class Comment(models.Model):
    """What a council says of its figures, signed. A later version stands in front of the earlier ones, which stay."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="comments")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000)
    signed_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role)
    at = models.DateTimeField(default=now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of a council")
        verbose_name_plural = _("comments of councils")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "version"], name="one_comment_a_version"),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self):
        return f"{self.snapshot_id} v{self.version}"


class Inclusion(models.Model):
    """Who takes part in one process, in numbers that may be shown: what is small is not in the row at all.

    `number` is the key of the debate, consultation or meeting, 0 for a whole space over a year, and for a region
    (`space` empty, `region` set). `groups` hold, by `Group`, what `observatory.hidden.Shown` holds, with the census's
    share and where it is of. `basis` is how many people the table was made of (shown to nobody): one that still grows
    is made anew after ten more only.
    """

    process = models.CharField(max_length=12, choices=Process)
    number = models.PositiveBigIntegerField(default=0)
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    region = models.ForeignKey(Territory, models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=200, blank=True, help_text="of its page, without the language")
    ends_at = models.DateTimeField(null=True, blank=True)
    is_running = models.BooleanField(default=False)
    basis = models.PositiveIntegerField(default=0)
    online = models.PositiveIntegerField(null=True, blank=True)
    hall = models.PositiveIntegerField(null=True, blank=True)
    groups = models.JSONField(default=dict)
    counted_at = models.DateTimeField(default=now)

    objects = InclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("who takes part")
        verbose_name_plural = _("who takes part")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "process", "number"], condition=Q(space__isnull=False), name="one_inclusion_a_process"
            ),
            models.UniqueConstraint(fields=["region"], condition=Q(space__isnull=True), name="one_inclusion_a_region"),
            models.CheckConstraint(
                condition=Q(space__isnull=True) ^ Q(region__isnull=True), name="inclusion_is_of_one_place"
            ),
        ]

    def __str__(self):
        return f"{self.process} {self.number}"

    @property
    def low(self) -> list[str]:
        """The groups that are less than half as present as in the census."""
        return [group for group, data in self.groups.items() if data.get("is_low")]


class CensusShare(models.Model):
    """What a census says of a territory's inhabitants: a group's share, in per cent. No territory: the country."""

    territory = models.ForeignKey(Territory, models.CASCADE, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=8, choices=Group)
    share = models.DecimalField(max_digits=4, decimal_places=1)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("share in the census")
        verbose_name_plural = _("shares in the census")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "group"], nulls_distinct=False, name="one_census_share_a_group"
            ),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=100), name="census_share_is_a_percentage"),
        ]

    def __str__(self):
        return f"{self.territory_id} {self.group} {self.share}"
