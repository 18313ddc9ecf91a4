"""The orders of a council's president (قرار, arrêté): the president's acts; a decision (مقرر) is the council's."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import in_own_language
from councils.enums import Role
from councils.models import Council, Mandate
from presidency.enums import OrderKind, OrderState
from presidency.queries import OrderQuerySet
from presidency.workflow import ORDER_MOVES


class Order(models.Model):
    """An order of the president (organic law 113-14, art. 94 to 106), numbered in the council's register of a year.

    Its address is permanent. Once published its words never change: it is repealed, or another order replaces it
    (`replaced_by`), and both stay readable. `signed_on` is the day on the order itself. `article` names the text that
    it rests on. Who signed is copied at publication (`signed_role`): a later change of mandate does not rewrite it.
    `repeals` are the orders that this one replaces on the day it is published. `sent_on` is the day on which it went to
    the governor (art. 116).
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="orders")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=OrderKind)
    title_ar = models.CharField(max_length=300, blank=True)
    title_fr = models.CharField(max_length=300, blank=True)
    text_ar = models.TextField(blank=True)
    text_fr = models.TextField(blank=True)
    article = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="presidency/orders/", blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="of the file, in bytes")
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.DRAFT)
    repeals = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_role = models.CharField(max_length=16, choices=Role, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True, help_text="to the governor")
    repealed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="raised by each save of the draft")

    objects = OrderQuerySet.as_manager()
    MOVES = ORDER_MOVES

    class Meta:
        verbose_name = _("order of the president")
        verbose_name_plural = _("orders of the president")
        ordering = ["-year", "-number"]
        indexes = [
            models.Index(fields=["council", "-year", "-number"], name="order_register"),
            models.Index(fields=["-published_at"], condition=~Q(state="draft"), name="order_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="one_order_a_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, year__gte=1960, year__lte=2200), name="order_is_numbered"
            ),
            models.CheckConstraint(condition=~Q(title_ar="", title_fr=""), name="order_has_a_title"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False, signed_by__isnull=False),
                name="published_order_is_signed",
            ),
            models.CheckConstraint(condition=~Q(replaced_by=F("id")), name="order_is_replaced_by_another"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(state="repealed"), name="replaced_order_is_repealed"
            ),
        ]

    def __str__(self):
        return f"{self.cited} {self.title}"

    def get_absolute_url(self):
        return reverse("presidency:order", args=[self.pk])

    @property
    def title(self) -> str:
        return in_own_language(self.title_ar, self.title_fr)

    @property
    def text(self) -> str:
        return in_own_language(self.text_ar, self.text_fr)

    @property
    def cited(self) -> str:
        """How people cite it: its number and its year, as 12/2026."""
        return f"{self.number}/{self.year}"
